/** A contact rings at an agent, who accepts, declines, or lets it ring. */
import { agentOf, type Floor, withContact } from "./floor.ts";
import type { Channel } from "./instance.ts";
import { connect, startOf } from "./lifecycle.ts";
import type { Agent, Contact } from "./model.ts";

/** How long Connect lets a contact ring at one agent. */
const ringMs: Readonly<Record<Channel, number>> = {
  VOICE: 20_000,
  CHAT: 20_000,
  TASK: 30_000,
  EMAIL: 30_000,
};

export function offer(floor: Floor, contact: Contact, agent: Agent): Contact {
  const at = floor.now();
  const attempt = contact.attempts + 1;
  const offered = floor.saveContact(contact, {
    state: "OFFERED",
    agentId: agent.userId,
    attempts: attempt,
    ringsUntil: at + ringMs[contact.channel],
  });
  // A contact that this agent has missed before and not cleared rings again in its place.
  const { contacts } = withContact(agent, contact.contactId, undefined);
  floor.saveAgent(agent, {
    contacts: [
      ...contacts,
      {
        contactId: contact.contactId,
        initialContactId: contact.initialContactId,
        channel: contact.channel,
        initiationMethod: contact.initiationMethod,
        state: contact.initiationMethod === "CALLBACK" ? "INCOMING" : "CONNECTING",
        since: at,
        attempt,
        queueId: contact.queueId,
        enqueuedAt: contact.enqueuedAt,
      },
    ],
  });
  return offered;
}

/** An agent who takes a callback hears the queue's outbound whisper flow before the customer is there. */
export function accept(floor: Floor, contact: Contact): Contact {
  const agent = agentOf(floor.state, contact);
  if (!agent || contact.ringsUntil === undefined) return contact;
  const queue = contact.queueId === undefined ? undefined : floor.instance.queues.get(contact.queueId);
  const whisper = contact.initiationMethod === "CALLBACK" ? startOf(floor, queue?.outboundFlowId) : undefined;
  if (!whisper) return connect(floor, contact, agent);
  floor.saveAgent(agent, withContact(agent, contact.contactId, { state: "CONNECTING", since: floor.now() }));
  return floor.saveContact(contact, { flow: whisper, ringsUntil: undefined });
}

/** The contact goes on waiting, where it was in its queue. */
export function decline(floor: Floor, contact: Contact, state: "REJECTED" | "MISSED"): Contact {
  const agent = agentOf(floor.state, contact);
  if (agent) floor.saveAgent(agent, withContact(agent, contact.contactId, { state, since: floor.now() }));
  return floor.saveContact(contact, { state: "QUEUED", agentId: undefined, ringsUntil: undefined });
}
