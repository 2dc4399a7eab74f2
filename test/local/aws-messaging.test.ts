import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import {
  GetWhatsAppMessageMediaCommand,
  SendWhatsAppMessageCommand,
  SocialMessagingClient,
} from "@aws-sdk/client-socialmessaging";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmSubscription } from "../../adapters/channels/aws/confirm-subscription.ts";
import { openAwsMessaging, type PutFile, type TakenMessage } from "../../local/aws-messaging.ts";
import { serveGateway } from "../../local/gateway/server.ts";
import { listenOnLoopback } from "../../local/http.ts";
import type { Access } from "../../local/iam/policy.ts";
import type { Log } from "../../local/log.ts";
import { inert } from "../support/events.ts";

const region = "eu-central-1";
const took: TakenMessage[] = [];
const put: PutFile[] = [];
const wanted: Access[] = [];
let url = "";
let refusal: string | undefined;
let close: () => unknown;

beforeAll(async () => {
  const side = await listenOnLoopback(0);
  close = side.close;
  url = `http://127.0.0.1:${side.port}`;
  const caller = {
    arn: "arn:aws:sts::000000000000:assumed-role/role/function",
    isFunction: true,
    refusal: (access: Access) => {
      wanted.push(access);
      return refusal;
    },
  };
  serveGateway(
    side.server,
    Promise.resolve({
      callers: new Map([["AKID", caller]]),
      services: await openAwsMessaging({
        region,
        onTook: async (message) => void took.push(message),
        putFile: async (file) => void put.push(file),
      }),
      log: inert<Log>({ error: () => undefined }),
    }),
  );
});
afterAll(() => close());

const client = () => ({
  endpoint: url,
  region,
  credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
  maxAttempts: 1,
});
const mail = new SendEmailCommand({
  FromEmailAddress: "Acme <destek@acme.example>",
  Destination: { ToAddresses: ["ayse@example.com"] },
  Content: { Simple: { Subject: { Data: "Kredi" }, Body: { Text: { Data: "Merhaba" } } } },
  EmailTags: [{ Name: "omniline-send", Value: "S1" }],
  ConfigurationSetName: "omniline",
});
const resourceOf = (service: string, resource: string) =>
  expect.stringMatching(`^arn:aws:${service}:${region}:\\d{12}:${resource}$`);

describe("AWS's messaging services on a laptop", () => {
  it("take what AWS's own clients send, and tell of it", async () => {
    took.length = 0;
    wanted.length = 0;
    const { MessageId } = await new SESv2Client(client()).send(mail);
    await new PinpointSMSVoiceV2Client(client()).send(
      new SendTextMessageCommand({
        DestinationPhoneNumber: "+905551112233",
        OriginationIdentity: "+908501234567",
        MessageBody: "Merhaba",
        MessageType: "TRANSACTIONAL",
      }),
    );
    const body = {
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: "905551112233",
      type: "text",
      text: { body: "Merhaba", preview_url: false },
    };
    await new SocialMessagingClient(client()).send(
      new SendWhatsAppMessageCommand({
        originationPhoneNumberId: "phone-number-id-976c72a700aac43eaf573ae050ac0001",
        metaApiVersion: "v23.0",
        message: new TextEncoder().encode(JSON.stringify(body)),
      }),
    );
    expect(took).toMatchObject([
      { service: "ses", providerMessageId: MessageId, to: "ayse@example.com", text: "Merhaba", sendId: "S1" },
      { service: "sms-voice", to: "+905551112233", text: "Merhaba" },
      { service: "social-messaging", to: "905551112233", text: "Merhaba" },
    ]);
    expect(wanted).toEqual([
      { action: "ses:SendEmail", resource: resourceOf("ses", "identity/acme.example") },
      { action: "ses:SendEmail", resource: resourceOf("ses", "configuration-set/omniline") },
      {
        action: "sms-voice:SendTextMessage",
        resource: resourceOf("sms-voice", "phone-number/\\+908501234567"),
      },
      {
        action: "social-messaging:SendWhatsAppMessage",
        resource: resourceOf("social-messaging", "phone-number-id/976c72a700aac43eaf573ae050ac0001"),
      },
    ]);
  });

  it("write a file of WhatsApp into a bucket, with the caller's permission to write there", async () => {
    wanted.length = 0;
    const file = new GetWhatsAppMessageMediaCommand({
      mediaId: "1003383421387256",
      originationPhoneNumberId: "phone-number-id-976c72a700aac43eaf573ae050ac0001",
      destinationS3File: { bucketName: "files", key: "incoming/i1/" },
    });
    const { mimeType, fileSize } = await new SocialMessagingClient(client()).send(file);
    expect(put).toMatchObject([
      { bucketName: "files", key: "incoming/i1/1003383421387256.jpeg", contentType: mimeType },
    ]);
    expect(put[0]?.bytes.length).toBe(fileSize);
    expect(wanted).toEqual([
      {
        action: "social-messaging:GetWhatsAppMessageMedia",
        resource: resourceOf("social-messaging", "phone-number-id/976c72a700aac43eaf573ae050ac0001"),
      },
      { action: "s3:PutObject", resource: "arn:aws:s3:::files/incoming/i1/1003383421387256" },
    ]);
  });

  it("confirm a subscription", async () => {
    const env = { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "secret" };
    wanted.length = 0;
    const topicArn = "arn:aws:sns:eu-central-1:000000000000:omniline";
    expect(await confirmSubscription(topicArn, "token", env)).toBe("confirmed");
    expect(wanted).toEqual([{ action: "sns:ConfirmSubscription", resource: topicArn }]);
  });

  it("take nothing from whoever may not send, and nothing that AWS would not take", async () => {
    took.length = 0;
    refusal = "because no identity-based policy allows the action";
    await expect(new SESv2Client(client()).send(mail)).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
    refusal = undefined;
    const empty = new SendEmailCommand({ Content: undefined });
    await expect(new SESv2Client(client()).send(empty)).rejects.toMatchObject({
      name: "BadRequestException",
    });
    expect(took).toEqual([]);
  });
});
