/** Contact records in their Kinesis stream, at least once: "Contact records data model" in the administrator guide. */
import { accountId } from "../../account.ts";
import type { ConnectInstance } from "../instance.ts";
import { isoSeconds } from "../iso-time.ts";
import type { Agent, Contact } from "../model.ts";

export function contactRecord(
  instance: ConnectInstance,
  contact: Contact,
  agent: Agent | undefined,
): Record<string, unknown> {
  return {
    AWSAccountId: accountId,
    AWSContactTraceRecordFormatVersion: "2017-03-10",
    Agent: agentOf(instance, contact, agent),
    AgentConnectionAttempts: contact.attempts,
    Attributes: contact.attributes,
    Channel: contact.channel,
    ConnectedToSystemTimestamp: isoSeconds(contact.connectedToSystemAt),
    ContactId: contact.contactId,
    CustomerEndpoint: contact.customerEndpoint ?? null,
    CustomerId: contact.customerId ?? null,
    DisconnectReason: contact.disconnectReason ?? null,
    DisconnectTimestamp: isoSeconds(contact.disconnectedAt),
    InitialContactId: contact.initialContactId ?? null,
    InitiationMethod: contact.initiationMethod,
    InitiationTimestamp: isoSeconds(contact.initiatedAt),
    InstanceARN: instance.arn,
    LastUpdateTimestamp: isoSeconds(contact.updatedAt),
    MediaStreams: [],
    NextContactId: null,
    PreviousContactId: contact.previousContactId ?? null,
    Queue: queueOf(instance, contact),
    Recording: null,
    Recordings: null,
    References: [],
    RelatedContactId: contact.relatedContactId ?? null,
    SegmentAttributes: contact.segmentAttributes ?? {},
    SystemEndpoint: contact.systemEndpoint ?? null,
    Tags: { "aws:connect:instanceId": instance.id },
    TransferCompletedTimestamp: null,
    TransferredToEndpoint: null,
  };
}

function agentOf(instance: ConnectInstance, contact: Contact, agent: Agent | undefined) {
  const { connectedToAgentAt, disconnectedAt, afterWorkStartedAt, afterWorkEndedAt } = contact;
  if (!agent || connectedToAgentAt === undefined) return null;
  const profile = instance.routingProfiles.get(agent.routingProfileId);
  return {
    ARN: `${instance.arn}/agent/${agent.userId}`,
    AfterContactWorkDuration: seconds(afterWorkStartedAt, afterWorkEndedAt),
    AfterContactWorkEndTimestamp: isoSeconds(afterWorkEndedAt),
    AfterContactWorkStartTimestamp: isoSeconds(afterWorkStartedAt),
    AgentInteractionDuration: seconds(connectedToAgentAt, afterWorkStartedAt ?? disconnectedAt),
    ConnectedToAgentTimestamp: isoSeconds(connectedToAgentAt),
    CustomerHoldDuration: 0,
    HierarchyGroups: null,
    LongestHoldDuration: 0,
    NumberOfHolds: 0,
    RoutingProfile: profile ? { ARN: profile.arn, Name: profile.name } : null,
    Username: agent.username,
  };
}

function queueOf(instance: ConnectInstance, { queueId, enqueuedAt, dequeuedAt, disconnectedAt }: Contact) {
  if (queueId === undefined) return null;
  const queue = instance.queues.get(queueId);
  return {
    ARN: queue?.arn,
    DequeueTimestamp: isoSeconds(dequeuedAt),
    Duration: seconds(enqueuedAt, dequeuedAt ?? disconnectedAt),
    EnqueueTimestamp: isoSeconds(enqueuedAt),
    Name: queue?.name,
  };
}

/** Whole seconds, 0 for what has not both begun and ended. */
function seconds(from: number | undefined, to: number | undefined): number {
  return from === undefined || to === undefined ? 0 : Math.floor((to - from) / 1000);
}
