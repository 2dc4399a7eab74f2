/** A contact as DescribeContact shows it. */
import type { ConnectInstance } from "../instance.ts";
import type { Contact, RoutingStep } from "../model.ts";
import { epochSeconds } from "./operation.ts";

export function describeContact(instance: ConnectInstance, contact: Contact): Record<string, unknown> {
  return {
    Arn: `${instance.arn}/contact/${contact.contactId}`,
    Id: contact.contactId,
    InitialContactId: contact.initialContactId,
    PreviousContactId: contact.previousContactId,
    RelatedContactId: contact.relatedContactId,
    InitiationMethod: contact.initiationMethod,
    Name: contact.name,
    Description: contact.description,
    Channel: contact.channel,
    QueueInfo:
      contact.queueId === undefined
        ? undefined
        : { Id: contact.queueId, EnqueueTimestamp: epochSeconds(contact.enqueuedAt) },
    AgentInfo:
      contact.agentId === undefined || contact.connectedToAgentAt === undefined
        ? undefined
        : {
            Id: contact.agentId,
            ConnectedToAgentTimestamp: epochSeconds(contact.connectedToAgentAt),
            AfterContactWorkStartTimestamp: epochSeconds(contact.afterWorkStartedAt),
            AfterContactWorkEndTimestamp: epochSeconds(contact.afterWorkEndedAt),
          },
    InitiationTimestamp: epochSeconds(contact.initiatedAt),
    ConnectedToSystemTimestamp: epochSeconds(contact.connectedToSystemAt),
    DisconnectTimestamp: epochSeconds(contact.disconnectedAt),
    DisconnectReason: contact.disconnectReason,
    LastUpdateTimestamp: epochSeconds(contact.updatedAt),
    ScheduledTimestamp: epochSeconds(contact.startsAt),
    CustomerId: contact.customerId,
    CustomerEndpoint: contact.customerEndpoint,
    SystemEndpoint: contact.systemEndpoint,
    QueuePriority: contact.priority,
    QueueTimeAdjustmentSeconds: contact.adjustmentSeconds,
    RoutingCriteria: contact.routing && {
      Index: contact.routing.index,
      ActivationTimestamp: epochSeconds(contact.routing.activatedAt),
      Steps: contact.routing.steps.map((step) => ({
        Status: step.status,
        Expression: expression(step),
        Expiry:
          step.expirySeconds === undefined
            ? undefined
            : { DurationInSeconds: step.expirySeconds, ExpiryTimestamp: epochSeconds(step.expiresAt) },
      })),
    },
    SegmentAttributes: contact.segmentAttributes,
    Tags: { "aws:connect:instanceId": instance.id },
  };
}

function expression(step: RoutingStep) {
  if ("agentIds" in step)
    return { AttributeCondition: { MatchCriteria: { AgentsCriteria: { AgentIds: step.agentIds } } } };
  return {
    AndExpression: step.attributes.map(({ name, value, level }) => ({
      AttributeCondition: {
        Name: name,
        Value: value,
        ProficiencyLevel: level,
        ComparisonOperator: "NumberGreaterOrEqualTo",
      },
    })),
  };
}
