/** The domain events that open pages are told of, as the bus puts them into the queue. */
import * as z from "zod/mini";
import { type DomainEventName, domainEvents } from "../../schemas/domain-events/catalogue.ts";

const delivered = <Name extends DomainEventName, Detail extends z.ZodMiniType>(
  name: Name,
  { schema }: { readonly schema: Detail },
) => z.object({ "detail-type": z.literal(name), detail: schema });

export const deliveredSchema = z.discriminatedUnion("detail-type", [
  delivered("ContactReceived", domainEvents.ContactReceived),
  delivered("CustomersMerged", domainEvents.CustomersMerged),
  delivered("CustomersUnmerged", domainEvents.CustomersUnmerged),
  delivered("CaseOpened", domainEvents.CaseOpened),
  delivered("CaseResolved", domainEvents.CaseResolved),
  delivered("CaseReopened", domainEvents.CaseReopened),
]);
export type DeliveredEvent = z.infer<typeof deliveredSchema>;
