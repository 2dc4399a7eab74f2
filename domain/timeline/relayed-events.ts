/** What is said on the bus of a contact event: ids and facts. Pure. */
import { outcomeSchema } from "../../schemas/case.ts";
import type { DomainEvent } from "../../schemas/domain-events/catalogue.ts";
import { intentSchema } from "../../schemas/understanding.ts";
import type { RelayedEvent } from "./stored-event.ts";

/** The domain events of one contact event, the same on every repetition. */
export function eventsOf(relayed: RelayedEvent): DomainEvent[] {
  return [contactReceived(relayed), ...attachmentsReceived(relayed), ...outcomeRecorded(relayed)];
}

function metadataOf(name: DomainEvent["name"], { stored: { event } }: RelayedEvent) {
  const { eventId, occurredAt } = event;
  return {
    id: `${name}-${eventId}`,
    occurredAt,
    correlationId: eventId,
    causationId: eventId,
    version: 1,
  } as const;
}

function contactReceived(relayed: RelayedEvent): DomainEvent {
  const { event, home } = relayed.stored;
  const { eventId, occurredAt, receivedAt, channel, direction, kind, provider, endpointId } = event;
  const { customerId } = relayed;
  const ids = { customerId, identifierId: home, eventId };
  const facts = { occurredAt, receivedAt, channel, direction, kind, provider, endpointId };
  return {
    name: "ContactReceived",
    detail: { metadata: metadataOf("ContactReceived", relayed), data: { ...ids, ...facts } },
  };
}

/** Only what came from outside is fetched: files that we sent are ours already. */
function attachmentsReceived(relayed: RelayedEvent): DomainEvent[] {
  const { event, home } = relayed.stored;
  const { eventId, occurredAt, channel, provider, endpointId, attachments = [] } = event;
  if (event.direction !== "inbound" || attachments.length === 0) return [];
  const ids = { customerId: relayed.customerId, identifierId: home, eventId };
  const data = { ...ids, occurredAt, provider, endpointId, channel, count: attachments.length };
  const metadata = metadataOf("AttachmentsReceived", relayed);
  return [{ name: "AttachmentsReceived", detail: { metadata, data } }];
}

/** An outcome that is none of our form is on the timeline, and means nothing to others. */
function outcomeRecorded(relayed: RelayedEvent): DomainEvent[] {
  const { event, caseId } = relayed.stored;
  const { eventId, occurredAt, channel, kind, attributes = {} } = event;
  const outcome = outcomeSchema.safeParse(attributes.outcome);
  if (kind !== "outcome.recorded" || !outcome.success) return [];
  const intent = intentSchema.safeParse(attributes.intent);
  const { campaign, by } = attributes;
  const data = {
    customerId: relayed.customerId,
    eventId,
    occurredAt,
    channel,
    outcome: outcome.data,
    ...(caseId === undefined ? {} : { caseId }),
    ...(intent.success ? { intent: intent.data } : {}),
    ...(typeof campaign === "string" ? { campaign } : {}),
    ...(typeof by === "string" ? { agentId: by } : {}),
  };
  return [{ name: "OutcomeRecorded", detail: { metadata: metadataOf("OutcomeRecorded", relayed), data } }];
}
