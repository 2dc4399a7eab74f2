/** The oracle: AWS's own client, whose request must be ours to the letter. */
import { GetWhatsAppMessageMediaCommand, SocialMessagingClient } from "@aws-sdk/client-socialmessaging";
import { describe, expect, it } from "vitest";
import { errorAnswer } from "../../../../adapters/channels/aws/fake.ts";
import { mediaSource } from "../../../../adapters/channels/aws/media.ts";
import { awsHttp } from "../../../../adapters/sending/aws-http.ts";
import type { MediaTools } from "../../../../domain/ingest/media-source.ts";
import type { Attachment } from "../../../../schemas/contact-event.ts";
import { inert } from "../../../support/events.ts";
import { content, eventsOf, pinned } from "./calls.ts";
import { env, startAws } from "./server.ts";

const aws = startAws();
const drop = { bucketName: "bodies-1", prefix: "incoming/i1/e1/0/" };
const mediaId = "1003383421387256";
const number = pinned.account.originationPhoneNumberId ?? "";

const locate = (file: Attachment, account = pinned.account) =>
  mediaSource.locate(file, { ...pinned, account }, inert<MediaTools>({ aws: awsHttp(env(aws.url)), drop }));

function essence() {
  const { method, path, headers, body } = aws.seen.at(-1) ?? expect.unreachable("nothing was asked");
  const scope = /\/eu-central-1\/[a-z-]+\/aws4_request/.exec(headers.authorization ?? "")?.[0];
  return { method, path, scope, contentType: headers["content-type"], body: JSON.parse(body) };
}

describe("a file of a WhatsApp message", () => {
  it("is asked for as AWS's own client asks, to be put into the drop", async () => {
    expect(await locate({ mediaId })).toEqual({ kind: "dropped" });
    const ours = essence();
    const command = new GetWhatsAppMessageMediaCommand({
      mediaId,
      originationPhoneNumberId: number,
      destinationS3File: { bucketName: drop.bucketName, key: drop.prefix },
    });
    const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
    await new SocialMessagingClient({
      endpoint: aws.url,
      region: "eu-central-1",
      credentials,
      maxAttempts: 1,
    }).send(command);
    expect(ours).toEqual(essence());
  });

  it.each([
    ["gone", 404, "ResourceNotFoundException"],
    ["retry", 400, "InvalidParametersException"],
    ["retry", 400, "ValidationException"],
    ["retry", 403, "AccessDeniedByMetaException"],
    ["retry", 403, "AccessDeniedException"],
    ["retry", 429, "ThrottledRequestException"],
    ["retry", 502, "DependencyException"],
  ] as const)("is %s on %i %s", async (kind, status, code) => {
    aws.next = errorAnswer(status, code);
    expect(await locate({ mediaId })).toEqual({ kind, code });
  });

  it("needs the number that it came to", async () => {
    const { originationPhoneNumberId: _, ...account } = pinned.account;
    expect(await locate({ mediaId }, account)).toEqual({
      kind: "gone",
      code: "no-originationPhoneNumberId",
    });
  });
});

describe("a file that nobody may fetch", () => {
  it("is one of a chat of Amazon Connect, which is for its participants alone", async () => {
    const asked = aws.seen.length;
    const [event] = eventsOf({
      ...content("chat-message"),
      Type: "ATTACHMENT",
      ContentType: "application/vnd.amazonaws.connect.message",
      Attachments: [{ AttachmentId: "6a3ec8ea-c7d6-4b7a-9a1c-0e7a0a6c0001", AttachmentName: "dekont.pdf" }],
    });
    const [attachment = {}] = event?.attachments ?? [];
    expect(await locate(attachment)).toEqual({ kind: "gone", code: "connect-attachment" });
    expect(await locate({ mediaId: "../x" })).toEqual({ kind: "gone", code: "no-media-id" });
    expect(await locate({ url: "https://evil.example/x" })).toEqual({ kind: "gone", code: "no-media-id" });
    expect(aws.seen.length).toBe(asked);
  });
});
