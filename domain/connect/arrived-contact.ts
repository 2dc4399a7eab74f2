/** What the arrival of a contact in Amazon Connect is on the timeline. Pure. */
import type { Channel } from "../../schemas/contact-event.ts";
import type { ParsedEvent } from "../ingest/channel-adapter.ts";
import { type CustomerEndpoint, identifiersOf, threadOf } from "./customer-endpoint.ts";

/** A contact that a flow asks about. */
export interface ArrivedContact {
  readonly contactId: string;
  readonly instanceId: string;
  readonly initialContactId?: string | undefined;
  readonly channel: "VOICE" | "CHAT" | "TASK" | "EMAIL";
  /** An agent called the customer. */
  readonly isOutbound: boolean;
  readonly endpoint: CustomerEndpoint;
  /** Of a task of ours, or of a call of ours. */
  readonly caseId?: string | undefined;
  /** The case that we called the customer about: it is a call of ours. */
  readonly calledFor?: string | undefined;
  /** What the flow knows of it. */
  readonly language?: string | undefined;
}

/** A task that is not ours is somebody's request by a form. */
const arrivals: Readonly<Record<ArrivedContact["channel"], { channel: Channel; kind: string }>> = {
  VOICE: { channel: "voice", kind: "call.started" },
  CHAT: { channel: "chat", kind: "chat.started" },
  EMAIL: { channel: "email", kind: "email.received" },
  TASK: { channel: "web", kind: "form.submitted" },
};

export const channelOf = ({ channel }: ArrivedContact): Channel => arrivals[channel].channel;

/** @returns `undefined` where no customer has come: a task of ours, a transfer, a call that an agent made */
export function arrivalEvent(contact: ArrivedContact): ParsedEvent | undefined {
  const { contactId, initialContactId = contactId, caseId, isOutbound } = contact;
  if (caseId !== undefined || isOutbound || initialContactId !== contactId) return undefined;
  return eventOf(contact, arrivals[contact.channel].kind);
}

export const callbackEvent = (contact: ArrivedContact): ParsedEvent => eventOf(contact, "callback.requested");

/** The flow gives no time: the first receipt fixes it. */
function eventOf(contact: ArrivedContact, kind: string): ParsedEvent {
  const { contactId, endpoint } = contact;
  return {
    idempotencyKey: `${contactId}:${kind}`,
    channel: channelOf(contact),
    direction: "inbound",
    kind,
    identifiers: identifiersOf(endpoint),
    thread: threadOf(contact),
    attributes: { contactId },
  };
}
