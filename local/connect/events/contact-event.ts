/**
 * Contact events on the default bus: best effort, late, doubled, in any order.
 *
 * "Contact events data model" and its samples in the administrator guide; user-defined attributes are not in it.
 */

import { agentOfQueue } from "../agent-queue.ts";
import type { ConnectInstance } from "../instance.ts";
import { isoTime } from "../iso-time.ts";
import type { Contact, RoutingStep } from "../model.ts";
import type { AwsEvent } from "./outbox.ts";

export type ContactEventType =
  | "INITIATED"
  | "CONNECTED_TO_SYSTEM"
  | "CONTACT_DATA_UPDATED"
  | "QUEUED"
  | "CONNECTED_TO_AGENT"
  | "DISCONNECTED"
  | "COMPLETED";

/** @param updatedProperties what a `CONTACT_DATA_UPDATED` tells of */
export function contactEvent(
  instance: ConnectInstance,
  contact: Contact,
  eventType: ContactEventType,
  now: number,
  updatedProperties?: readonly string[],
): AwsEvent {
  return {
    source: "aws.connect",
    detailType: "Amazon Connect Contact Event",
    time: now,
    resources: [`${instance.arn}/contact/${contact.contactId}`, instance.arn],
    detail: {
      eventType,
      contactId: contact.contactId,
      initialContactId: contact.initialContactId,
      previousContactId: contact.previousContactId,
      relatedContactId: contact.relatedContactId,
      channel: contact.channel,
      instanceArn: instance.arn,
      initiationMethod: contact.initiationMethod,
      initiationTimestamp: isoTime(contact.initiatedAt),
      connectedToSystemTimestamp: isoTime(contact.connectedToSystemAt),
      disconnectTimestamp: isoTime(contact.disconnectedAt),
      disconnectReason: contact.disconnectReason,
      customerId: contact.customerId,
      queueInfo: queueInfo(instance, contact),
      agentInfo: agentInfo(instance, contact),
      routingCriteria: routingCriteria(contact),
      segmentAttributes: contact.segmentAttributes,
      tags: { "aws:connect:instanceId": instance.id },
      ...(updatedProperties ? { updatedProperties } : {}),
    },
  };
}

function queueInfo(instance: ConnectInstance, { queueId, enqueuedAt, dequeuedAt }: Contact) {
  return queueId === undefined
    ? undefined
    : {
        queueType: agentOfQueue(queueId) === undefined ? "STANDARD" : "AGENT",
        queueArn: `${instance.arn}/queue/${queueId}`,
        enqueueTimestamp: isoTime(enqueuedAt),
        dequeueTimestamp: isoTime(dequeuedAt),
      };
}

function agentInfo(instance: ConnectInstance, contact: Contact) {
  const { agentId, connectedToAgentAt, afterWorkStartedAt, afterWorkEndedAt } = contact;
  if (agentId === undefined || connectedToAgentAt === undefined) return undefined;
  const ended =
    afterWorkStartedAt === undefined || afterWorkEndedAt === undefined
      ? {}
      : { afterContactWorkDuration: Math.round((afterWorkEndedAt - afterWorkStartedAt) / 1000) };
  return {
    agentArn: `${instance.arn}/agent/${agentId}`,
    connectedToAgentTimestamp: isoTime(connectedToAgentAt),
    afterContactWorkStartTimestamp: isoTime(afterWorkStartedAt),
    afterContactWorkEndTimestamp: isoTime(afterWorkEndedAt),
    ...ended,
    hierarchyGroups: {},
  };
}

function routingCriteria({ routing }: Contact) {
  return (
    routing && [
      {
        activationTimestamp: isoTime(routing.activatedAt),
        index: routing.index,
        steps: routing.steps.map((step) => ({
          status: step.status,
          ...(step.expirySeconds === undefined
            ? {}
            : {
                expiry: { durationInSeconds: step.expirySeconds, expiryTimestamp: isoTime(step.expiresAt) },
              }),
          expression: expression(step),
        })),
      },
    ]
  );
}

function expression(step: RoutingStep) {
  if ("agentIds" in step)
    return { attributeCondition: { matchCriteria: { agentsCriteria: { agentIds: step.agentIds } } } };
  return {
    andExpression: step.attributes.map(({ name, value, level }) => ({
      attributeCondition: {
        name,
        value,
        proficiencyLevel: level,
        comparisonOperator: "NumberGreaterOrEqualTo",
      },
    })),
  };
}
