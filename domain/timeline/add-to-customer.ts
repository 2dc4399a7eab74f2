/** Step 4 of a message's way, for the events of one customer: who else it is, which case, how many points. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { PointEntry } from "../../schemas/points.ts";
import { intentSchema, type Understanding } from "../../schemas/understanding.ts";
import type { UnderstoodEvent } from "../cases/request.ts";
import { isHeeded } from "../consent/heeded.ts";
import type { OwnWords } from "../consent/stop-words.ts";
import { CorruptItemError } from "../errors.ts";
import { type Evidence, mergeByRule, type RuleDeps } from "../identity/merge-by-rule.ts";
import { type Person, readPerson } from "../identity/person.ts";
import { entriesOf } from "../points/point-entries.ts";
import type { Policies } from "../policies/policies.ts";
import type { Understand } from "../understanding/understand.ts";
import { type AttachDeps, attachEvents } from "./attach-events.ts";
import { positionOf } from "./position.ts";
import type { StoredEvent } from "./stored-event.ts";

/** An event whose customer is known, with what it says about other customers. */
export interface LocatedEvent {
  readonly stored: StoredEvent;
  readonly customerId: string;
  readonly evidence: readonly Evidence[];
}

/** Entries of one customer's points. */
export interface NewPoints {
  readonly customerId: string;
  readonly entries: readonly PointEntry[];
}

/** What became of the events of one customer. */
export interface Added {
  /** The person they belong to: the customer that survived all merges. */
  readonly personId: string;
  readonly points: NewPoints;
}

export interface CustomerDeps extends RuleDeps, AttachDeps {
  readonly policies: Policies;
  readonly understand: Understand;
}

/** Events that one save takes: each may open a case, and a transaction has at most 100 writes. */
const eventsPerSave = 30;

/**
 * Adds events of one customer, in the order in which they happened: those of one call are written side by side, and the
 * stream may bring an answer before what it answers. Safe to repeat.
 *
 * @returns what is left to write, for all customers of a batch together
 */
export async function addToCustomer(
  deps: CustomerDeps,
  customerId: string,
  located: readonly LocatedEvent[],
): Promise<Added> {
  await followEvidence(deps, customerId, located);
  const [policy, consent] = await Promise.all([
    deps.policies.current("cases"),
    deps.policies.current("consent"),
  ]);
  const { words } = consent.policy;
  const understood = await Promise.all(eachOnce(located).map((stored) => understand(deps, stored, words)));
  let person = await personOf(deps, customerId);
  for (let from = 0; from < understood.length; from += eventsPerSave) {
    if (from > 0) person = await personOf(deps, customerId);
    await attachEvents(deps, person, customerId, understood.slice(from, from + eventsPerSave), policy.policy);
  }
  return { personId: person.customerId, points: await pointsOf(deps, customerId, understood) };
}

/** A stream may bring the same item again in one batch; one save cannot write it twice. */
function eachOnce(located: readonly LocatedEvent[]): StoredEvent[] {
  const byPlace = located.map(
    ({ stored }) => [`${stored.home} ${positionOf(stored.event)}`, stored] as const,
  );
  const once = [...new Map(byPlace).values()];
  return once.sort((one, other) => (positionOf(one.event) < positionOf(other.event) ? -1 : 1));
}

async function personOf({ readMember }: CustomerDeps, customerId: string): Promise<Person> {
  const person = await readPerson(readMember, customerId);
  if (person === undefined) throw new CorruptItemError(`customer ${customerId} has identifiers but no row`);
  return person;
}

/** Makes one, or suggests, whom the customer's events show to be one. Safe to repeat. */
export async function followEvidence(
  deps: CustomerDeps,
  customerId: string,
  located: readonly LocatedEvent[],
): Promise<void> {
  const evidence = located.flatMap((one) => one.evidence);
  if (evidence.length === 0) return;
  const { policy } = await deps.policies.current("identity");
  for (const one of evidence) {
    await mergeByRule(deps, await personOf(deps, customerId), one, policy);
  }
}

/** Texts of customers are understood; what we say ourselves, and what is heeded as it is, needs no guessing. */
async function understand(
  deps: CustomerDeps,
  { event, home, caseId }: StoredEvent,
  words: OwnWords,
): Promise<UnderstoodEvent & { caseId?: string }> {
  const heeded = isHeeded(event, words);
  const text = event.direction === "inbound" && !heeded ? event.text?.trim() : undefined;
  const understanding = withIntentOf(event, text ? await deps.understand(text) : undefined);
  return {
    event,
    home,
    ...(heeded ? { isHeeded: true } : {}),
    ...(understanding === undefined ? {} : { understanding }),
    ...(caseId === undefined ? {} : { caseId }),
  };
}

/** The sender's own word on the intent wins over what was recognised. */
function withIntentOf(
  event: ContactEvent,
  understanding: Understanding | undefined,
): Understanding | undefined {
  const said = intentSchema.safeParse(event.attributes?.intent);
  return said.success
    ? { caseType: "other", sentiment: 0, ...understanding, intent: said.data }
    : understanding;
}

async function pointsOf(
  deps: CustomerDeps,
  customerId: string,
  understood: readonly UnderstoodEvent[],
): Promise<NewPoints> {
  const { version, policy } = await deps.policies.current("points");
  const entries = understood.flatMap(({ event, understanding }) =>
    entriesOf(event, understanding?.intent, { version, rules: policy }),
  );
  return { customerId, entries };
}
