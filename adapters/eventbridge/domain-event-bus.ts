/** Publishes domain events, validated before they leave. */
import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { type DomainEvent, domainEvents } from "../../schemas/domain-events/catalogue.ts";

/** PutEvents takes ten entries at most. */
const entriesPerCall = 10;

export type PublishDomainEvents = (events: readonly DomainEvent[]) => Promise<void>;

/** @throws Error when the bus refused an entry; entries it took may be published again, under the same id */
export function eventBridgeBus(client: EventBridgeClient, busName: string): PublishDomainEvents {
  const entryOf = ({ name, detail }: DomainEvent) => ({
    EventBusName: busName,
    Source: domainEvents[name].source,
    DetailType: name,
    Detail: JSON.stringify(domainEvents[name].schema.parse(detail)),
  });
  return async (events) => {
    for (let from = 0; from < events.length; from += entriesPerCall) {
      const Entries = events.slice(from, from + entriesPerCall).map(entryOf);
      const answer = await client.send(new PutEventsCommand({ Entries }));
      if ((answer.FailedEntryCount ?? 0) > 0) {
        const codes = answer.Entries?.flatMap(({ ErrorCode }) => ErrorCode ?? []).join(", ");
        throw new Error(`the bus refused ${answer.FailedEntryCount} of ${Entries.length} events: ${codes}`);
      }
    }
  };
}
