/** Contacts were received, customers and cases changed: everybody who has a page open is told. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { LiveContact, LiveMessage } from "../../schemas/api/shapes.ts";
import type { ContactReceived } from "../../schemas/domain-events/catalogue.ts";
import type { DeliveredEvent } from "./delivered-event.ts";

export interface PushDeps {
  readonly connections: { all(): Promise<string[]>; close(connectionId: string): Promise<void> };
  /** The event in a message of the queue, as the bus put it there. */
  readonly parse: (body: string) => DeliveredEvent;
  readonly findContact: (place: ContactReceived["data"]) => Promise<LiveContact | undefined>;
  /** `gone` when nobody is at the other end any more. */
  readonly post: (connectionId: string, text: string) => Promise<"sent" | "gone">;
  readonly eachMessage: (
    records: readonly SQSRecord[],
    handle: (record: SQSRecord) => Promise<void>,
  ) => Promise<SQSBatchResponse>;
}

/** A message that is tried again may be shown twice: the page knows an event by its id. */
export function createHandler(deps: PushDeps) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const connectionIds = await deps.connections.all();
    if (connectionIds.length === 0) return { batchItemFailures: [] };
    return deps.eachMessage(Records, async ({ body }) => {
      for (const message of await messagesOf(deps, deps.parse(body))) {
        const text = JSON.stringify(message);
        await Promise.all(connectionIds.map((connectionId) => push(deps, connectionId, text)));
      }
    });
  };
}

async function messagesOf(deps: PushDeps, event: DeliveredEvent): Promise<LiveMessage[]> {
  if (event["detail-type"] === "ContactReceived") {
    const contact = await deps.findContact(event.detail.data);
    return contact === undefined ? [] : [{ type: "ContactReceived", ...shortened(contact) }];
  }
  const { data } = event.detail;
  const customerIds =
    "mergedCustomerId" in data ? [data.customerId, data.mergedCustomerId] : [data.customerId];
  return customerIds.map((customerId) => ({ type: "CustomerChanged", customerId }));
}

async function push(deps: PushDeps, connectionId: string, text: string): Promise<void> {
  if ((await deps.post(connectionId, text)) === "gone") await deps.connections.close(connectionId);
}

/** API Gateway's limit for a WebSocket message is 128 KB; the list shows a gist, the timeline the whole. */
const longestText = 4_000;

function shortened(contact: LiveContact): LiveContact {
  const { attributes: _attributes, ...event } = contact.event;
  const text = event.text?.slice(0, longestText);
  return { ...contact, event: { ...event, ...(text === undefined ? {} : { text }) } };
}
