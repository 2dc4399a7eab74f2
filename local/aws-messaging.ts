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

const answerSchema = z.object({
  answer: z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.string() }),
  took: z
    .object({
      providerMessageId: z.string(),
      to: z.string(),
      text: z.string(),
      sendId: z.string().optional(),
    })
    .optional(),
});

/**
 * @param onTook told of every message that was taken, so that its way can be reported
 * @returns services by their names in the credential scope
 */
export async function openAwsMessaging(
  region: string,
  onTook: (message: TakenMessage) => void = () => undefined,
): Promise<Readonly<Record<string, Service>>> {
  const module: unknown = await import(pathToFileURL(samplesPath).href);
  const { endpoint, sending } = samplesSchema.parse(module).samples;
  const open =
    (service: string, accessesOf: (input: Input, region: string) => readonly Access[]): Service =>
    (call, authorise) => {
      authorise(accessesOf(inputOf(call), region));
      const { answer, took } = answerSchema.parse(
        sending.fake(
          { method: call.method, url: call.rawUrl, headers: textHeaders(call), body: call.body.toString() },
          endpoint,
        ),
      );
      if (took !== undefined) onTook({ service, ...took });
      return answer;
    };
  return Object.fromEntries(Object.entries(accesses).map(([service, of]) => [service, open(service, of)]));
}

const input = z.looseObject({
  FromEmailAddress: z.string().default(""),
  ConfigurationSetName: z.string().optional(),
  OriginationIdentity: z.string().default(""),
  originationPhoneNumberId: z.string().default(""),
  TopicArn: z.string().default(""),
});
type Input = z.infer<typeof input>;

/** What each service checks (Service Authorization Reference). */
const accesses: Readonly<Record<string, (input: Input, region: string) => readonly Access[]>> = {
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
  "social-messaging": ({ originationPhoneNumberId }, region) => [
    {
      action: "social-messaging:SendWhatsAppMessage",
      resource: arn(
        "social-messaging",
        region,
        `phone-number-id/${originationPhoneNumberId.replace(/^phone-number-id-/, "")}`,
      ),
    },
  ],
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
