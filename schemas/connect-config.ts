/** The Amazon Connect section of a stage's configuration. */
import * as z from "zod/mini";
import { routingWordSchema, spokenLanguageSchema } from "./routing/requirement.ts";

const instanceArnSchema = z
  .string()
  .check(
    z.regex(
      /^arn:aws[a-z-]*:connect:[a-z0-9-]+:\d{12}:instance\/[A-Za-z0-9-]+$/,
      "an instance's ARN such as arn:aws:connect:eu-central-1:111122223333:instance/...",
    ),
  );

/** Amazon Connect's own rule, and it is unique in the world: it is the host name before `.my.connect.aws`. */
const instanceAliasSchema = z
  .string()
  .check(
    z.regex(
      /^(?!d-)[A-Za-z0-9](-*[A-Za-z0-9]){0,44}$/,
      "letters, digits and inner dashes, 45 at most, not starting with d-",
    ),
    z.maxLength(45, "45 characters at most"),
  );

const numberArnSchema = z
  .string()
  .check(
    z.regex(
      /^arn:aws[a-z-]*:connect:[a-z0-9-]+:\d{12}:phone-number\/[A-Za-z0-9-]+$/,
      "a claimed number's ARN such as arn:aws:connect:eu-central-1:111122223333:phone-number/...",
    ),
  );

/** Says which setting it is that does not exist: a misspelt one would else be a default. */
const section = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `there is no ${issue.keys.join(", ")}` : "an object with settings",
  });

const apiQuotaSchema = section({
  /** Requests per second that refill the bucket. */
  perSecond: z.number("a number").check(z.positive("above 0")),
  /** Requests that an idle bucket holds. */
  burst: z.int("a whole number").check(z.minimum(1, "at least 1: an empty bucket lets nothing through")),
});

const quota = (perSecond: number, burst: number) => z._default(apiQuotaSchema, { perSecond, burst });

/**
 * Per account and Region, a token bucket for each API. These are the defaults of "Amazon Connect service
 * quotas" (Administrator Guide); set what AWS has granted you.
 */
const quotasSchema = section({
  AssociateContactWithUser: quota(2, 5),
  StartTaskContact: quota(2, 5),
  CreateContact: quota(2, 5),
  UpdateContactRoutingData: quota(20, 20),
  StopContact: quota(10, 15),
  StartChatContact: quota(5, 8),
  StartOutboundVoiceContact: quota(2, 5),
  PutUserStatus: quota(2, 5),
  GetCurrentUserData: quota(5, 8),
  DescribeContact: quota(10, 15),
});

/** The APIs that the adapter may call, each with its quota. */
export type ConnectQuotas = z.infer<typeof quotasSchema>;

/** @param most Amazon Connect takes 500 values of an attribute */
const attributeValues = <Word extends typeof routingWordSchema>(word: Word, most: number) =>
  z.array(word).check(z.minLength(1, "at least one"), z.maxLength(most, `${most} at most`));

export const connectConfigSchema = section({
  /**
   * An instance that you have, of the stage's own account and Region. It must not stream agent events or
   * contact records anywhere yet: Amazon Connect allows one stream for each. Absent: a new one is made.
   */
  instanceArn: z.optional(instanceArnSchema),
  /** Of a new instance; by default the stage's name and the account. */
  instanceAlias: z.optional(instanceAliasSchema),
  /** How users sign in to a new instance. It cannot be changed later. */
  identityManagement: z._default(z.enum(["CONNECT_MANAGED", "SAML"]), "CONNECT_MANAGED"),
  /** A claimed number that calls back; without it Amazon Connect cannot place the calls. */
  callerIdNumberArn: z.optional(numberArnSchema),
  /** What routing criteria may ask of agents, on live calls; one more value is ours. */
  skills: z._default(attributeValues(routingWordSchema, 499), ["general"]),
  languages: z._default(attributeValues(spokenLanguageSchema, 500), ["tr", "en"]),
  quotas: z.prefault(quotasSchema, {}),
}).check(
  z.refine(({ instanceArn, instanceAlias }) => instanceArn === undefined || instanceAlias === undefined, {
    error: "either an instance that you have or the alias of a new one",
    path: ["instanceAlias"],
  }),
);
