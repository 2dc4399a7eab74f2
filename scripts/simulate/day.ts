/** The file that describes a day of a contact centre. */
import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { defaultRoutingPolicy } from "../../domain/routing/default-routing-policy.ts";
import { routingPolicyProblems } from "../../domain/routing/policy-problems.ts";
import { channelSchema } from "../../schemas/contact-event.ts";
import { type RoutingPolicy, routingPolicySchema } from "../../schemas/routing/policy.ts";
import { abilitySchema, routingWordSchema, spokenLanguageSchema } from "../../schemas/routing/requirement.ts";
import { caseTypeSchema, intentSchema } from "../../schemas/understanding.ts";

const share = z.number().check(z.minimum(0), z.maximum(1));
const seconds = z.number().check(z.minimum(1), z.maximum(86_400));
const halfHours = z.int().check(z.minimum(0), z.maximum(48));

const groupSchema = z.strictObject({
  groupId: routingWordSchema,
  count: z.int().check(z.minimum(1), z.maximum(2000)),
  ...abilitySchema.shape,
  /** Half hours from the start of the day; they finish what they have in hand. */
  from: halfHours,
  to: halfHours,
  /** Hidden from the engine: standard deviations of the chance of success. */
  effects: z.strictObject({ everywhere: share, perCampaign: share }),
  /** Of the offers. */
  declines: share,
  misses: share,
  /** From offer to answer, on average. */
  answerSeconds: seconds,
});
export type AgentGroup = z.infer<typeof groupSchema>;

const flowSchema = z.strictObject({
  /** What kind of contact it is: the policy finds its queue. */
  channel: channelSchema,
  campaign: z.optional(z.string()),
  intent: z.optional(intentSchema),
  type: z._default(caseTypeSchema, "request"),
  language: z._default(spokenLanguageSchema, "tr"),
  /** How many come in each half hour, on average. */
  arrivals: z.array(z.number().check(z.minimum(0), z.maximum(5000))).check(z.minLength(1), z.maxLength(48)),
  handleSeconds: seconds,
  /** How long a customer waits before they leave, on average. */
  patienceSeconds: seconds,
  /** Answered within so long counts as in time. */
  targetSeconds: seconds,
  highValue: z._default(share, 0),
  /** Chance of success with an average agent. */
  success: share,
  /** So many turn out to be for somebody else, with this intent, and are passed on. */
  passedOn: z.optional(z.strictObject({ share, intent: intentSchema })),
});
export type Flow = z.infer<typeof flowSchema>;

const daySchema = z.strictObject({
  seed: z.int(),
  /** When the first half hour begins. */
  startsAt: z.iso.datetime({ offset: true }),
  /** Days like this one that came before: what they taught is known on the day. */
  daysBefore: z._default(z.int().check(z.minimum(0), z.maximum(60)), 0),
  agents: z.array(groupSchema).check(z.minLength(1)),
  flows: z.array(flowSchema).check(z.minLength(1)),
  /** Parts of the routing policy that differ from the one that ships. */
  policy: z._default(z.record(z.string(), z.unknown()), {}),
});

const mergedSchema = z.object({ policy: routingPolicySchema });

export type Day = Omit<z.infer<typeof daySchema>, "policy"> & { readonly policy: RoutingPolicy };

export class DayFileError extends Error {
  override name = "DayFileError";
}

/** @throws DayFileError that says what is wrong, and where in the file */
export function readDay(path: string | URL): Day {
  return parseDay(jsonOf(path), String(path));
}

function jsonOf(path: string | URL): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DayFileError(`${path} cannot be read: ${reason}`, { cause });
  }
}

/** @param source named in errors */
export function parseDay(json: unknown, source: string): Day {
  const day = checked(daySchema, json, source);
  const policy = { ...defaultRoutingPolicy, ...day.policy };
  const merged = checked(mergedSchema, { policy }, source);
  const problems = routingPolicyProblems(merged.policy);
  if (problems.length > 0) {
    const lines = problems.map(({ pointer, detail }) => `✖ ${detail}\n  → at policy${pointer}`);
    throw new DayFileError(`${source}:\n${lines.join("\n")}`);
  }
  return { ...day, policy: merged.policy };
}

function checked<Schema extends z.ZodMiniType>(
  schema: Schema,
  json: unknown,
  source: string,
): z.output<Schema> {
  const parsed = z.safeParse(schema, json, { error: z.locales.en().localeError });
  if (!parsed.success) throw new DayFileError(`${source}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
