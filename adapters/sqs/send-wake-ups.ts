/** What wakes `send-message`: our own wake-ups, and the domain event that says a message is accepted. */
import * as z from "zod/mini";
import type { HandOverDeps, WakeUp } from "../../domain/outbox/hand-over.ts";
import { sendRequestedSchema } from "../../schemas/domain-events/catalogue.ts";
import type { JsonCall } from "../aws/json-call.ts";

const wakeUpSchema = z.object({ sendId: z.string(), slot: z.optional(z.string()) });
const eventSchema = z.object({ detail: sendRequestedSchema });

export function readWakeUp(body: string): WakeUp {
  const value: unknown = JSON.parse(body);
  const event = eventSchema.safeParse(value);
  return event.success ? { sendId: event.data.detail.data.sendId } : wakeUpSchema.parse(value);
}

export const sqsSendWakeUps =
  (call: JsonCall, QueueUrl: string): HandOverDeps["announce"] =>
  async (wakeUp, DelaySeconds) => {
    await call("SendMessage", { QueueUrl, MessageBody: JSON.stringify(wakeUp), DelaySeconds });
  };
