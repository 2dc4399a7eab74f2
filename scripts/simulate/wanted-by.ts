/** What a simulated customer wants of routing, as the engine would read it from their case and profile. */
import { contextOf } from "../../domain/routing/context.ts";
import { headStart } from "../../domain/routing/head-start.ts";
import { type Matched, matchRules, queueOf } from "../../domain/routing/matching-rules.ts";
import type { Directory } from "../../domain/routing/routing-store.ts";
import { staffedSteps } from "../../domain/routing/staffed-steps.ts";
import { stepsOf } from "../../domain/routing/steps.ts";
import type { Wanted } from "../../domain/routing/workflow-steps/deps.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import { unitsPerAgent } from "../../schemas/routing/requirement.ts";
import type { Customer } from "./customers.ts";
import type { Visit } from "./visit.ts";

/** Which rules apply; a customer who was passed on has turned out to want something else. */
export function matchedBy({ flow, highValue }: Customer, policy: RoutingPolicy, transfers = 0): Matched {
  const { channel, campaign, type, language } = flow;
  const intent = intentOf(flow, transfers);
  const traits = { channel, campaign, intent, type, language, attributes: {}, highValue, repeat: false };
  return matchRules(traits, policy);
}

export function wantedBy(visit: Visit, { groups }: Directory, policy: RoutingPolicy, now: Date): Wanted {
  if (visit.leftAt !== undefined) return { kind: "nobody", how: "customer-left" };
  const { customer, transfers } = visit;
  const { flow, highValue, caseId } = customer;
  const { channel, campaign, language } = flow;
  const { queueId, skills, rules } = matchedBy(customer, policy, transfers);
  const facts = {
    channel,
    units: policy.unitsByChannel[channel] ?? unitsPerAgent,
    context: contextOf({ campaign, intent: intentOf(flow, transfers) }),
    campaignKnown: campaign !== undefined,
    highValue,
    repeat: false,
    rules: [...rules],
  };
  const steps = stepsOf({ queueId, skills, language }, policy, now);
  return {
    kind: "agent",
    arrived: {
      caseId,
      customerId: caseId,
      facts,
      steps: staffedSteps(steps, [...groups.values()], policy),
      headStart: headStart(facts, queueOf(policy, queueId), false, policy),
      callback: false,
    },
  };
}

const intentOf = ({ intent, passedOn }: Customer["flow"], transfers: number): string | undefined =>
  transfers === 0 ? intent : passedOn?.intent;
