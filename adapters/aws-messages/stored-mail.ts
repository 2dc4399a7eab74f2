/** A mail that Amazon SES received and put into a bucket (SES Developer Guide, "Notification contents"). */
import * as z from "zod/mini";
import type { MailContext } from "../../domain/mail/mail-context.ts";
import { instantSchema } from "../../schemas/contact-event.ts";
import type { Json } from "../channels/json.ts";

const verdict = z.optional(
  z.object({ status: z.enum(["PASS", "FAIL", "GRAY", "PROCESSING_FAILED", "DISABLED"]) }),
);

const receivedSchema = z.object({
  notificationType: z.literal("Received"),
  receipt: z.object({
    timestamp: instantSchema,
    recipients: z.array(z.string()),
    spfVerdict: verdict,
    dkimVerdict: verdict,
    dmarcVerdict: verdict,
    spamVerdict: verdict,
    virusVerdict: verdict,
    action: z.object({
      type: z.literal("S3"),
      bucketName: z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)),
      // A step upwards in a path would lead to another bucket.
      objectKey: z.string().check(z.maxLength(1024), z.regex(/^(?!.*(^|\/)\.{0,2}(\/|$))/s)),
    }),
  }),
  mail: z.object({ messageId: z.string().check(z.minLength(1)), source: z.optional(z.string()) }),
});

export interface StoredMail {
  readonly bucketName: string;
  readonly objectKey: string;
  /** All that is known of the mail but whose endpoint it came to. */
  readonly context: Omit<MailContext, "account"> & { readonly idempotencyKey: string };
}

/** @returns `undefined` for everything else, also for a mail that no bucket has */
export function storedMail(message: Json): StoredMail | undefined {
  const received = receivedSchema.safeParse(message).data;
  if (received === undefined) return undefined;
  const { receipt, mail } = received;
  return {
    bucketName: receipt.action.bucketName,
    objectKey: receipt.action.objectKey,
    context: {
      receivedAt: receipt.timestamp,
      recipients: receipt.recipients,
      verdicts: {
        spf: receipt.spfVerdict?.status,
        dkim: receipt.dkimVerdict?.status,
        dmarc: receipt.dmarcVerdict?.status,
        spam: receipt.spamVerdict?.status,
        virus: receipt.virusVerdict?.status,
      },
      returnPath: mail.source,
      idempotencyKey: mail.messageId,
    },
  };
}
