/** What routing goes by, out of a case and all that is known of its customer. Pure. */
import type { Case } from "../../schemas/case.ts";
import type { Channel } from "../../schemas/contact-event.ts";
import type { Fact } from "../../schemas/digest.ts";
import type { CasePolicy } from "../../schemas/policies.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import { type Requirement, unitsPerAgent } from "../../schemas/routing/requirement.ts";
import type { RoutingFacts } from "../../schemas/routing/routing.ts";
import { joined, type WholeCase, wholeCases } from "../cases/whole-case.ts";
import { mergeDigests } from "../digest/merge-digests.ts";
import type { Member } from "../identity/person.ts";
import { isHighValue } from "../profile/high-value.ts";
import { shownAttributes } from "../profile/shown-attribute.ts";
import { campaignOf } from "./campaign.ts";
import { contextOf } from "./context.ts";
import { lastAgentOf } from "./last-agent.ts";
import { matchRules, type Traits } from "./matching-rules.ts";
import { isRepeat } from "./repeat-contact.ts";
import { spokenLanguage } from "./spoken-language.ts";

export interface CaseToRoute {
  readonly found: WholeCase;
  /** Of the person: what it has lately done, and its other cases. */
  readonly members: readonly Pick<Member, "cases" | "digest">[];
  /** What the agent is to serve it on, where that is not what the customer came by last: `voice` of a call back. */
  readonly channel?: Channel | undefined;
  readonly policy: RoutingPolicy;
  readonly casePolicy: CasePolicy;
  readonly now: Date;
}

export interface ToRoute extends Pick<Requirement, "queueId" | "skills"> {
  readonly facts: RoutingFacts;
  /** ISO 639-1; absent where nothing tells which the customer speaks. */
  readonly language?: string | undefined;
}

/** Nothing of what is known has to be there: where marketing, CRM or language are missing, the case goes on without. */
export function routingFacts(input: CaseToRoute): ToRoute {
  const { found, members, policy, casePolicy, now } = input;
  const asOfNow = (whole: WholeCase) => joined(whole, casePolicy, now.toISOString());
  const cases = wholeCases(members.flatMap((member) => member.cases)).map(asOfNow);
  const traits = traitsOf(input, asOfNow(found), cases);
  const { channel, campaign, intent, language, highValue, repeat } = traits;
  const { queueId, skills, rules } = matchRules(traits, policy);
  const lastAgentId = lastAgentOf(cases, policy, now);
  return {
    facts: {
      channel,
      units: policy.unitsByChannel[channel] ?? unitsPerAgent,
      context: contextOf({ campaign, intent }),
      campaignKnown: campaign !== undefined,
      highValue,
      repeat,
      ...(lastAgentId === undefined ? {} : { lastAgentId }),
      rules: [...rules],
    },
    queueId,
    skills,
    ...(language === undefined ? {} : { language }),
  };
}

function traitsOf(
  { found, members, channel, policy, now }: CaseToRoute,
  one: Case,
  cases: readonly Case[],
): Traits {
  const digest = mergeDigests(members.map((member) => member.digest));
  const attributes = shownAttributes(digest);
  const { contacts } = digest.facts;
  return {
    channel: channel ?? one.channel ?? one.channels.at(-1) ?? "note",
    campaign: campaignOf(one, digest, now),
    intent: one.intent,
    type: one.type,
    language: spokenLanguage(contactsOf(found, contacts), contacts, attributes),
    attributes,
    highValue: isHighValue(attributes),
    repeat: isRepeat(one, cases, policy, now),
  };
}

function contactsOf({ whole, parts }: WholeCase, contacts: readonly Fact[]): Fact[] {
  const caseIds = new Set([whole, ...parts].map(({ caseId }) => caseId));
  return contacts.filter(({ caseId }) => caseId !== undefined && caseIds.has(caseId));
}
