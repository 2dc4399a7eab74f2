/** Adds contact events to what is kept of their customer: cases and digest. Load, decide, save. */
import type { Case } from "../../schemas/case.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { Digest } from "../../schemas/digest.ts";
import type { CasePolicy } from "../../schemas/policies.ts";
import type { SendRequest } from "../../schemas/send.ts";
import { type Assignment, assignEvents } from "../cases/assign-events.ts";
import { isAlive } from "../cases/case-status.ts";
import type { UnderstoodEvent } from "../cases/request.ts";
import { foldEvent } from "../digest/fold-event.ts";
import { ContendedIdentityError } from "../errors.ts";
import { type Member, type Person, type ReadMember, readPerson } from "../identity/person.ts";

/** An event on its way into its customer; `caseId` where an earlier run has given it one. */
export interface Attachable extends UnderstoodEvent {
  readonly caseId?: string | undefined;
}

/** What a change of a case may be news of; the first of these that holds is told. */
export const caseNews = [
  "CaseOpened",
  "CaseResolved",
  "CaseReopened",
  "HumanRequested",
  "CallbackRequested",
  "CustomerLeft",
  "CaseOwnerChanged",
  "CustomerReplied",
] as const;
export type CaseNews = (typeof caseNews)[number];

/** A case that is new or has changed, with the domain event that the write announces. */
export interface ChangedCase {
  readonly found: Case;
  readonly announce?: CaseNews | undefined;
}

/** What is written, all or nothing. */
export interface Attachment {
  readonly customerId: string;
  /** Customers whose cases or digests the decision went by, with the version it saw. */
  readonly locks: readonly { readonly customerId: string; readonly version: number }[];
  /** Absent when it stays as it is. */
  readonly digest?: Digest | undefined;
  readonly cases: readonly ChangedCase[];
  /** Closed cases that go to the archive. */
  readonly archived: readonly Case[];
  readonly assignments: readonly Assignment[];
  /** What is written only while these tokens are those of the cases' newest reservations. */
  readonly fences?: readonly Fence[];
  /** Events of ours that are written along, with the case they belong to. */
  readonly written?: readonly WrittenEvent[];
  /** Messages of ours that are accepted along, unless one of the same reason was since `freeBefore`. */
  readonly sends?: readonly { readonly request: SendRequest; readonly freeBefore: string }[];
}

/** Whoever holds the newest token of a case's reservations may act on it, and nobody before them. */
export interface Fence {
  readonly caseId: string;
  readonly token: number;
}

/** An event that comes from staff and not from a provider. */
export interface WrittenEvent {
  readonly event: ContactEvent;
  readonly home: string;
  readonly caseId?: string | undefined;
  /** As of a stored event. */
  readonly claimIds?: readonly string[];
}

/** Where an event is kept. */
export interface EventPlace {
  readonly home: string;
  readonly event: Pick<ContactEvent, "eventId" | "occurredAt">;
}

export interface Attachments {
  /** `lost` when a customer's version or an event's case is another by now. */
  save(attachment: Attachment): Promise<"saved" | "lost">;
  /** The case that each of these events has by now, by event id. */
  casesOf(events: readonly EventPlace[]): Promise<ReadonlyMap<string, string>>;
}

export interface AttachDeps {
  readonly readMember: ReadMember;
  readonly attachments: Attachments;
}

const attempts = 12;

/**
 * Adds events to their customer. Safe to repeat: an event that has a case keeps it, and is not counted twice.
 *
 * @param person read just before; read again when somebody else was faster
 * @param customerId the customer of the person whose identifiers the events came by
 */
export async function attachEvents(
  deps: AttachDeps,
  person: Person,
  customerId: string,
  events: readonly Attachable[],
  policy: CasePolicy,
): Promise<void> {
  let known = person;
  let attachable = events;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const attachment = attach(known, customerId, attachable, policy);
    if (attachment === undefined || (await deps.attachments.save(attachment)) === "saved") return;
    const [again, cases] = await Promise.all([
      readPerson(deps.readMember, customerId),
      deps.attachments.casesOf(events),
    ]);
    known = again ?? known;
    attachable = events.map((one) => ({ ...one, caseId: cases.get(one.event.eventId) ?? one.caseId }));
  }
  throw new ContendedIdentityError(`customer ${customerId}: ${attempts} attempts to attach events lost`);
}

