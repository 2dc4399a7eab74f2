/** Publishes domain events, validated before they leave. */
import * as z from "zod/mini";
import { type DomainEvent, domainEvents } from "../../schemas/domain-events/catalogue.ts";
import type { JsonCall } from "../aws/json-call.ts";

/** PutEvents takes ten entries at most. */
const entriesPerCall = 10;

const answerSchema = z.object({
  FailedEntryCount: z.int(),
  Entries: z.array(z.object({ ErrorCode: z.optional(z.string()) })),
});

export type PublishDomainEvents = (events: readonly DomainEvent[]) => Promise<void>;

/** @throws Error when the bus refused an entry; entries it took may be published again, under the same id */
export function eventBridgeBus(call: JsonCall, busName: string): PublishDomainEvents {
  const entryOf = ({ name, detail }: DomainEvent) => ({
    EventBusName: busName,
    Source: domainEvents[name].source,
    DetailType: name,
    Detail: JSON.stringify(domainEvents[name].schema.parse(detail)),
  });
  return async (events) => {
    for (let from = 0; from < events.length; from += entriesPerCall) {
      const Entries = events.slice(from, from + entriesPerCall).map(entryOf);
      const answer = answerSchema.parse(JSON.parse(await call("PutEvents", { Entries })));
      if (answer.FailedEntryCount > 0) {
        const codes = answer.Entries.flatMap(({ ErrorCode }) => ErrorCode ?? []).join(", ");
        throw new Error(`the bus refused ${answer.FailedEntryCount} of ${Entries.length} events: ${codes}`);
      }
    }
  };
}
