/** Reads a mail as contact events: for every channel that is given raw mails (RFC 5322, MIME). */
import { hash } from "node:crypto";
import type { ReadEvent } from "../../domain/ingest/delivery-reader.ts";
import { readDeliveryReport } from "../../domain/mail/delivery-report.ts";
import type { MailContext } from "../../domain/mail/mail-context.ts";
import { mailEvent } from "../../domain/mail/mail-event.ts";
import { messageIdOf } from "../../domain/mail/thread.ts";
import { takeApart } from "./take-apart.ts";

export type { MailContext } from "../../domain/mail/mail-context.ts";

/** Never fails, whatever the bytes are. A mail becomes one event; its files are beside it, in `files`. */
export async function readMail(raw: Uint8Array, context: MailContext): Promise<ReadEvent[]> {
  const { mail, report, original } = await takeApart(raw);
  const messageId = messageIdOf(mail);
  const idempotencyKey =
    context.idempotencyKey ??
    (messageId === undefined
      ? hash("sha256", raw)
      : hash("sha256", JSON.stringify([messageId, context.recipients])));
  return [
    mailEvent({
      mail,
      ...(report === undefined ? {} : { report: readDeliveryReport(report, original ?? "") }),
      context,
      idempotencyKey,
    }),
  ];
}
