/** The catalogue of domain events: name, source on the bus, and the shape of `detail`. */
import * as z from "zod/mini";
import { outcomeSchema } from "../case.ts";
import { legalBasisSchema } from "../consents.ts";
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

/** A customer's message has files, which wait at the provider to be fetched. */
export const attachmentsReceivedSchema = envelope(
  z.object({
    customerId: z.string(),
    identifierId: z.string(),
    eventId: z.string(),
    occurredAt: z.string(),
    provider: z.string(),
    endpointId: z.string(),
    channel: channelSchema,
    count: z.int(),
  }),
);
export type AttachmentsReceived = z.infer<typeof attachmentsReceivedSchema>;

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

const caseNews = envelope(z.object({ ...caseFacts, at: z.string() }));

/** The customer wrote, called or came again about a request that is open. */
export const customerRepliedSchema = caseNews;
export type CustomerReplied = z.infer<typeof customerRepliedSchema>;

/** The customer ended the call or chat. */
export const customerLeftSchema = caseNews;
export type CustomerLeft = z.infer<typeof customerLeftSchema>;

/** The customer, or the bot that talks with them, wants a human. */
export const humanRequestedSchema = caseNews;
export type HumanRequested = z.infer<typeof humanRequestedSchema>;

/** The customer would rather be called back than wait. */
export const callbackRequestedSchema = caseNews;
export type CallbackRequested = z.infer<typeof callbackRequestedSchema>;

/** A request has another owner: an agent accepted it, or gave it to a colleague. */
export const caseOwnerChangedSchema = envelope(
  z.object({ ...caseFacts, at: z.string(), agentId: z.string() }),
);
export type CaseOwnerChanged = z.infer<typeof caseOwnerChangedSchema>;

const routingFacts = {
  customerId: z.string(),
  caseId: z.string(),
  /** Which execution of the workflow, from 1. */
  leg: z.int(),
  channel: channelSchema,
  queueId: z.string(),
  at: z.string(),
  /** Since the case came into line. */
  waitedSeconds: z.number(),
};

/** An agent's capacity is held for a case until they answer. */
export const caseReservedSchema = envelope(
  z.object({ ...routingFacts, agentId: z.string(), token: z.int() }),
);
export type CaseReserved = z.infer<typeof caseReservedSchema>;

/** An agent has accepted a case. */
export const caseAssignedSchema = envelope(
  z.object({ ...routingFacts, agentId: z.string(), token: z.int() }),
);
export type CaseAssigned = z.infer<typeof caseAssignedSchema>;

/** An offer was not taken: the case is back at its place in line. */
export const caseReturnedSchema = envelope(z.object(routingFacts));
export type CaseReturned = z.infer<typeof caseReturnedSchema>;

/** A case needs no agent any more: `how` says why. */
export const caseRoutingEndedSchema = envelope(z.object({ ...routingFacts, how: z.string() }));
export type CaseRoutingEnded = z.infer<typeof caseRoutingEndedSchema>;

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

const sendFacts = {
  sendId: z.string(),
  customerId: z.string(),
  identifierId: z.string(),
  caseId: z.optional(z.string()),
  channel: channelSchema,
  provider: z.string(),
  endpointId: z.string(),
  purpose: z.string(),
  at: z.string(),
};

/** A message of ours is accepted, and waits to be handed over to its provider. */
export const sendRequestedSchema = envelope(z.object(sendFacts));
export type SendRequested = z.infer<typeof sendRequestedSchema>;

/** A message of ours is with its provider, or will never be: `state` says which, `reason` why. */
export const sendSettledSchema = envelope(
  z.object({
    ...sendFacts,
    state: z.enum(["accepted", "refused", "suppressed", "uncertain"]),
    reason: z.optional(z.string()),
    attempts: z.int(),
  }),
);
export type SendSettled = z.infer<typeof sendSettledSchema>;

/** Somebody permits or forbids something, on one address. */
export const consentChangedSchema = envelope(
  z.object({
    identifierId: z.string(),
    brand: z.string(),
    channel: z.string(),
    /** `*` for all. */
    purpose: z.string(),
    state: z.enum(["granted", "denied"]),
    legalBasis: legalBasisSchema,
    at: z.string(),
    source: z.string(),
    eventId: z.string(),
  }),
);
export type ConsentChanged = z.infer<typeof consentChangedSchema>;

