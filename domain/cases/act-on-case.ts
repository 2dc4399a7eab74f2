/** What staff do with a case: an event on the customer's timeline, and what that event does to the case. */
import type { Case } from "../../schemas/case.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { CasePolicy } from "../../schemas/policies.ts";
import { ContendedIdentityError } from "../errors.ts";
import {
  homeOf,
  type LinkedIdentifier,
  type Person,
  type ReadMember,
  readPerson,
} from "../identity/person.ts";
import { redactAttributes } from "../redaction/redact-event.ts";
import { redactText } from "../redaction/redact-text.ts";
import { type Attachments, changesOf, type Fence } from "../timeline/attach-events.ts";
import { applyEvent } from "./apply-event.ts";
import { customerIn } from "./case-id.ts";
import { joined, type WholeCase, wholeCases } from "./whole-case.ts";

export interface CaseAction {
  readonly kind:
    | "case.status-changed"
    | "case.transferred"
    | "case.slots-filled"
    | "case.assigned"
    | "case.abandoned"
    | "handover.requested"
    | "consult.asked"
    | "consult.answered"
    | "outcome.recorded"
    | "call.requested"
    | "call.failed";
  readonly attributes: NonNullable<ContactEvent["attributes"]>;
  readonly note?: string | undefined;
  /** Of the reservation that the action belongs to; absent for what needs none. */
  readonly fence?: (Fence & { readonly isCurrent: () => Promise<boolean> }) | undefined;
}

export interface ActDeps {
  readonly readMember: ReadMember;
  readonly attachments: Attachments;
  readonly newEventId: () => string;
  readonly now: () => Date;
}

export type Acted =
  | {
      readonly kind: "done";
      readonly person: Person;
      readonly found: WholeCase;
      readonly eventId: string;
    }
  | { readonly kind: "not-found" }
  | { readonly kind: "closed" }
  /** The case has been given to somebody else since. */
  | { readonly kind: "stale" };

const attempts = 8;

/**
 * Writes the event and the case together, or neither. All parts of a case move together: staff see one.
 *
 * @param agentId who does it
 */
export async function actOnCase(
  deps: ActDeps,
  caseId: string,
  action: CaseAction,
  agentId: string,
  policy: CasePolicy,
): Promise<Acted> {
  const eventId = deps.newEventId();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const person = await readPerson(deps.readMember, customerIn(caseId) ?? "");
    const found = person === undefined ? undefined : findCase(person, caseId);
    if (person === undefined || found === undefined) return { kind: "not-found" };
    if (action.fence !== undefined && !(await action.fence.isCurrent())) return { kind: "stale" };
    const at = deps.now().toISOString();
    if (joined(found, policy, at).status === "closed") return { kind: "closed" };
    const named = homeOf(person, found.whole);
    const home = named?.identifierId ?? found.whole.identifierId;
    const event = eventOf(named, found.whole, action, { eventId, agentId, at });
    const understood = { event, home };
    const [whole, ...parts] = [
      applyEvent(found.whole, understood),
      ...found.parts.map((part) => applyEvent(part, understood)),
    ];
    const cases = changesOf(person, [whole, ...parts]);
    const owners = new Set(cases.map((change) => change.found.customerId));
    const saved = await deps.attachments.save({
      customerId: whole.customerId,
      locks: person.members.filter(({ customerId }) => owners.has(customerId)),
      cases,
      archived: [],
      assignments: [],
      ...(action.fence === undefined ? {} : { fences: [action.fence] }),
      written: [{ event, home, caseId: whole.caseId }],
    });
    if (saved === "saved") return { kind: "done", person, found: { whole, parts }, eventId };
  }
  throw new ContendedIdentityError(`case ${caseId}: ${attempts} attempts to change it lost`);
}

/** The living case with that id, or the whole that it is a part of. Pure. */
export function findCase(person: Person, caseId: string): WholeCase | undefined {
  return wholeCases(person.members.flatMap(({ cases }) => cases)).find(
    ({ whole, parts }) => whole.caseId === caseId || parts.some((part) => part.caseId === caseId),
  );
}

function eventOf(
  named: LinkedIdentifier | undefined,
  found: Case,
  { kind, attributes, note }: CaseAction,
  { eventId, agentId, at }: { eventId: string; agentId: string; at: string },
): ContactEvent {
  const text = note === undefined ? "" : redactText(note.trim());
  return {
    eventId,
    occurredAt: at,
    receivedAt: at,
    ...(kind === "call.requested" || kind === "call.failed" ? byPhone : amongUs),
    kind,
    provider: "omniline",
    endpointId: "staff",
    identifiers: named === undefined ? [] : [{ kind: named.kind, value: named.value, level: named.level }],
    caseId: found.caseId,
    ...(text === "" ? {} : { text }),
    attributes: {
      by: agentId,
      ...(found.intent === undefined ? {} : { intent: found.intent }),
      ...redactAttributes(attributes),
    },
  };
}

const amongUs = { channel: "note", direction: "internal" } as const;
const byPhone = { channel: "voice", direction: "outbound" } as const;
