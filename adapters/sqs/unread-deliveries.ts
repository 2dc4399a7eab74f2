/** The queue of deliveries that are still to be read: each message names its object. */
import * as z from "zod/mini";
import type { UnreadDeliveries } from "../../domain/ingest/kept-deliveries.ts";
import type { JsonCall } from "../aws/json-call.ts";

export const unreadDeliverySchema = z.object({ key: z.string().check(z.startsWith("deliveries/")) });

export function sqsUnreadDeliveries(call: JsonCall, QueueUrl: string): UnreadDeliveries {
  return {
    async announce(key) {
      await call("SendMessage", { QueueUrl, MessageBody: JSON.stringify({ key }) });
    },
  };
}
