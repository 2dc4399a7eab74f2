/** What a contact event says about a request: the facts by which it finds its case. Pure. */

import type { Slot } from "../../schemas/case.ts";
import { type ContactEvent, jsonSchema } from "../../schemas/contact-event.ts";
import type { CaseType, Understanding } from "../../schemas/understanding.ts";
import { caseTypes, intentSchema } from "../../schemas/understanding.ts";
import { isAsking } from "./asking.ts";

/** A stored contact event with what was made of its text. */
export interface UnderstoodEvent {
  readonly event: ContactEvent;
  readonly home: string;
  readonly understanding?: Understanding | undefined;
  /** A word on consents that nobody has to answer (`domain/consent/heeded.ts`). */
  readonly isHeeded?: boolean | undefined;
}

/** Kinds that belong to a case where there is one. */
const following =
  /^(message\.sent|email\.sent|call\.|chat\.|bot\.|case\.|note\.|handover\.|outcome\.recorded|survey\.answered|promise\.)/;

const isMarketing = ({ channel }: ContactEvent) => channel === "marketing";

/** Whether the event may open a case, and in one asks for an answer. */
export function opensCase({ event, isHeeded = false }: UnderstoodEvent): boolean {
  return !isHeeded && isFromCustomer(event);
}

/** Whether a case is opened where none is: also by who asks for a human, whose message may still be on its way. */
export function startsCase(understood: UnderstoodEvent): boolean {
  return opensCase(understood) || asksForHuman(understood.event);
}

export const asksForHuman = ({ kind }: ContactEvent): boolean => kind === "handover.requested";

/** Whether the event belongs to a case where a fitting one is. */
export function belongsToCase({ event }: UnderstoodEvent): boolean {
  return isFromCustomer(event) || (following.test(event.kind) && !isMarketing(event));
}

const isFromCustomer = (event: ContactEvent): boolean =>
  event.direction === "inbound" && isAsking(event) && !isMarketing(event);

export interface Request {
  readonly threads: readonly string[];
  /** `campaign:spring`, `order:1001` */
  readonly references: readonly string[];
  readonly intent?: string | undefined;
  readonly type: CaseType;
  readonly slots: Readonly<Record<string, Slot>>;
  readonly contactIds: readonly string[];
}

/** @param understood nothing of it is trusted to be there: attributes come from outside */
export function requestOf({ event, understanding }: UnderstoodEvent): Request {
  const attributes = event.attributes ?? {};
  const texts = (name: string) => textOf(attributes[name]);
  const said = intentSchema.safeParse(attributes.intent);
  return {
    threads: event.thread === undefined ? [] : [`${event.provider}:${event.endpointId}:${event.thread}`],
    references: [
      ...texts("campaign").map((campaign) => `campaign:${campaign}`),
      ...texts("orderId").map((orderId) => `order:${orderId}`),
    ],
    intent: said.data ?? understanding?.intent,
    type: caseTypes.find((type) => type === attributes.caseType) ?? understanding?.caseType ?? "other",
    slots: slotsOf(event),
    contactIds: texts("contactId"),
  };
}

const longestReference = 128;

function textOf(value: unknown): string[] {
  if (typeof value === "number") return [String(value)];
  return typeof value === "string" && value.trim() !== "" ? [value.trim().slice(0, longestReference)] : [];
}

const mostSlots = 30;

function slotsOf({ attributes, occurredAt, eventId }: ContactEvent): Record<string, Slot> {
  const given = attributes?.slots;
  if (typeof given !== "object" || given === null || Array.isArray(given)) return {};
  const filled = Object.entries(given).filter(([, value]) => value !== null && value !== "");
  return Object.fromEntries(
    filled
      .slice(0, mostSlots)
      .map(([name, value]) => [name, { value: jsonSchema.parse(value), at: occurredAt, eventId }]),
  );
}
