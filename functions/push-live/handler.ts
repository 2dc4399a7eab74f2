/** A contact was received: everybody who watches the live list is shown it. */
import type { EventBridgeEvent } from "aws-lambda";
import type { LiveContact, LiveMessage } from "../../schemas/api/shapes.ts";
import { type ContactReceived, contactReceivedSchema } from "../../schemas/domain-events/catalogue.ts";

export interface PushDeps {
  readonly connections: { all(): Promise<string[]>; close(connectionId: string): Promise<void> };
  readonly findContact: (place: ContactReceived["data"]) => Promise<LiveContact | undefined>;
  /** `gone` when nobody is at the other end any more. */
  readonly post: (connectionId: string, text: string) => Promise<"sent" | "gone">;
}

export function createHandler(deps: PushDeps) {
  return async (event: EventBridgeEvent<"ContactReceived", unknown>): Promise<void> => {
    const { data } = contactReceivedSchema.parse(event.detail);
    const connectionIds = await deps.connections.all();
    if (connectionIds.length === 0) return;
    const contact = await deps.findContact(data);
    if (contact === undefined) return;
    const message: LiveMessage = { type: "ContactReceived", ...contact };
    const text = JSON.stringify(shortened(message));
    await Promise.all(connectionIds.map((connectionId) => push(deps, connectionId, text)));
  };
}

async function push(deps: PushDeps, connectionId: string, text: string): Promise<void> {
  if ((await deps.post(connectionId, text)) === "gone") await deps.connections.close(connectionId);
}

/** API Gateway's limit for a WebSocket message is 128 KB; the list shows a gist, the timeline the whole. */
const longestText = 4_000;

function shortened(message: LiveMessage): LiveMessage {
  const { attributes: _attributes, ...event } = message.event;
  return {
    ...message,
    event: { ...event, ...(event.text === undefined ? {} : { text: event.text.slice(0, longestText) }) },
  };
}
