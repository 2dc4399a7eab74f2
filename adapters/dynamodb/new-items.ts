/** Reads new items off the table's stream: contact events, and facts that are domain events by themselves. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { CorruptItemError } from "../../domain/errors.ts";
import type { NewItem } from "../../domain/timeline/relay-event.ts";
import type { DomainEvent } from "../../schemas/domain-events/catalogue.ts";
import { type CustomerItem, customerItemSchema, type LinkItem, linkItemSchema } from "./identities.ts";
import { readEvent } from "./timeline-reader.ts";
import type { Bodies } from "./timelines.ts";

const factSchema = z.discriminatedUnion("type", [customerItemSchema, linkItemSchema]);

/** @throws CorruptItemError when the item is of no type that the relay's filter lets through */
export async function readNewItem(
  bodies: Pick<Bodies, "get">,
  image: Record<string, AttributeValue>,
): Promise<NewItem> {
  if (image.type?.S === "event") return { kind: "event", stored: await readEvent(bodies, image) };
  const fact = factSchema.safeParse(unmarshall(image));
  if (!fact.success) throw new CorruptItemError(`no relay for item ${image.PK?.S} ${image.SK?.S}`);
  return {
    kind: "fact",
    event: fact.data.type === "customer" ? customerCreated(fact.data) : identifierLinked(fact.data),
  };
}

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
