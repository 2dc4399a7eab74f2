/** Which conversation a mail belongs to. Pure. */
import { header, type Mail, messageIds } from "./mail.ts";

/** As in `support+t-01j8x2@acme.example`: names the thread for programs that drop every other trace of it. */
const threadTag = /\+t-([\da-z-]{4,64})@/i;

/** Our own tag, else the first message of the conversation; `undefined` of a mail that says nothing of itself. */
export function threadOf(mail: Mail, recipients: readonly string[]): string | undefined {
  return (
    recipients
      .map((address) => threadTag.exec(address)?.[1]?.toLowerCase())
      .find((tag) => tag !== undefined) ??
    messageIds(mail, "references")[0] ??
    messageIds(mail, "in-reply-to")[0] ??
    messageIdOf(mail)
  );
}

/** With its angle brackets, as it stands in what answers it. */
export function messageIdOf(mail: Mail): string | undefined {
  const written = header(mail, "message-id");
  return messageIds(mail, "message-id")[0] ?? (/^[^\s<>]{1,510}$/.test(written) ? `<${written}>` : undefined);
}
