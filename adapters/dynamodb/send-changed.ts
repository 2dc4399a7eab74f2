/** What a change of a send says on the bus: that it is accepted by us, or how it ended. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { CorruptItemError } from "../../domain/errors.ts";
import type { DomainEvent } from "../../schemas/domain-events/catalogue.ts";
import type { Send } from "../../schemas/send.ts";
import { sendIn } from "./sends.ts";

/** @param at when the change was written, from the stream */
export function sendChanged(item: Record<string, AttributeValue>, at: string): DomainEvent {
  const send = sendIn(item);
  return send.state === "queued" ? requested(send) : settled(send, at);
}

function requested({ request }: Send): DomainEvent {
  const at = request.occurredAt;
  return {
    name: "SendRequested",
    detail: { metadata: metadataOf("SendRequested", request.sendId, at), data: { ...factsOf(request), at } },
  };
}

function settled({ request, state, reason, attempts }: Send, at: string): DomainEvent {
  if (state === "queued" || state === "handing-over") {
    throw new CorruptItemError(`send ${request.sendId} is announced as settled while it is ${state}`);
  }
  return {
    name: "SendSettled",
    detail: {
      metadata: metadataOf("SendSettled", `${request.sendId}-${attempts}-${state}`, at),
      data: { ...factsOf(request), at, state, ...(reason === undefined ? {} : { reason }), attempts },
    },
  };
}

function factsOf(request: Send["request"]) {
  const { sendId, customerId, identifierId, caseId, channel, provider, endpointId, purpose } = request;
  const facts = { sendId, customerId, identifierId, channel, provider, endpointId, purpose };
  return { ...facts, ...(caseId === undefined ? {} : { caseId }) };
}

const metadataOf = (name: DomainEvent["name"], id: string, occurredAt: string) =>
  ({ id: `${name}-${id}`, occurredAt, correlationId: id, causationId: id, version: 1 }) as const;
