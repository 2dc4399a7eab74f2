/**
 * Amazon SES, End User Messaging and the one operation of Amazon SNS that we call, behind the gateway: permission
 * here; shapes and answers are those of the channel's own fake, which is loaded by its path as functions are.
 */
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as z from "zod";
import { arn } from "./account.ts";
import type { Call, Service } from "./gateway/call.ts";
import type { Access } from "./iam/policy.ts";

const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), "..");
const samplesPath = join(repositoryRoot, "adapters/channels/aws/samples.ts");

/** A message that a service took. */
export interface TakenMessage {
  readonly service: string;
  readonly providerMessageId: string;
  readonly to: string;
  readonly text: string;
  readonly sendId?: string | undefined;
}

type Fake = (
  request: { method: string; url: string; headers: Readonly<Record<string, string>>; body: string },
  endpoint: unknown,
) => unknown;

const samplesSchema = z.object({
  samples: z.object({
    endpoint: z.unknown(),
    sending: z.object({ fake: z.custom<Fake>((value) => typeof value === "function") }),
  }),
});

/** A file that a service writes into a bucket of its caller's. */
export interface PutFile {
  readonly bucketName: string;
  readonly key: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

const answerSchema = z.object({
  answer: z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.string() }),
  put: z
    .object({
      bucketName: z.string(),
      key: z.string(),
      contentType: z.string(),
      bytes: z.instanceof(Uint8Array),
    })
    .optional(),
  took: z
    .object({
      providerMessageId: z.string(),
      to: z.string(),
      text: z.string(),
      sendId: z.string().optional(),
    })
    .optional(),
});

export interface AwsMessagingOptions {
  readonly region: string;
  /** Told of every message that was taken, so that its way can be reported. */
  readonly onTook: (message: TakenMessage) => Promise<unknown>;
  readonly putFile: (file: PutFile) => Promise<unknown>;
}

/** @returns services by their names in the credential scope */
export async function openAwsMessaging({
  region,
  onTook,
  putFile,
}: AwsMessagingOptions): Promise<Readonly<Record<string, Service>>> {
  const module: unknown = await import(pathToFileURL(samplesPath).href);
  const { endpoint, sending } = samplesSchema.parse(module).samples;
  const open =
    (service: string, accessesOf: AccessesOf): Service =>
    async (call, authorise) => {
      authorise(accessesOf(inputOf(call), region));
      const { answer, took, put } = answerSchema.parse(
        sending.fake(
          { method: call.method, url: call.rawUrl, headers: textHeaders(call), body: call.body.toString() },
          endpoint,
        ),
      );
      if (put !== undefined) await putFile(put);
      if (took !== undefined) await onTook({ service, ...took });
      return answer;
    };
  return Object.fromEntries(Object.entries(accesses).map(([service, of]) => [service, open(service, of)]));
}

const input = z.looseObject({
  FromEmailAddress: z.string().default(""),
  ConfigurationSetName: z.string().optional(),
  OriginationIdentity: z.string().default(""),
  originationPhoneNumberId: z.string().default(""),
  mediaId: z.string().default(""),
  destinationS3File: z.object({ bucketName: z.string(), key: z.string() }).optional(),
  TopicArn: z.string().default(""),
});
type Input = z.infer<typeof input>;
type AccessesOf = (input: Input, region: string) => readonly Access[];

/** What each service checks (Service Authorization Reference). */
const accesses: Readonly<Record<string, AccessesOf>> = {
  ses: ({ FromEmailAddress, ConfigurationSetName }, region) => [
    sesAccess(region, `identity/${/@([^@>\s]+)>?$/.exec(FromEmailAddress)?.[1] ?? ""}`),
    ...(ConfigurationSetName === undefined
      ? []
      : [sesAccess(region, `configuration-set/${ConfigurationSetName}`)]),
  ],
  "sms-voice": ({ OriginationIdentity }, region) => [
    {
      action: "sms-voice:SendTextMessage",
      resource: OriginationIdentity.startsWith("arn:")
        ? OriginationIdentity
        : arn("sms-voice", region, `phone-number/${OriginationIdentity}`),
    },
  ],
  "social-messaging": ({ originationPhoneNumberId, mediaId, destinationS3File: file }, region) => {
    const number = originationPhoneNumberId.replace(/^phone-number-id-/, "");
    const resource = arn("social-messaging", region, `phone-number-id/${number}`);
    // A file is written by the caller's own permission.
    return file === undefined
      ? [{ action: "social-messaging:SendWhatsAppMessage", resource }]
      : [
          { action: "social-messaging:GetWhatsAppMessageMedia", resource },
          { action: "s3:PutObject", resource: `arn:aws:s3:::${file.bucketName}/${file.key}${mediaId}` },
        ];
  },
  sns: ({ TopicArn }) => [{ action: "sns:ConfirmSubscription", resource: TopicArn }],
};

function sesAccess(region: string, resource: string): Access {
  return { action: "ses:SendEmail", resource: arn("ses", region, resource) };
}

/** JSON, or a form; what is neither names nothing, and the service will refuse it. */
function inputOf({ body, headers }: Call): Input {
  const text = body.toString();
  if (String(headers["content-type"]).startsWith("application/x-www-form-urlencoded")) {
    return input.parse(Object.fromEntries(new URLSearchParams(text)));
  }
  try {
    return input.catch(input.parse({})).parse(JSON.parse(text));
  } catch {
    return input.parse({});
  }
}

function textHeaders({ headers }: Call): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
