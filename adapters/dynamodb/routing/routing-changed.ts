/** What a routing row on the table's stream says on the bus: ids and facts of a case on its way to an agent. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { stepOf } from "../../../domain/routing/eligibility.ts";
import type { DomainEvent } from "../../../schemas/domain-events/catalogue.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";
import { parseItem } from "../items.ts";
import { routingAnnouncements } from "./announcements.ts";
import { routingItemSchema } from "./rows.ts";

const announcedSchema = z.object({ announce: z.enum(routingAnnouncements) });

/** @param at when the row was written, from the stream */
export function routingChanged(item: Record<string, AttributeValue>, at: string): DomainEvent {
  const routing = parseItem(routingItemSchema, item);
  const { announce: name } = announcedSchema.parse(unmarshall(item));
  const { caseId, version } = routing;
  const metadata = {
    id: `${name}-${caseId}-${version}`,
    occurredAt: at,
    correlationId: caseId,
    causationId: caseId,
    version: 1,
  } as const;
  const facts = factsOf(routing, at);
  const held = { agentId: routing.reservation?.agentId ?? "", token: routing.token };
  switch (name) {
    case "CaseReserved":
    case "CaseAssigned":
      return { name, detail: { metadata, data: { ...facts, ...held } } };
    case "CaseReturned":
      return { name, detail: { metadata, data: facts } };
    case "CaseRoutingEnded":
      return { name, detail: { metadata, data: { ...facts, how: routing.ended?.how ?? "" } } };
  }
}

function factsOf(routing: Routing, at: string) {
  const { caseId, customerId, leg, facts, enqueuedAt } = routing;
  const waitedSeconds = Math.max(0, (Date.parse(at) - Date.parse(enqueuedAt)) / 1000);
  const { queueId } = stepOf(routing).requirement;
  return { customerId, caseId, leg, channel: facts.channel, queueId, at, waitedSeconds };
}
