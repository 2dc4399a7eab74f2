/** The configuration of a stage: every value has a working default, so that a deploy needs no edit. */
import * as z from "zod/mini";
import { connectConfigSchema } from "./connect-config.ts";

/** Words that end up in names of resources and hosts. */
const stageNameSchema = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,19}$/, "lower-case letters, digits and dashes, 20 characters at most"));

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** ISO 3166-1 alpha-2, and not an old or exceptional code of a country: `GB`, not `UK`. */
const countrySchema = z
  .string()
  .check(
    z.refine(
      (code) =>
        /^[A-Z]{2}$/.test(code) &&
        regions.of(code) !== undefined &&
        new Intl.Locale(`und-${code}`).region === code,
      "a country's two letters, such as TR",
    ),
  );

const regionSchema = z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a Region such as eu-central-1"));

export const stageConfigSchema = z.strictObject({
  stage: stageNameSchema,
  /** AWS Region; by default the one of the CLI's profile. */
  region: z.optional(regionSchema),
  /** Scheme and host that providers call, when a domain of yours stands before the API. */
  publicBaseUrl: z.optional(z.url()),
  /**
   * Where a phone number that is written without a country code is from. It must not change once events are
   * stored: a number written that way would be another identifier, and its history would not be found.
   */
  defaultCountry: z._default(countrySchema, "TR"),
  /** Sign-in by your own OpenID Connect issuer in place of the Cognito user pool that comes along. */
  oidc: z.optional(
    z.strictObject({ issuer: z.url(), clientId: z.string(), rolesClaim: z._default(z.string(), "roles") }),
  ),
  /** Where alarms go: the topic that pages your on-call. */
  alarmTopicArn: z.optional(z.string().check(z.startsWith("arn:"))),
  /** Alarms link here. */
  runbookUrl: z._default(z.url(), "https://github.com/omniline/omniline/blob/main/docs/runbook.md"),
  /** A language model on Amazon Bedrock that understands messages; the rules answer whenever it does not. */
  understanding: z.optional(
    z.strictObject({
      /** A model such as `amazon.nova-lite-v1:0`, or an inference profile such as `eu.amazon.nova-lite-v1:0`. */
      modelId: z.string().check(z.regex(/^[\w.:-]{3,200}$/, "a model id such as amazon.nova-lite-v1:0")),
      /** Where an inference profile runs the model; the stage's own Region by default. */
      regions: z._default(z.array(regionSchema), []),
    }),
  ),
  /** What Omniline may read of the account it runs in. */
  aws: z.prefault(
    z.strictObject({
      /** Names of the buckets where Amazon SES puts mails. */
      mailBuckets: z._default(
        z.array(z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket's name"))),
        [],
      ),
      /** Topics of Amazon SNS that may be subscribed to an `aws` endpoint. */
      topicArns: z._default(z.array(z.string().check(z.startsWith("arn:"))), []),
    }),
    {},
  ),
  /** Amazon Connect, where agents take what is routed to them. */
  connect: z.prefault(connectConfigSchema, {}),
  logRetentionDays: z._default(z.literal([7, 14, 30, 60, 90, 180, 365]), 30),
  /** Keep data when the stacks are deleted. Turn it off for throw-away stages only. */
  retainData: z._default(z.boolean(), true),
});

export type StageConfig = z.infer<typeof stageConfigSchema>;