/** What the events change; `undefined` when it is nothing. Pure. */
export function attach(
  person: Person,
  customerId: string,
  events: readonly Attachable[],
  policy: CasePolicy,
): Attachment | undefined {
  const own = person.members.find((member) => member.customerId === customerId);
  if (own === undefined) return undefined;
  const { changed, assignments } = assignEvents({
    customerId,
    cases: person.members.flatMap(({ cases }) => cases),
    events: events.filter(({ caseId }) => caseId === undefined),
    policy,
  });
  const digest = digestAfter(own, events, assignments);
  if (digest === own.digest && changed.length === 0) return undefined;
  return {
    customerId,
    locks: locksOf(person, own, changed),
    ...(digest === own.digest ? {} : { digest }),
    cases: changesOf(person, changed),
    archived: overdue(own, changed, events, policy),
    assignments,
  };
}

/** Saves one version on, with what is to be said of them. A part of another case is no news to anybody. */
export function changesOf({ members }: Person, changed: readonly Case[]): ChangedCase[] {
  const before = new Map(members.flatMap(({ cases }) => cases.map((found) => [found.caseId, found])));
  return changed.map((found) => ({
    found: { ...found, version: found.version + 1 },
    announce: found.partOf === undefined ? newsOf(before.get(found.caseId), found) : undefined,
  }));
}

/** One at a time is enough: whoever acts on it reads the case. */
function newsOf(before: Case | undefined, after: Case): CaseNews | undefined {
  if (before === undefined) return "CaseOpened";
  const isOver = ({ status }: Case) => status === "resolved" || status === "closed";
  const isNew = (name: "humanWantedAt" | "callbackAt" | "leftAt" | "heardAt") => before[name] !== after[name];
  const holds: Readonly<Record<Exclude<CaseNews, "CaseOpened">, boolean>> = {
    CaseResolved: isOver(after) && !isOver(before),
    CaseReopened: isOver(before) && !isOver(after),
    HumanRequested: isNew("humanWantedAt"),
    CallbackRequested: isNew("callbackAt"),
    CustomerLeft: isNew("leftAt"),
    CaseOwnerChanged:
      before.owner?.agentId !== after.owner?.agentId || before.owner?.since !== after.owner?.since,
    CustomerReplied: isNew("heardAt") && !isOver(after),
  };
  return caseNews.find((name) => name !== "CaseOpened" && holds[name]);
}

function digestAfter(own: Member, events: readonly Attachable[], assignments: readonly Assignment[]): Digest {
  const caseIds = new Map(assignments.map(({ understood, caseId }) => [understood.event.eventId, caseId]));
  return events.reduce((digest, { event, understanding, caseId }) => {
    const given = caseId ?? caseIds.get(event.eventId);
    return foldEvent(digest, {
      event,
      ...(understanding === undefined ? {} : { understanding }),
      ...(given === undefined ? {} : { caseId: given }),
    });
  }, own.digest);
}

/**
 * The customer itself; the owners of other cases that changed; and where a case was opened, the survivor of the
 * person too, so that two first messages to two merged customers see each other.
 */
function locksOf(person: Person, own: Member, changed: readonly Case[]): Attachment["locks"] {
  const known = new Set(person.members.flatMap(({ cases }) => cases.map(({ caseId }) => caseId)));
  const opened = changed.some(({ caseId }) => !known.has(caseId));
  const owners = new Set(changed.map((found) => found.customerId));
  return person.members
    .filter(
      ({ customerId }) =>
        customerId === own.customerId ||
        owners.has(customerId) ||
        (opened && customerId === person.customerId),
    )
    .map(({ customerId, version }) => ({ customerId, version }));
}

/** Two writes each, of the hundred that a transaction may have. */
const mostArchivedAtOnce = 10;

/** Cases that nothing can bring back leave the way of those that live, when something is written anyway. */
function overdue(
  own: Member,
  changed: readonly Case[],
  events: readonly Attachable[],
  policy: CasePolicy,
): Case[] {
  const now = events
    .map(({ event }) => event.receivedAt)
    .sort()
    .at(-1);
  const alive = new Set(changed.map(({ caseId }) => caseId));
  return now === undefined
    ? []
    : own.cases
        .filter((found) => !alive.has(found.caseId) && !isAlive(found, policy, now))
        .slice(0, mostArchivedAtOnce);
}
