/** What every change of a contact or an agent goes through: stored, and told in the same transaction. */
import { type AgentEventType, agentEvent } from "./events/agent-event.ts";
import { type ContactEventType, contactEvent } from "./events/contact-event.ts";
import { contactRecord } from "./events/contact-record.ts";
import type { Outbox } from "./events/outbox.ts";
import type { ConnectInstance } from "./instance.ts";
import type { Agent, AgentContact, Contact } from "./model.ts";
import type { State } from "./state.ts";

export interface Floor {
  readonly instance: ConnectInstance;
  readonly state: State;
  now(): number;
  newId(): string;
  saveContact(contact: Contact, change: Partial<Contact>): Contact;
  /** Told as a STATE_CHANGE. */
  saveAgent(agent: Agent, change: Partial<Agent>): Agent;
  /** Told as what it says; no change of state. */
  tellAgent(type: Exclude<AgentEventType, "STATE_CHANGE">, agent: Agent, before?: Agent): Agent;
  tell(type: ContactEventType, contact: Contact, updatedProperties?: readonly string[]): void;
  tellRecord(contact: Contact): void;
}

/** Without any other event, an agent's state is told again after so long, up to an hour after logging out. */
const heartbeatMs = 120_000;
const heartbeatsAfterLogoutMs = 3_600_000;

export function openFloor(
  instance: ConnectInstance,
  state: State,
  outbox: Outbox,
  { now, newId }: Pick<Floor, "now" | "newId">,
): Floor {
  function storeAgent(type: AgentEventType, agent: Agent, before: Agent | undefined): Agent {
    const at = now();
    const next = at + heartbeatMs;
    const silent = agent.loggedOutAt !== undefined && next > agent.loggedOutAt + heartbeatsAfterLogoutMs;
    const stored = { ...agent, heartbeatAt: silent ? undefined : next };
    state.saveAgent(stored);
    if (instance.agentEventStream !== undefined) {
      outbox.add({
        kind: "agent-event",
        streamArn: instance.agentEventStream,
        partitionKey: `${instance.arn}/agent/${agent.userId}`,
        data: agentEvent(instance, { id: newId(), type, at }, agent, before),
      });
    }
    return stored;
  }

  return {
    instance,
    state,
    now,
    newId,
    saveContact(contact, change) {
      const changed = { ...contact, ...change, updatedAt: now() };
      state.saveContact(changed);
      return changed;
    },
    saveAgent: (agent, change) => storeAgent("STATE_CHANGE", { ...agent, ...change }, agent),
    tellAgent: storeAgent,
    tell: (type, contact, updatedProperties) =>
      outbox.add({
        kind: "contact-event",
        event: contactEvent(instance, contact, type, now(), updatedProperties),
      }),
    tellRecord(contact) {
      if (instance.contactRecordStream === undefined) return;
      outbox.add({
        kind: "contact-record",
        streamArn: instance.contactRecordStream,
        partitionKey: contact.contactId,
        data: contactRecord(instance, contact, agentOf(state, contact)),
      });
    },
  };
}

/** Whom a contact rings at, is with, or was with. */
export function agentOf(state: State, { agentId }: Contact): Agent | undefined {
  return agentId === undefined ? undefined : state.agent(agentId);
}

/** The agent's view of one contact changed; undefined takes the contact out of view. */
export function withContact(
  agent: Agent,
  contactId: string,
  change: Partial<AgentContact> | undefined,
): Pick<Agent, "contacts"> {
  return {
    contacts: agent.contacts.flatMap((one) => {
      if (one.contactId !== contactId) return [one];
      return change ? [{ ...one, ...change }] : [];
    }),
  };
}
