/** Tells what people write to us from what machines and lists send. Pure. */
import { normaliseEmail } from "../identity/normalise-email.ts";
import type { DeliveryReport } from "./delivery-report.ts";
import { header, type Mail } from "./mail.ts";
import type { MailContext } from "./mail-context.ts";
import { isOwnList, ownAddresses } from "./sender.ts";

/** Only a `message` may open a case or be answered: an answer to any of the others could be answered for ever. */
export type MailSort =
  | { readonly kind: "message" | "list" | "quarantined" }
  | { readonly kind: "delivery-report"; readonly report: DeliveryReport }
  | { readonly kind: "automatic"; readonly sign: AutomaticSign };

export type AutomaticSign =
  | "own-address"
  | "report"
  | "auto-submitted"
  | "no-return-path"
  | "mail-system"
  | "precedence";

/**
 * RFC 3834, and what programs write that do not know it.
 *
 * @param report what the mail says became of another one, where it has such a part
 */
export function sortMail(mail: Mail, context: MailContext, report?: DeliveryReport): MailSort {
  if (context.verdicts.virus === "FAIL") return { kind: "quarantined" };
  const own = ownAddresses(context);
  const contentType = header(mail, "content-type").toLowerCase();
  if (report !== undefined && contentType.startsWith("multipart/report")) {
    return { kind: "delivery-report", report };
  }
  const sign = automaticSign(mail, context, own, contentType);
  if (sign !== undefined) return { kind: "automatic", sign };
  return { kind: isList(mail) && !isOwnList(mail, own) ? "list" : "message" };
}

function automaticSign(
  mail: Mail,
  { returnPath }: MailContext,
  own: ReadonlySet<string>,
  contentType: string,
): AutomaticSign | undefined {
  if (mail.from.some(({ address }) => own.has(normaliseEmail(address)))) return "own-address";
  if (contentType.startsWith("multipart/report")) return "report";
  if (isSubmittedByProgram(mail)) return "auto-submitted";
  const paths = [returnPath, ...(mail.headers.get("return-path") ?? [])];
  if (paths.some((path) => path !== undefined && /^\s*(?:<\s*>)?\s*$/.test(path))) return "no-return-path";
  if (mail.from.some(({ address }) => /^mailer-daemon@/i.test(address))) return "mail-system";
  if (/^(?:bulk|junk|auto_reply)\b/i.test(header(mail, "precedence")) && !isList(mail)) return "precedence";
  return undefined;
}

function isSubmittedByProgram(mail: Mail): boolean {
  const submitted = header(mail, "auto-submitted");
  if (submitted !== "" && !/^no\b/i.test(submitted)) return true;
  // Exchange's own: programs ask with it that no program answers them.
  if (/\b(?:all|autoreply)\b/i.test(header(mail, "x-auto-response-suppress"))) return true;
  return ["x-autoreply", "x-autorespond", "x-autoreply-from"].some((name) => mail.headers.has(name));
}

const listHeaders = ["list-id", "list-post", "list-unsubscribe", "list-help", "list-subscribe"];

function isList(mail: Mail): boolean {
  return listHeaders.some((name) => mail.headers.has(name)) || /^list\b/i.test(header(mail, "precedence"));
}
