/** A call that an agent made from a case: whose it is, and what of it is on the timeline. */
import type { Identifier } from "../../schemas/contact-event.ts";
import { findCase } from "../cases/act-on-case.ts";
import { customerIn } from "../cases/case-id.ts";
import { homeOf, identifiersOf, type ReadMember, readPerson } from "../identity/person.ts";
import type { ParsedEvent } from "../ingest/channel-adapter.ts";
import type { FollowDeps } from "./follow-contact.ts";

/** A contact of Amazon Connect that is a call of ours. */
export interface OurCall {
  readonly contactId: string;
  readonly caseId: string;
  /** Of the customer who was called, as their customer has them. */
  readonly identifiers: readonly Identifier[];
}

/**
 * The identifier that was called, as the customer has it: whoever answers a call of ours has proven nothing by
 * that. A number that is the customer's no more is filed under what their case is filed under.
 *
 * @returns none for a case that is not there any more
 */
export async function calledIdentifiers(
  readMember: ReadMember,
  caseId: string,
  address: string,
): Promise<Identifier[]> {
  const person = await readPerson(readMember, customerIn(caseId) ?? "");
  if (person === undefined) return [];
  const whole = findCase(person, caseId)?.whole;
  const numbers = identifiersOf(person).filter(
    ({ kind, value, retiredAt }) => kind === "phone" && value === address && retiredAt === undefined,
  );
  const found =
    numbers.find(({ level }) => level === "verified") ??
    numbers[0] ??
    (whole === undefined ? undefined : homeOf(person, whole));
  return found === undefined ? [] : [{ kind: found.kind, value: found.value, level: found.level }];
}

/** The customer has answered. Neither the flow nor a record that repairs it gives a time: the first receipt does. */
export const callStarted = (call: OurCall): ParsedEvent => eventOf(call, "call.started", {});

export interface CallEnd {
  /** ISO 8601. */
  readonly endedAt: string;
  /** When the customer answered; absent when nobody did. */
  readonly answeredAt?: string | undefined;
}

export function callEnded(call: OurCall, { endedAt, answeredAt }: CallEnd): ParsedEvent {
  const durationSeconds =
    answeredAt === undefined ? 0 : Math.round((Date.parse(endedAt) - Date.parse(answeredAt)) / 1000);
  const callStatus = answeredAt === undefined ? "no-answer" : "completed";
  return { ...eventOf(call, "call.ended", { callStatus, durationSeconds }), occurredAt: endedAt };
}

function eventOf(
  { contactId, caseId, identifiers }: OurCall,
  kind: string,
  told: NonNullable<ParsedEvent["attributes"]>,
): ParsedEvent {
  return {
    idempotencyKey: `${contactId}:${kind}`,
    channel: "voice",
    direction: "outbound",
    kind,
    identifiers: [...identifiers],
    thread: contactId,
    caseId,
    attributes: { contactId, ...told },
  };
}

/** From now on the contact is known to be of that case, and to be no customer's who waits. */
export async function keepOurCall(
  { contacts, links }: Pick<FollowDeps, "contacts"> & { readonly links: Pick<FollowDeps["links"], "link"> },
  contactId: string,
  caseId: string,
): Promise<void> {
  await contacts.change(contactId, (contact) =>
    contact.outbound === true ? contact : { ...contact, outbound: true },
  );
  await links.link(contactId, caseId);
}
