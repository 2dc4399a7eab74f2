/** The configuration of a stage: every value has a working default, so that a deploy needs no edit. */
import * as z from "zod/mini";

/** Words that end up in names of resources and hosts. */
const stageNameSchema = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,19}$/, "lower-case letters, digits and dashes, 20 characters at most"));

export const stageConfigSchema = z.strictObject({
  stage: stageNameSchema,
  /** AWS Region; by default the one of the CLI's profile. */
  region: z.optional(z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a Region such as eu-central-1"))),
  /** Scheme and host that providers call, when a domain of yours stands before the API. */
  publicBaseUrl: z.optional(z.url()),
  /** Sign-in by your own OpenID Connect issuer in place of the Cognito user pool that comes along. */
  oidc: z.optional(
    z.strictObject({ issuer: z.url(), clientId: z.string(), rolesClaim: z._default(z.string(), "roles") }),
  ),
  /** Where alarms go: the topic that pages your on-call. */
  alarmTopicArn: z.optional(z.string().check(z.startsWith("arn:"))),
  /** Alarms link here. */
  runbookUrl: z._default(z.url(), "https://github.com/omniline/omniline/blob/main/docs/runbook.md"),
  logRetentionDays: z._default(z.literal([7, 14, 30, 60, 90, 180, 365]), 30),
  /** Keep data when the stacks are deleted. Turn it off for throw-away stages only. */
  retainData: z._default(z.boolean(), true),
});

export type StageConfig = z.infer<typeof stageConfigSchema>;
