/** Agent events in their Kinesis stream: "Agent event streams data model" in the administrator guide. */
import { accountId } from "../../account.ts";
import type { ConnectInstance, RoutingProfile } from "../instance.ts";
import { isoTime } from "../iso-time.ts";
import type { Agent, AgentContact } from "../model.ts";
import { slots } from "../slots.ts";

export type AgentEventType = "LOGIN" | "LOGOUT" | "STATE_CHANGE" | "HEART_BEAT";

/** @param before absent for LOGIN and LOGOUT */
export function agentEvent(
  instance: ConnectInstance,
  event: { readonly id: string; readonly type: AgentEventType; readonly at: number },
  agent: Agent,
  before?: Agent,
): Record<string, unknown> {
  return {
    AWSAccountId: accountId,
    AgentARN: `${instance.arn}/agent/${agent.userId}`,
    CurrentAgentSnapshot: snapshot(instance, agent),
    EventId: event.id,
    EventTimestamp: isoTime(event.at),
    EventType: event.type,
    InstanceARN: instance.arn,
    PreviousAgentSnapshot: before ? snapshot(instance, before) : null,
    Version: "2017-10-01",
  };
}

function snapshot(instance: ConnectInstance, agent: Agent) {
  const status = instance.statuses.get(agent.statusId);
  const next = agent.nextStatusId === undefined ? undefined : instance.statuses.get(agent.nextStatusId);
  const profile = instance.routingProfiles.get(agent.routingProfileId);
  return {
    AgentStatus: {
      ARN: status?.arn,
      Name: status?.name,
      StartTimestamp: isoTime(agent.statusSince),
      Type: status?.type,
    },
    Configuration: {
      AgentHierarchyGroups: null,
      FirstName: agent.firstName,
      LastName: agent.lastName,
      Proficiencies: [],
      RoutingProfile: profile && routingProfile(instance, profile, agent),
      SipAddress: null,
      Username: agent.username,
    },
    Contacts: agent.contacts.map((contact) => agentContact(instance, contact)),
    NextAgentStatus: next
      ? { ARN: next.arn, EnqueuedTimestamp: isoTime(agent.nextStatusSince), Name: next.name, Type: next.type }
      : null,
  };
}

function routingProfile(instance: ConnectInstance, profile: RoutingProfile, agent: Agent) {
  return {
    ARN: profile.arn,
    Concurrency: slots(profile, agent).map(({ channel, available, maximum }) => ({
      AvailableSlots: available,
      Channel: channel,
      MaximumSlots: maximum,
    })),
    DefaultOutboundQueue: queue(instance, profile.defaultOutboundQueueId, ["VOICE"]),
    InboundQueues: [...new Set(profile.queues.map(({ queueId }) => queueId))].map((queueId) =>
      queue(
        instance,
        queueId,
        profile.queues.filter((one) => one.queueId === queueId).map(({ channel }) => channel),
      ),
    ),
    Name: profile.name,
  };
}

function agentContact(instance: ConnectInstance, contact: AgentContact) {
  return {
    Channel: contact.channel,
    ConnectedToAgentTimestamp: isoTime(contact.connectedAt) ?? null,
    ContactId: contact.contactId,
    InitialContactId: contact.initialContactId ?? null,
    InitiationMethod: contact.initiationMethod,
    Queue: contact.queueId === undefined ? null : queue(instance, contact.queueId),
    QueueTimestamp: isoTime(contact.enqueuedAt) ?? null,
    State: contact.state,
    StateStartTimestamp: isoTime(contact.since),
  };
}

function queue(instance: ConnectInstance, queueId: string, channels?: readonly string[]) {
  const found = instance.queues.get(queueId);
  return { ARN: found?.arn, ...(channels ? { Channels: channels } : {}), Name: found?.name };
}
