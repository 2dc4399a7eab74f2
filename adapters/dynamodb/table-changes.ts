/** Reads changes off the table's stream: contact events, and facts that are domain events by themselves. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { CorruptItemError } from "../../domain/errors.ts";
import type { MergeEdge } from "../../domain/identity/person.ts";
import { type CaseNews, caseNews } from "../../domain/timeline/attach-events.ts";
import type { TableChange } from "../../domain/timeline/stored-event.ts";
import type { Case } from "../../schemas/case.ts";
import { type ConsentEntry, consentEntrySchema } from "../../schemas/consents.ts";
import type { DomainEvent } from "../../schemas/domain-events/catalogue.ts";
import { type CustomerItem, customerItemSchema, type LinkItem, linkItemSchema } from "./identities.ts";
import { parseItem } from "./items.ts";
import { caseItemSchema, mergeItemSchema } from "./members.ts";
import { routingChanged } from "./routing/routing-changed.ts";
import { sendChanged } from "./send-changed.ts";
import { readEvent } from "./timeline-reader.ts";
import type { Bodies } from "./timelines.ts";

/** An item that came, changed or went, as it was last. */
export interface ChangedItem {
  readonly item: Record<string, AttributeValue>;
  readonly gone: boolean;
  /** When the change was written, from the stream. */
  readonly at: string;
}

/** @throws CorruptItemError when the change is none that the relay's filters let through */
export async function readTableChange(
  bodies: Pick<Bodies, "get">,
  { item, gone, at }: ChangedItem,
): Promise<TableChange> {
  const fact = (event: DomainEvent): TableChange => ({ kind: "fact", event });
  switch (item.type?.S) {
    case "event":
      return { kind: "event", stored: await readEvent(bodies, item) };
    case "customer":
      return fact(customerCreated(parseItem(customerItemSchema, item)));
    case "customer-identifier":
      return fact(identifierLinked(parseItem(linkItemSchema, item)));
    case "merge":
      return fact((gone ? customersUnmerged : customersMerged)(parseItem(mergeItemSchema, item), at));
    case "routing":
      return fact(routingChanged(item, at));
    case "consent-entry":
      return fact(consentChanged(parseItem(consentEntrySchema, item)));
    case "send":
      return fact(sendChanged(item, at));
    case "case":
      return fact(caseChanged(parseItem(caseItemSchema, item), announcedIn(item)));
    default:
      throw new CorruptItemError(`no relay for item ${item.PK?.S} ${item.SK?.S}`);
  }
}

const announcedSchema = z.object({ announce: z.enum(caseNews) });

const announcedIn = (item: Record<string, AttributeValue>) =>
  announcedSchema.parse(unmarshall(item)).announce;

function metadata(id: string, occurredAt: string, causedBy: string) {
  return { id, occurredAt, correlationId: causedBy, causationId: causedBy, version: 1 } as const;
}

function customerCreated({ customerId, createdAt, firstIdentifierId }: CustomerItem): DomainEvent {
  return {
    name: "CustomerCreated",
    detail: {
      metadata: metadata(`CustomerCreated-${customerId}`, createdAt, customerId),
      data: { customerId, identifierId: firstIdentifierId, createdAt },
    },
  };
}

function identifierLinked({ customerId, identifierId, kind, level, linkedAt }: LinkItem): DomainEvent {
  return {
    name: "IdentifierLinked",
    detail: {
      metadata: metadata(`IdentifierLinked-${customerId}-${identifierId}`, linkedAt, customerId),
      data: { customerId, identifierId, identifierKind: kind, level, linkedAt },
    },
  };
}

function customersMerged({ mergeId, customerId, mergedCustomerId, mergedAt, by }: MergeEdge): DomainEvent {
  return {
    name: "CustomersMerged",
    detail: {
      metadata: metadata(`CustomersMerged-${mergeId}`, mergedAt, mergeId),
      data: { mergeId, customerId, mergedCustomerId, mergedAt, by: by.kind },
    },
  };
}

function customersUnmerged({ mergeId, customerId, mergedCustomerId }: MergeEdge, at: string): DomainEvent {
  return {
    name: "CustomersUnmerged",
    detail: {
      metadata: metadata(`CustomersUnmerged-${mergeId}`, at, mergeId),
      data: { mergeId, customerId, mergedCustomerId, unmergedAt: at },
    },
  };
}

function caseChanged(found: Case, name: CaseNews): DomainEvent {
  const { caseId, customerId, type, intent, channels, openedBy, version, outcome } = found;
  const at = momentOf(found, name);
  const shared = { customerId, caseId, type, ...(intent === undefined ? {} : { intent }), channels };
  const meta = metadata(`${name}-${caseId}-${version}`, at, openedBy);
  switch (name) {
    case "CaseOpened":
      return { name, detail: { metadata: meta, data: { ...shared, openedAt: at } } };
    case "CaseReopened":
      return { name, detail: { metadata: meta, data: { ...shared, reopenedAt: at } } };
    case "CaseResolved": {
      const ended = { ...shared, resolvedAt: at, ...(outcome === undefined ? {} : { outcome }) };
      return { name, detail: { metadata: meta, data: ended } };
    }
    case "CaseOwnerChanged": {
      const agentId = found.owner?.agentId ?? "";
      return { name, detail: { metadata: meta, data: { ...shared, at, agentId } } };
    }
    default:
      return { name, detail: { metadata: meta, data: { ...shared, at } } };
  }
}

function consentChanged(entry: ConsentEntry): DomainEvent {
  const { entryId, identifierId, brand, channel, purpose, state, legalBasis, at, source, eventId } = entry;
  const data = { identifierId, brand, channel, purpose, state, legalBasis, at, source, eventId };
  return {
    name: "ConsentChanged",
    detail: { metadata: metadata(`ConsentChanged-${entryId}`, entry.recordedAt, eventId), data },
  };
}

/** When it came about, by the events of the case. */
function momentOf(found: Case, name: CaseNews): string {
  const moments: Readonly<Record<CaseNews, string | undefined>> = {
    CaseOpened: found.openedAt,
    CaseResolved: found.history.at(-1)?.at,
    CaseReopened: found.history.at(-1)?.at,
    HumanRequested: found.humanWantedAt,
    CallbackRequested: found.callbackAt,
    CustomerLeft: found.leftAt,
    CaseOwnerChanged: found.owner?.since,
    CustomerReplied: found.askedAt,
  };
  return moments[name] ?? found.openedAt;
}