export const domainEvents = {
  ContactReceived: { source: "omniline.timeline", schema: contactReceivedSchema },
  AttachmentsReceived: { source: "omniline.timeline", schema: attachmentsReceivedSchema },
  CustomerCreated: { source: "omniline.identity", schema: customerCreatedSchema },
  IdentifierLinked: { source: "omniline.identity", schema: identifierLinkedSchema },
  CustomersMerged: { source: "omniline.identity", schema: customersMergedSchema },
  CustomersUnmerged: { source: "omniline.identity", schema: customersUnmergedSchema },
  CaseOpened: { source: "omniline.cases", schema: caseOpenedSchema },
  CaseResolved: { source: "omniline.cases", schema: caseResolvedSchema },
  CaseReopened: { source: "omniline.cases", schema: caseReopenedSchema },
  CustomerReplied: { source: "omniline.cases", schema: customerRepliedSchema },
  CustomerLeft: { source: "omniline.cases", schema: customerLeftSchema },
  HumanRequested: { source: "omniline.cases", schema: humanRequestedSchema },
  CallbackRequested: { source: "omniline.cases", schema: callbackRequestedSchema },
  CaseOwnerChanged: { source: "omniline.cases", schema: caseOwnerChangedSchema },
  OutcomeRecorded: { source: "omniline.cases", schema: outcomeRecordedSchema },
  ConsentChanged: { source: "omniline.consent", schema: consentChangedSchema },
  SendRequested: { source: "omniline.outbox", schema: sendRequestedSchema },
  SendSettled: { source: "omniline.outbox", schema: sendSettledSchema },
  CaseReserved: { source: "omniline.routing", schema: caseReservedSchema },
  CaseAssigned: { source: "omniline.routing", schema: caseAssignedSchema },
  CaseReturned: { source: "omniline.routing", schema: caseReturnedSchema },
  CaseRoutingEnded: { source: "omniline.routing", schema: caseRoutingEndedSchema },
} as const;

export type DomainEventName = keyof typeof domainEvents;

/** A domain event ready for the bus. */
export type DomainEvent =
  | { readonly name: "ContactReceived"; readonly detail: ContactReceived }
  | { readonly name: "AttachmentsReceived"; readonly detail: AttachmentsReceived }
  | { readonly name: "CustomerCreated"; readonly detail: CustomerCreated }
  | { readonly name: "IdentifierLinked"; readonly detail: IdentifierLinked }
  | { readonly name: "CustomersMerged"; readonly detail: CustomersMerged }
  | { readonly name: "CustomersUnmerged"; readonly detail: CustomersUnmerged }
  | { readonly name: "CaseOpened"; readonly detail: CaseOpened }
  | { readonly name: "CaseResolved"; readonly detail: CaseResolved }
  | { readonly name: "CaseReopened"; readonly detail: CaseReopened }
  | { readonly name: "CustomerReplied"; readonly detail: CustomerReplied }
  | { readonly name: "CustomerLeft"; readonly detail: CustomerLeft }
  | { readonly name: "HumanRequested"; readonly detail: HumanRequested }
  | { readonly name: "CallbackRequested"; readonly detail: CallbackRequested }
  | { readonly name: "CaseOwnerChanged"; readonly detail: CaseOwnerChanged }
  | { readonly name: "OutcomeRecorded"; readonly detail: OutcomeRecorded }
  | { readonly name: "ConsentChanged"; readonly detail: ConsentChanged }
  | { readonly name: "SendRequested"; readonly detail: SendRequested }
  | { readonly name: "SendSettled"; readonly detail: SendSettled }
  | { readonly name: "CaseReserved"; readonly detail: CaseReserved }
  | { readonly name: "CaseAssigned"; readonly detail: CaseAssigned }
  | { readonly name: "CaseReturned"; readonly detail: CaseReturned }
  | { readonly name: "CaseRoutingEnded"; readonly detail: CaseRoutingEnded };
