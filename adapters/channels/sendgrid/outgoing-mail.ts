/** A message as SendGrid's API takes it. Pure. */
import type { OutboundMessage } from "../../../domain/outbox/channel-sender.ts";
import { type JsonObject, present } from "../json.ts";
import { subjectOf } from "./subject.ts";

export function mailOf(
  message: OutboundMessage,
  from: { email: string; name: string | undefined },
): JsonObject {
  const headers = threadHeaders(message);
  return present({
    personalizations: [{ to: [{ email: message.to }] }],
    from: present({ email: from.email, name: from.name || undefined }),
    subject: subjectOf(message),
    content: [{ type: "text/plain", value: message.text }],
    headers: Object.keys(headers).length > 0 ? headers : undefined,
    /** Every event of the mail brings it back. */
    custom_args: { omnilineSend: message.sendId },
  });
}

/** What keeps an answer in the customer's thread (RFC 5322, 3.6.4). */
function threadHeaders({ answers }: OutboundMessage): JsonObject {
  const { messageId, references } = answers?.attributes ?? {};
  const [answered] = idsIn(messageId);
  if (answered === undefined) return {};
  const before = idsIn(references).filter((id) => id !== answered);
  return { "In-Reply-To": answered, References: [...before, answered].slice(-mostReferences).join(" ") };
}

const mostReferences = 20;

/** In angle brackets, of a text or a list; anything else in them could begin a header of its own. */
function idsIn(value: unknown): string[] {
  const texts = [value].flat().filter((one) => typeof one === "string");
  return texts.flatMap((text) => text.match(/[!-;=?-~]{1,400}/g) ?? []).map((id) => `<${id}>`);
}
