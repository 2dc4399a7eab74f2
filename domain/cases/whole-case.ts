/** A case with the parts that merges of customers gave it: what everybody but the table sees. Pure. */
import type { Case, CaseStatus } from "../../schemas/case.ts";
import type { CasePolicy } from "../../schemas/policies.ts";
import { statusAt } from "./case-status.ts";

/** A request of a person: one case, or several that are one while a merge lasts. */
export interface WholeCase {
  readonly whole: Case;
  readonly parts: readonly Case[];
}

/** The requests of a person, newest first, out of the cases of all its customers. */
export function wholeCases(cases: readonly Case[]): WholeCase[] {
  const byWhole = Map.groupBy(cases, (found) => wholeOf(found, cases));
  return Array.from(byWhole, ([whole, all]) => ({ whole, parts: all.filter((one) => one !== whole) })).sort(
    (left, right) => (lastEvent(left) < lastEvent(right) ? 1 : -1),
  );
}

/** The case that a case is a part of, among those of the person; itself where that one is with another person. */
export function wholeOf(found: Case, cases: readonly Case[]): Case {
  const whole = cases.find(({ caseId }) => caseId === found.partOf);
  return whole === undefined || whole === found ? found : wholeOf(whole, cases);
}

const lastEvent = ({ whole, parts }: WholeCase) =>
  [whole, ...parts]
    .map(({ lastEventAt, caseId }) => `${lastEventAt} ${caseId}`)
    .sort()
    .at(-1) ?? "";

/** One case out of all its parts: whatever was said to one is known to all. */
export function joined({ whole, parts }: WholeCase, policy: CasePolicy, at: string): Case {
  const all = [whole, ...parts].sort((left, right) => (left.openedAt < right.openedAt ? -1 : 1));
  const owner = all.findLast((one) => one.owner !== undefined && isNewestOwner(one, all))?.owner;
  const intent = whole.intent ?? all.find((one) => one.intent !== undefined)?.intent;
  const outcome = all.findLast((one) => one.outcome !== undefined)?.outcome;
  const newest = all.reduce(
    (one, other) => ((one.askedAt ?? "") < (other.askedAt ?? "") ? other : one),
    whole,
  );
  const responses = all.flatMap(({ firstRespondedAt }) => firstRespondedAt ?? []).sort();
  return {
    ...whole,
    status: mostOpen(all.map((one) => statusAt(one, policy, at))),
    history: all
      .flatMap(({ history }) => history)
      .sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0)),
    channels: [...new Set(all.flatMap(({ channels }) => channels))],
    openedAt: all[0]?.openedAt ?? whole.openedAt,
    lastEventAt:
      all
        .map(({ lastEventAt }) => lastEventAt)
        .sort()
        .at(-1) ?? whole.lastEventAt,
    ...(owner === undefined ? {} : { owner }),
    ...(intent === undefined ? {} : { intent }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(responses[0] === undefined ? {} : { firstRespondedAt: responses[0] }),
    ...(newest.channel === undefined ? {} : { channel: newest.channel }),
    ...latest(all, "askedAt"),
    ...latest(all, "heardAt"),
    ...latest(all, "leftAt"),
    ...latest(all, "humanWantedAt"),
    ...latest(all, "callbackAt"),
    threads: [...new Set(all.flatMap(({ threads }) => threads))],
    references: [...new Set(all.flatMap(({ references }) => references))],
    slots: Object.assign({}, ...all.map(({ slots }) => slots)),
    contactIds: [...new Set(all.flatMap(({ contactIds }) => contactIds))],
    sentiments: all
      .flatMap(({ sentiments }) => sentiments)
      .sort((left, right) => (`${left.at} ${left.eventId}` < `${right.at} ${right.eventId}` ? -1 : 1)),
  };
}

type Moment = "askedAt" | "heardAt" | "leftAt" | "humanWantedAt" | "callbackAt";

function latest(all: readonly Case[], name: Moment): Partial<Case> {
  const at = all
    .flatMap((one) => one[name] ?? [])
    .sort()
    .at(-1);
  return at === undefined ? {} : { [name]: at };
}

const isNewestOwner = ({ owner }: Case, all: readonly Case[]): boolean =>
  all.every((one) => (one.owner?.since ?? "") <= (owner?.since ?? ""));

const ladder: readonly CaseStatus[] = ["open", "waiting", "resolved", "closed"];

/** A request is open while one part of it is. */
function mostOpen(statuses: readonly CaseStatus[]): CaseStatus {
  return ladder.find((status) => statuses.includes(status)) ?? "open";
}

/** What still has to be asked before work on the case can begin. */
export function slotsToAsk({ intent, slots }: Pick<Case, "intent" | "slots">, policy: CasePolicy): string[] {
  return (policy.slotsByIntent[intent ?? ""] ?? []).filter((name) => slots[name] === undefined);
}
