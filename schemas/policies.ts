/** The policies an admin can change while the platform runs. Each save is a new version; all are kept. */
import * as z from "zod/mini";
import { calendarSchema } from "./calendar.ts";
import { type ConsentPolicy, consentPolicySchema } from "./consents.ts";
import { identifierKindSchema } from "./contact-event.ts";
import { type PointPolicy, pointPolicySchema } from "./points.ts";
import { type RoutingPolicy, routingPolicySchema } from "./routing/policy.ts";
import { intentSchema } from "./understanding.ts";

const minutes = z.int().check(z.minimum(1));

export const casePolicySchema = z.strictObject({
  /** An event within so many minutes of the case's last one may belong to it without further proof. */
  inactivityMinutes: minutes,
  /** A resolved case comes back to life under its own id within so many minutes. */
  reopenMinutes: minutes,
  /** Business minutes until the first response and until the resolution. */
  sla: z.strictObject({ firstResponseMinutes: minutes, resolutionMinutes: minutes }),
  calendar: calendarSchema,
  /** What must be known before a request of that intent can be worked on. */
  slotsByIntent: z.record(intentSchema, z.array(z.string())),
});
export type CasePolicy = z.infer<typeof casePolicySchema>;

/** When people are brought together by rule. */
export const identityPolicySchema = z.strictObject({
  /** Off: shared verified identifiers only make suggestions. */
  mergeByRule: z.boolean(),
  /** No merge by rule may give one customer more identifiers of a kind than this; a kind left out has no limit. */
  mostOfKind: z.partialRecord(identifierKindSchema, z.int().check(z.minimum(1))),
  /** Values that stand for nobody, `kind:value`: `email:test@test.com`. They neither link nor merge. */
  placeholders: z.array(z.string()),
});
export type IdentityPolicy = z.infer<typeof identityPolicySchema>;

export interface PolicyByName {
  readonly points: PointPolicy;
  readonly cases: CasePolicy;
  readonly identity: IdentityPolicy;
  readonly routing: RoutingPolicy;
  readonly consent: ConsentPolicy;
}
export type PolicyName = keyof PolicyByName;
export type Policy<Name extends PolicyName> = PolicyByName[Name];

export const policySchemas: { readonly [Name in PolicyName]: z.ZodMiniType<Policy<Name>> } = {
  points: pointPolicySchema,
  cases: casePolicySchema,
  identity: identityPolicySchema,
  routing: routingPolicySchema,
  consent: consentPolicySchema,
};
