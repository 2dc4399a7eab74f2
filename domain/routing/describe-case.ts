/** What a case wants of routing, read from the case and its customer as they are now. */
import type { Case } from "../../schemas/case.ts";
import type { CasePolicy } from "../../schemas/policies.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import type { Requirement } from "../../schemas/routing/requirement.ts";
import { findCase } from "../cases/act-on-case.ts";
import { customerIn } from "../cases/case-id.ts";
import { joined, type WholeCase } from "../cases/whole-case.ts";
import { type Person, type ReadMember, readPerson } from "../identity/person.ts";
import type { Policies } from "../policies/policies.ts";
import { headStart } from "./head-start.ts";
import { queueOf } from "./matching-rules.ts";
import { hasLeft, isOver, wantsCallBack } from "./presence.ts";
import { routingFacts } from "./routing-facts.ts";
import type { RoutingStore } from "./routing-store.ts";
import { staffedSteps } from "./staffed-steps.ts";
import { stepsOf } from "./steps.ts";
import type { Wanted } from "./workflow-steps/deps.ts";

export interface DescribeDeps {
  readonly readMember: ReadMember;
  readonly policies: Policies;
  readonly store: Pick<RoutingStore, "readAgent" | "directory">;
  readonly now: () => Date;
}

interface Found {
  readonly person: Person;
  readonly found: WholeCase;
  readonly one: Case;
  readonly policy: RoutingPolicy;
  readonly casePolicy: CasePolicy;
}

/** @returns what `describeCase` of the workflow's steps is */
export function caseDescriber(deps: DescribeDeps) {
  return async (caseId: string, enqueuedAt: Date, callback = false): Promise<Wanted> => {
    const found = await findWhole(deps, caseId);
    if (found === undefined || isOver(found.one)) return { kind: "nobody", how: "resolved" };
    const callBack = callback || wantsCallBack(found.one);
    if (hasLeft(found.one) && !callBack) return { kind: "nobody", how: "customer-left" };
    return {
      kind: "agent",
      arrived: { caseId, ...(await arrivedAs(deps, found, { enqueuedAt, callback: callBack })) },
    };
  };
}

/** The case with all its parts, as one; `undefined` when it is not among the living. */
export function wholeCaseReader(deps: Pick<DescribeDeps, "readMember" | "policies" | "now">) {
  return async (caseId: string): Promise<Case | undefined> => (await findWhole(deps, caseId))?.one;
}

async function findWhole(
  { readMember, policies, now }: Pick<DescribeDeps, "readMember" | "policies" | "now">,
  caseId: string,
): Promise<Found | undefined> {
  const [person, routing, cases] = await Promise.all([
    readPerson(readMember, customerIn(caseId) ?? ""),
    policies.current("routing"),
    policies.current("cases"),
  ]);
  const found = person === undefined ? undefined : findCase(person, caseId);
  if (person === undefined || found === undefined) return undefined;
  const one = joined(found, cases.policy, now().toISOString());
  return { person, found, one, policy: routing.policy, casePolicy: cases.policy };
}

interface Arrival {
  readonly enqueuedAt: Date;
  readonly callback: boolean;
}

async function arrivedAs({ store, now }: DescribeDeps, asked: Found, arrival: Arrival) {
  const { person, found, one, policy, casePolicy } = asked;
  const { callback, enqueuedAt } = arrival;
  const channel = callback ? "voice" : one.channel;
  const wanted = routingFacts({
    found,
    members: person.members,
    ...(channel === undefined ? {} : { channel }),
    policy,
    casePolicy,
    now: now(),
  });
  const { facts, queueId, skills, language } = wanted;
  const requirement = { queueId, skills, ...(language === undefined ? {} : { language }) };
  const contactId = one.contactIds.at(-1);
  const isLive = !callback && (facts.channel === "voice" || facts.channel === "chat");
  return {
    customerId: found.whole.customerId,
    facts,
    steps: await stepsFor(store, asked, { requirement, lastAgentId: facts.lastAgentId, enqueuedAt }),
    headStart: headStart(facts, queueOf(policy, queueId), callback, policy),
    callback,
    ...(isLive && contactId !== undefined ? { contactId } : {}),
  };
}

interface Asked {
  readonly requirement: Requirement;
  readonly lastAgentId: string | undefined;
  readonly enqueuedAt: Date;
}

async function stepsFor(
  store: DescribeDeps["store"],
  { one, policy }: Found,
  { requirement, lastAgentId, enqueuedAt }: Asked,
) {
  const bot = await botFor(store, one, policy);
  const human = [one.owner?.agentId, lastAgentId].find(
    (agentId) => agentId !== undefined && !isBot(policy, agentId),
  );
  const first = bot ?? (await ifThere(store, human));
  const { groups } = await store.directory();
  const held = first === undefined ? requirement : { ...requirement, agentId: first };
  return staffedSteps(stepsOf(held, policy, enqueuedAt), [...groups.values()], policy);
}

const isBot = ({ bots }: RoutingPolicy, agentId: string | undefined): boolean =>
  bots.some((bot) => bot.agentId === agentId);

/** A bot has the first word where nobody has asked for a human, and no human has had the case. */
async function botFor(
  store: DescribeDeps["store"],
  one: Case,
  policy: RoutingPolicy,
): Promise<string | undefined> {
  const hadHuman = one.owner !== undefined && !isBot(policy, one.owner.agentId);
  if (one.humanWantedAt !== undefined || hadHuman) return undefined;
  const bot = policy.bots.find(({ channels }) => one.channel !== undefined && channels.includes(one.channel));
  return ifThere(store, bot?.agentId);
}

/** Nobody waits for an agent who has gone home. */
async function ifThere(
  { readAgent }: DescribeDeps["store"],
  agentId: string | undefined,
): Promise<string | undefined> {
  const agent = agentId === undefined ? undefined : await readAgent(agentId);
  return agent === undefined || agent.status === "offline" ? undefined : agentId;
}
