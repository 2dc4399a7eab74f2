/** What routing writes onto a case's timeline: who has it, or that the customer gave up. */
import { createHash } from "node:crypto";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { CasePolicy } from "../../schemas/policies.ts";
import { homeOf, readPerson } from "../identity/person.ts";
import { type ActDeps, actOnCase, findCase } from "./act-on-case.ts";
import { customerIn } from "./case-id.ts";

export interface RoutingNote {
  readonly caseId: string;
  readonly leg: number;
  readonly kind: "case.assigned" | "case.abandoned";
  /** When it came about: the same on every repetition, as it is part of the event's place. */
  readonly at: Date;
  readonly agentId?: string | undefined;
}

/** The same note has the same id, and is written once. */
export async function noteOnCase(
  deps: Omit<ActDeps, "newEventId" | "now">,
  note: RoutingNote,
  policy: CasePolicy,
): Promise<void> {
  const { caseId, kind, at, agentId } = note;
  const eventId = noteId(note);
  if (await isWritten(deps, note, eventId)) return;
  const attributes = agentId === undefined ? {} : { agentId };
  const acting = { ...deps, newEventId: () => eventId, now: () => at };
  await actOnCase(acting, caseId, { kind, attributes }, agentId ?? "routing", policy);
}

const noteId = ({ caseId, leg, kind, at }: RoutingNote): string =>
  createHash("sha256")
    .update(JSON.stringify([caseId, leg, kind, at.toISOString()]))
    .digest("base64url")
    .slice(0, 24);

async function isWritten(
  { readMember, attachments }: Pick<ActDeps, "readMember" | "attachments">,
  { caseId, at }: RoutingNote,
  eventId: string,
): Promise<boolean> {
  const person = await readPerson(readMember, customerIn(caseId) ?? "");
  const found = person === undefined ? undefined : findCase(person, caseId);
  if (person === undefined || found === undefined) return false;
  const event: Pick<ContactEvent, "eventId" | "occurredAt"> = { eventId, occurredAt: at.toISOString() };
  const known = await attachments.casesOf([
    { event, home: homeOf(person, found.whole)?.identifierId ?? found.whole.identifierId },
  ]);
  return known.has(eventId);
}
