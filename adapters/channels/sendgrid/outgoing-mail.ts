/** A message as SendGrid's API takes it. Pure. */
import type { OutboundMessage } from "../../../domain/outbox/channel-sender.ts";
import { type JsonObject, present } from "../json.ts";
import { mailHtml } from "../mail-html.ts";
import { mailThread } from "../mail-thread.ts";
import { subjectOf } from "./subject.ts";

/** The API wants a text of every mail: one that brings files alone has a space. */
const nothing = " ";

export function mailOf(
  message: OutboundMessage,
  from: { email: string; name: string | undefined },
): JsonObject {
  const thread = mailThread(message);
  return present({
    personalizations: [{ to: [{ email: message.to }] }],
    from: present({ email: from.email, name: from.name || undefined }),
    subject: subjectOf(message),
    content: [
      { type: "text/plain", value: message.text || nothing },
      { type: "text/html", value: mailHtml(message.text) },
    ],
    attachments: message.files?.map(({ name, contentType, bytes }) => ({
      filename: name,
      type: contentType,
      disposition: "attachment",
      content: bytes.toString("base64"),
    })),
    headers: thread && { "In-Reply-To": thread.inReplyTo, References: thread.references },
    /** Every event of the mail brings it back. */
    custom_args: { omnilineSend: message.sendId },
  });
}
