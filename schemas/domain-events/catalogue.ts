/** The catalogue of domain events: name, source on the bus, and the shape of `detail`. */
import * as z from "zod/mini";
import { channelSchema, directionSchema, identifierKindSchema, levelSchema } from "../contact-event.ts";
import { envelope } from "./envelope.ts";

/** A contact event is on a customer's timeline. */
export const contactReceivedSchema = envelope(
  z.object({
    customerId: z.string(),
    identifierId: z.string(),
    eventId: z.string(),
    occurredAt: z.string(),
    receivedAt: z.string(),
    channel: channelSchema,
    direction: directionSchema,
    kind: z.string(),
    provider: z.string(),
    endpointId: z.string(),
  }),
);
export type ContactReceived = z.infer<typeof contactReceivedSchema>;

/** A person is known for the first time. */
export const customerCreatedSchema = envelope(
  z.object({ customerId: z.string(), identifierId: z.string(), createdAt: z.string() }),
);
export type CustomerCreated = z.infer<typeof customerCreatedSchema>;

/** A customer is reachable by one more identifier. */
export const identifierLinkedSchema = envelope(
  z.object({
    customerId: z.string(),
    identifierId: z.string(),
    identifierKind: identifierKindSchema,
    level: levelSchema,
    linkedAt: z.string(),
  }),
);
export type IdentifierLinked = z.infer<typeof identifierLinkedSchema>;

export const domainEvents = {
  ContactReceived: { source: "omniline.timeline", schema: contactReceivedSchema },
  CustomerCreated: { source: "omniline.identity", schema: customerCreatedSchema },
  IdentifierLinked: { source: "omniline.identity", schema: identifierLinkedSchema },
} as const;

export type DomainEventName = keyof typeof domainEvents;

/** A domain event ready for the bus. */
export type DomainEvent =
  | { readonly name: "ContactReceived"; readonly detail: ContactReceived }
  | { readonly name: "CustomerCreated"; readonly detail: CustomerCreated }
  | { readonly name: "IdentifierLinked"; readonly detail: IdentifierLinked };
