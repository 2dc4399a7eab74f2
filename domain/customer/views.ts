/** The customer 360 and the brief of a person, computed from its portrait. Pure. */
import type { Brief, BriefLanguage } from "../../schemas/brief.ts";
import type { Case } from "../../schemas/case.ts";
import type { CasePolicy } from "../../schemas/policies.ts";
import type { AgentProfile, CustomerProfile, Projection, SalesProfile } from "../../schemas/profile.ts";
import { buildBrief } from "../brief/build-brief.ts";
import { joined, slotsToAsk, type WholeCase, wholeCases } from "../cases/whole-case.ts";
import { consentsOf } from "../consent/consents.ts";
import { mergeDigests } from "../digest/merge-digests.ts";
import { identifiersOf, type Person, providerNameOf } from "../identity/person.ts";
import { ledger } from "../points/ledger.ts";
import { agentProfile } from "../profile/agent-profile.ts";
import { customerProfile } from "../profile/customer-profile.ts";
import type { ProfileInput } from "../profile/profile-input.ts";
import { salesProfile } from "../profile/sales-profile.ts";
import type { Portrait } from "./portrait.ts";

/** The whole requests of a person as they stand at an instant, newest first. */
function casesAt(cases: readonly Case[], policy: CasePolicy, now: Date): Case[] {
  return wholeCases(cases).map((found) => joined(found, policy, now.toISOString()));
}

const livingCases = ({ members }: Person) => members.flatMap(({ cases }) => cases);

function profileInput(
  portrait: Portrait,
  cases: readonly Case[],
  policy: CasePolicy,
  now: Date,
): ProfileInput {
  const { person, points, consents } = portrait;
  const count = (status: Case["status"]) => cases.filter((found) => found.status === status).length;
  return {
    customerId: person.customerId,
    digest: mergeDigests(person.members.map(({ digest }) => digest)),
    consents: consentsOf(consents, now),
    cases: {
      open: count("open"),
      waiting: count("waiting"),
      resolved: count("resolved"),
      closed: count("closed"),
    },
    points: ledger(person.customerId, points, now).balance,
    fallbackName: providerNameOf(person),
    now,
    timeZone: policy.calendar.zone,
  };
}

const projected: {
  readonly [Name in Projection]: (input: ProfileInput) => AgentProfile | SalesProfile | CustomerProfile;
} = {
  agent: agentProfile,
  sales: salesProfile,
  customer: customerProfile,
};

/** @param archived closed cases of the person, which are counted only */
export function profileOf(
  portrait: Portrait,
  archived: readonly Case[],
  projection: Projection,
  policy: CasePolicy,
  now: Date,
): AgentProfile | SalesProfile | CustomerProfile {
  const cases = casesAt([...livingCases(portrait.person), ...archived], policy, now);
  const told = projection === "customer" ? ofProvenAddresses(portrait) : portrait;
  return projected[projection](profileInput(told, cases, policy, now));
}

/** Who has only claimed an address is not told what was said of it. */
function ofProvenAddresses(portrait: Portrait): Portrait {
  const proven = new Set(
    identifiersOf(portrait.person)
      .filter(({ level }) => level === "verified")
      .map(({ identifierId }) => identifierId),
  );
  return {
    ...portrait,
    consents: portrait.consents.filter(({ identifierId }) => proven.has(identifierId)),
  };
}

/** @param offered the case the brief is about; none where the customer has none */
export function briefOf(
  portrait: Portrait,
  offered: WholeCase | undefined,
  policy: CasePolicy,
  language: BriefLanguage,
  now: Date,
): Brief {
  const cases = casesAt(livingCases(portrait.person), policy, now);
  const input = profileInput(portrait, cases, policy, now);
  const about = offered === undefined ? undefined : joined(offered, policy, now.toISOString());
  const identifierHint = hintOf(portrait.person);
  return buildBrief({
    customerId: portrait.person.customerId,
    case: about,
    otherOpenCases: cases.filter(
      ({ caseId, status }) => caseId !== about?.caseId && (status === "open" || status === "waiting"),
    ),
    digest: input.digest,
    consents: input.consents,
    profile: agentProfile(input),
    ...(identifierHint === undefined ? {} : { identifierHint }),
    toAsk: about === undefined ? [] : slotsToAsk(about, policy),
    now,
    timeZone: policy.calendar.zone,
    language,
  });
}

/** What people recognise a nameless person by. */
const recognisable = ["phone", "email", "crm", "loyalty"] as const;

function hintOf(person: Person): string | undefined {
  const known = identifiersOf(person);
  const kind = recognisable.find((one) => known.some((identifier) => identifier.kind === one));
  return known.find((identifier) => identifier.kind === kind)?.value;
}
