/** What keeps a mail of ours in the customer's thread: for every channel that sends e-mail. */
import type { OutboundMessage } from "../../domain/outbox/channel-sender.ts";

/** A header line with its name takes 998 characters (RFC 5322, 2.1.1), and SES two fewer. */
const longestReferences = 980;

export interface MailThread {
  readonly inReplyTo: string;
  readonly references: string;
}

/** RFC 5322, 3.6.4: the mail that is answered, behind those it answered. */
export function mailThread({ answers }: OutboundMessage): MailThread | undefined {
  const { messageId, references } = answers?.attributes ?? {};
  const answered = idsIn(messageId ?? answers?.providerMessageId).at(-1);
  if (answered === undefined) return undefined;
  const chain = [...idsIn(references).filter((id) => id !== answered), answered];
  // The first one names the thread, the last ones the place in it.
  while (chain.length > 1 && chain.join(" ").length > longestReferences) chain.splice(1, 1);
  const whole = chain.join(" ");
  return { inReplyTo: answered, references: whole.length > longestReferences ? answered : whole };
}

/** In angle brackets, of a text or a list of them; anything else could begin a header of its own. */
function idsIn(value: unknown): string[] {
  return [value].flat().flatMap((text) => (typeof text === "string" ? (text.match(messageId) ?? []) : []));
}

const messageId = /<[\x21-\x3b\x3d\x3f-\x7e]{1,510}>/g;
