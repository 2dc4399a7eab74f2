/** Reads a delivery report (RFC 3464): what became of a mail of ours, by the mail server that gave up on it. Pure. */
import type { MessageStatus } from "../../schemas/contact-event.ts";

export interface DeliveryReport {
  readonly status: MessageStatus;
  /** `permanent`, or `transient`: RFC 3463 calls it the class of the status. */
  readonly bounceType?: "permanent" | "transient" | undefined;
  /** RFC 3463, such as `5.1.1`. */
  readonly statusCode?: string | undefined;
  readonly diagnosticCode?: string | undefined;
  readonly recipient?: string | undefined;
  readonly originalMessageId?: string | undefined;
}

/** What the server has done, as a status that may still climb: only `failed` is the end of it. */
const statusByAction: ReadonlyMap<string, MessageStatus> = new Map([
  ["failed", "failed"],
  ["delayed", "sent"],
  ["delivered", "delivered"],
  ["relayed", "sent"],
  ["expanded", "sent"],
]);

const longestDiagnostic = 500;
const longestHeaders = 32 * 1024;

/**
 * @param report the text of the part `message/delivery-status`, of which the first recipient counts
 * @param original the text of the mail that came back, or of its headers
 */
export function readDeliveryReport(report: string, original: string): DeliveryReport {
  const fields = unfold(report.slice(0, longestHeaders));
  const action = (field(fields, "Action") ?? "").toLowerCase();
  const statusCode = field(fields, "Status")?.match(/^[245]\.\d{1,3}\.\d{1,3}/)?.[0];
  return {
    status: statusByAction.get(action) ?? "failed",
    bounceType: statusCode?.startsWith("4")
      ? "transient"
      : statusCode?.startsWith("5")
        ? "permanent"
        : undefined,
    statusCode,
    diagnosticCode: afterType(field(fields, "Diagnostic-Code"))?.slice(0, longestDiagnostic),
    recipient: afterType(field(fields, "Final-Recipient") ?? field(fields, "Original-Recipient")),
    originalMessageId: field(headersOf(original), "Message-ID")?.match(/<[^<>\s]{1,510}>/)?.[0],
  };
}

/** Up to the first empty line; longer headers than any that servers write are not looked through. */
function headersOf(original: string): string {
  const text = unfold(original.slice(0, longestHeaders));
  const end = text.trimStart().search(/\n\n/);
  return end < 0 ? text : text.trimStart().slice(0, end);
}

function unfold(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/\n[ \t]+/g, " ");
}

function field(text: string, name: string): string | undefined {
  return new RegExp(`^${name}:[ \\t]*(.+)$`, "im").exec(text)?.[1]?.trim();
}

/** `rfc822; a@b` without its type. */
function afterType(value: string | undefined): string | undefined {
  return value?.replace(/^[\w-]+\s*;\s*/, "");
}
