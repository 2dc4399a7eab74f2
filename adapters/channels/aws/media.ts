/**
 * Where the files of WhatsApp messages are (End User Messaging Social API Reference, "GetWhatsAppMessageMedia"): AWS
 * fetches them from Meta and writes them into a bucket. Files of Amazon Connect's chats are for participants alone.
 */
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { Located, MediaSource, MediaTools } from "../../../domain/ingest/media-source.ts";
import { errorName } from "./aws-answer.ts";

/** Meta's; Amazon Connect's are UUIDs. */
const whatsappMediaId = /^[A-Za-z0-9]{1,100}$/;
const connectAttachmentId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const mediaSource: MediaSource = {
  provider: "aws",
  locate: async ({ mediaId = "" }, endpoint, tools) => {
    if (whatsappMediaId.test(mediaId)) return dropped(mediaId, endpoint, tools);
    return { kind: "gone", code: connectAttachmentId.test(mediaId) ? "connect-attachment" : "no-media-id" };
  },
};

/** Into a bucket by its name and not by a URL that we sign: AWS takes 2,000 characters, our session alone may have more. */
async function dropped(
  mediaId: string,
  { account: { originationPhoneNumberId } }: Endpoint,
  { aws, drop: { bucketName, prefix } }: MediaTools,
): Promise<Located> {
  if (!originationPhoneNumberId) return { kind: "gone", code: "no-originationPhoneNumberId" };
  const got = await aws("social-messaging", {
    method: "POST",
    path: "/v1/whatsapp/media/get",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      mediaId,
      originationPhoneNumberId,
      destinationS3File: { bucketName, key: prefix },
    }),
  });
  if ("kind" in got) return { kind: "retry", code: got.code };
  if (got.status === 200) return { kind: "dropped" };
  const code = errorName(got) || `http-${got.status}`;
  // Whatever else AWS says may pass, or be mended: a number or a bucket that it does not take is ours to put right.
  return { kind: code === "ResourceNotFoundException" ? "gone" : "retry", code };
}
