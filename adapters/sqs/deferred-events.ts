/** The ingest queue: events wait here while the table cannot take them. */
import * as z from "zod/mini";
import type { DeferredEvents } from "../../domain/ingest/accept-events.ts";
import { contactEventSchema } from "../../schemas/contact-event.ts";
import type { JsonCall } from "../aws/json-call.ts";

/** A deferred event waits this long before its first try: what throttled a moment ago still does. */
const firstTryAfterSeconds = 5;

export const deferredEventSchema = z.object({
  event: contactEventSchema,
  home: z.string(),
  identifierIds: z.array(z.string()),
  /** Not in messages that an older version deferred. */
  previousIds: z._default(z.array(z.string()), []),
  claimIds: z._default(z.array(z.string()), []),
  timeKnown: z.boolean(),
});

export function sqsDeferredEvents(call: JsonCall, QueueUrl: string): DeferredEvents {
  return {
    async defer(event) {
      const MessageBody = escapeForSqs(JSON.stringify(event));
      await call("SendMessage", { QueueUrl, MessageBody, DelaySeconds: firstTryAfterSeconds });
    },
  };
}

/** SQS refuses U+FFFE and U+FFFF (API reference, SendMessage); every other character JSON has escaped where needed. */
function escapeForSqs(json: string): string {
  return json.replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);
}
