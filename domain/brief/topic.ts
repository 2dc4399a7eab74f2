/** Why the customer comes now: the contact that brought them, and what it is about. */
import type { Citation, Fact } from "../../schemas/digest.ts";
import { topicOf as tellingIntent } from "../cases/same-request.ts";
import { positionOf } from "../timeline/position.ts";
import type { BriefInput } from "./brief-input.ts";
import { type Cite, citationOf } from "./citations.ts";
import { excerpt } from "./text/excerpt.ts";
import type { Speech } from "./text/speech.ts";

export interface Topic {
  readonly words: string;
  /** Not said by the customer: taken from what we sent lately. */
  readonly isGuess: boolean;
  readonly cites: readonly Citation[];
}

const longestQuote = 50;
const recentMs = 7 * 24 * 3_600_000;

/** The contacts of the offered case; without a case, those of the last week. Newest first. */
export function contactsInScope({ case: offered, otherOpenCases, digest, now }: BriefInput): Fact[] {
  const since = offered?.openedAt ?? new Date(now.getTime() - recentMs).toISOString();
  const others = new Set(otherOpenCases.map(({ caseId }) => caseId));
  return digest.facts.contacts.filter(
    ({ caseId, occurredAt }) =>
      (caseId !== undefined && caseId === offered?.caseId) ||
      (occurredAt >= since && !others.has(caseId ?? "")),
  );
}

/**
 * The sources of a topic, the surest first.
 *
 * @param contacts in scope, newest first
 */
export function topicOf(
  input: BriefInput,
  contacts: readonly Fact[],
  cite: Cite,
  speech: Speech,
): Topic | undefined {
  const inbound = contacts.filter(({ direction }) => direction === "inbound");
  return (
    topicOfCase(input, cite, speech) ??
    inbound.flatMap((fact) => topicOfIntent(fact, speech) ?? [])[0] ??
    topicOfReference(input, cite, speech) ??
    inbound.flatMap((fact) => quoted(fact, false))[0] ??
    sentTopic(input)
  );
}

function topicOfCase({ case: offered }: BriefInput, cite: Cite, speech: Speech): Topic | undefined {
  const intent = tellingIntent(offered?.intent);
  if (offered === undefined || intent === undefined) return undefined;
  return {
    words: speech.name("intent", intent),
    isGuess: false,
    cites: [cite(offered.openedBy, offered.openedAt)],
  };
}

function topicOfIntent(fact: Fact, speech: Speech): Topic | undefined {
  const intent = tellingIntent(fact.understanding?.intent);
  return intent === undefined
    ? undefined
    : { words: speech.name("intent", intent), isGuess: false, cites: [citationOf(fact)] };
}

/** Of `order:1001` the order, of `campaign:spring` the name that its facts give it. */
function topicOfReference(
  { case: offered, digest }: BriefInput,
  cite: Cite,
  speech: Speech,
): Topic | undefined {
  const [reference] = offered?.references ?? [];
  if (offered === undefined || reference === undefined) return undefined;
  const end = reference.indexOf(":");
  const [kind, id] = [reference.slice(0, end), reference.slice(end + 1)];
  const opened = cite(offered.openedBy, offered.openedAt);
  if (kind === "order") {
    const order = excerpt(id, longestQuote);
    return { words: speech.say("topic.order", { order }), isGuess: false, cites: [opened] };
  }
  const named =
    digest.facts.offers.find(({ campaign, label }) => campaign === id && label !== undefined) ??
    digest.facts.campaigns.find((fact) => fact.reference === id && fact.label !== undefined);
  return {
    words: `“${excerpt(named?.label ?? id, longestQuote)}”`,
    isGuess: false,
    cites: [opened, ...(named === undefined ? [] : [citationOf(named)])],
  };
}

function quoted(fact: Fact, isGuess: boolean): Topic[] {
  const words = excerpt(fact.label, longestQuote);
  return words === "" || fact.kind.startsWith("visit.")
    ? []
    : [{ words: `“${words}”`, isGuess, cites: [citationOf(fact)] }];
}

/** What we sent lately is what a silent visitor most likely comes for. */
function sentTopic({ digest: { facts }, now }: BriefInput): Topic | undefined {
  const since = new Date(now.getTime() - recentMs).toISOString();
  const sent = [...facts.offers, ...facts.campaigns, ...facts.contacts]
    .filter(({ occurredAt, direction }) => direction === "outbound" && occurredAt >= since)
    .toSorted((left, right) => (positionOf(left) < positionOf(right) ? 1 : -1));
  return sent.flatMap((fact) => quoted(fact, true))[0];
}
