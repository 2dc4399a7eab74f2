/** Contacts and agents as the development routes show them. */
import type { ConnectInstance } from "../instance.ts";
import { isoTime } from "../iso-time.ts";
import type { Agent, Contact } from "../model.ts";

export function contactView(instance: ConnectInstance, contact: Contact, agent: Agent | undefined) {
  return {
    contactId: contact.contactId,
    channel: contact.channel,
    initiationMethod: contact.initiationMethod,
    state: contact.state,
    queue: contact.queueId === undefined ? undefined : instance.queues.get(contact.queueId)?.name,
    agent: agent?.username,
    attempts: contact.attempts,
    attributes: contact.attributes,
    initiatedAt: isoTime(contact.initiatedAt),
    disconnectReason: contact.disconnectReason,
    /** Whether a question of the flow waits for `press`. */
    isAsked: contact.flow?.waitingFor === "input",
    heard: contact.heard,
  };
}

export function agentView({ statuses }: ConnectInstance, agent: Agent) {
  const { nextStatusId } = agent;
  return {
    username: agent.username,
    userId: agent.userId,
    status: statuses.get(agent.statusId)?.name,
    nextStatus: nextStatusId === undefined ? undefined : statuses.get(nextStatusId)?.name,
    isLoggedIn: agent.loggedIn,
    contacts: agent.contacts.map(({ contactId, channel, state, since }) => ({
      contactId,
      channel,
      state,
      since: isoTime(since),
    })),
  };
}
