/** The mail in a call of Inbound Parse, as the raw mail and what SendGrid says of it. Pure. */
import type { KeptDelivery } from "../../../domain/ingest/delivery-reader.ts";
import type { MailContext, MailVerdicts, Verdict } from "../../../domain/mail/mail-context.ts";
import { listOf, textOf } from "../fields.ts";
import { fieldIn, jsonIn } from "./form-fields.ts";
import { type FormPart, readMultipart } from "./multipart.ts";
import { rebuiltMail } from "./rebuilt-mail.ts";

export interface InboundMail {
  readonly raw: Uint8Array;
  readonly context: MailContext;
}

/** @returns `undefined` when the call holds no mail */
export function inboundMail({ request, endpoint, receivedAt }: KeptDelivery): InboundMail | undefined {
  const parts = readMultipart(request.headers["content-type"] ?? "", request.body);
  const raw = parts && rawMail(parts);
  if (parts === undefined || raw === undefined) return undefined;
  const envelope = jsonIn(parts, "envelope");
  const recipients = listOf(envelope.to).flatMap((address) => textOf(address) ?? []);
  const returnPath = typeof envelope.from === "string" ? { returnPath: envelope.from } : {};
  const context = {
    receivedAt,
    recipients,
    verdicts: verdictsIn(parts),
    ...returnPath,
    account: endpoint.account,
  };
  return { raw, context };
}

/** As it came, where the setting "send raw" is on; otherwise out of what SendGrid took it apart to. */
function rawMail(parts: readonly FormPart[]): Uint8Array | undefined {
  const whole = parts.find(({ name }) => name === "email");
  if (whole !== undefined) return whole.bytes;
  return parts.some(({ name }) => name === "headers") ? rebuiltMail(parts) : undefined;
}

/** SendGrid's scores are those of SpamAssassin: mails from five on are spam. */
const spamScore = 5;

function verdictsIn(parts: readonly FormPart[]): MailVerdicts {
  const spf = spfVerdict(fieldIn(parts, "SPF"));
  const dkim = dkimVerdict(fieldIn(parts, "dkim"));
  const score = Number.parseFloat(fieldIn(parts, "spam_score") ?? "");
  return {
    ...(spf ? { spf } : {}),
    ...(dkim ? { dkim } : {}),
    ...(Number.isNaN(score) ? {} : { spam: score >= spamScore ? "FAIL" : "PASS" }),
  };
}

function spfVerdict(result: string | undefined): Verdict | undefined {
  const word = result?.trim().toLowerCase();
  if (!word) return undefined;
  if (word === "pass") return "PASS";
  return word === "fail" ? "FAIL" : "GRAY";
}

/** `{@example.com : pass, @news.example : fail}`: good only when every signature is. */
function dkimVerdict(result: string | undefined): Verdict | undefined {
  const words = [...(result ?? "").matchAll(/@[^\s:,{}]+\s*:\s*([a-z]+)/gi)].map(([, word]) =>
    word?.toLowerCase(),
  );
  if (words.length === 0) return undefined;
  if (words.every((word) => word === "pass")) return "PASS";
  return words.includes("fail") ? "FAIL" : "GRAY";
}
