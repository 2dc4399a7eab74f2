/** The catalogue of domain events: name, source on the bus, and the shape of `detail`. */
import * as z from "zod/mini";
import { outcomeSchema } from "../case.ts";
import { channelSchema, directionSchema, identifierKindSchema, levelSchema } from "../contact-event.ts";
import { caseTypeSchema, intentSchema } from "../understanding.ts";
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

/** Two customers are one from now on. `customerId` survives. */
export const customersMergedSchema = envelope(
  z.object({
    mergeId: z.string(),
    customerId: z.string(),
    mergedCustomerId: z.string(),
    mergedAt: z.string(),
    by: z.enum(["agent", "rule"]),
  }),
);
export type CustomersMerged = z.infer<typeof customersMergedSchema>;

/** A merge was taken back: both customers are what they would have been without it. */
export const customersUnmergedSchema = envelope(
  z.object({
    mergeId: z.string(),
    customerId: z.string(),
    mergedCustomerId: z.string(),
    unmergedAt: z.string(),
  }),
);
export type CustomersUnmerged = z.infer<typeof customersUnmergedSchema>;

const caseFacts = {
  customerId: z.string(),
  caseId: z.string(),
  type: caseTypeSchema,
  intent: z.optional(intentSchema),
  channels: z.array(channelSchema),
};

/** A customer came with a new request. A part that a merge gives to another case is none. */
export const caseOpenedSchema = envelope(z.object({ ...caseFacts, openedAt: z.string() }));
export type CaseOpened = z.infer<typeof caseOpenedSchema>;

/** A request is resolved, or was closed without it. */
export const caseResolvedSchema = envelope(
  z.object({ ...caseFacts, resolvedAt: z.string(), outcome: z.optional(outcomeSchema) }),
);
export type CaseResolved = z.infer<typeof caseResolvedSchema>;

/** The customer came back to a resolved request: the same case is open again. */
export const caseReopenedSchema = envelope(z.object({ ...caseFacts, reopenedAt: z.string() }));
export type CaseReopened = z.infer<typeof caseReopenedSchema>;

/** How a contact or a case ended. */
export const outcomeRecordedSchema = envelope(
  z.object({
    customerId: z.string(),
    eventId: z.string(),
    occurredAt: z.string(),
    channel: channelSchema,
    outcome: outcomeSchema,
    caseId: z.optional(z.string()),
    intent: z.optional(intentSchema),
    campaign: z.optional(z.string()),
    /** Who recorded it, as the issuer of staff's tokens knows them. */
    agentId: z.optional(z.string()),
  }),
);
export type OutcomeRecorded = z.infer<typeof outcomeRecordedSchema>;

export const domainEvents = {
  ContactReceived: { source: "omniline.timeline", schema: contactReceivedSchema },
  CustomerCreated: { source: "omniline.identity", schema: customerCreatedSchema },
  IdentifierLinked: { source: "omniline.identity", schema: identifierLinkedSchema },
  CustomersMerged: { source: "omniline.identity", schema: customersMergedSchema },
  CustomersUnmerged: { source: "omniline.identity", schema: customersUnmergedSchema },
  CaseOpened: { source: "omniline.cases", schema: caseOpenedSchema },
  CaseResolved: { source: "omniline.cases", schema: caseResolvedSchema },
  CaseReopened: { source: "omniline.cases", schema: caseReopenedSchema },
  OutcomeRecorded: { source: "omniline.cases", schema: outcomeRecordedSchema },
} as const;

export type DomainEventName = keyof typeof domainEvents;

/** A domain event ready for the bus. */
export type DomainEvent =
  | { readonly name: "ContactReceived"; readonly detail: ContactReceived }
  | { readonly name: "CustomerCreated"; readonly detail: CustomerCreated }
  | { readonly name: "IdentifierLinked"; readonly detail: IdentifierLinked }
  | { readonly name: "CustomersMerged"; readonly detail: CustomersMerged }
  | { readonly name: "CustomersUnmerged"; readonly detail: CustomersUnmerged }
  | { readonly name: "CaseOpened"; readonly detail: CaseOpened }
  | { readonly name: "CaseResolved"; readonly detail: CaseResolved }
  | { readonly name: "CaseReopened"; readonly detail: CaseReopened }
  | { readonly name: "OutcomeRecorded"; readonly detail: OutcomeRecorded };
