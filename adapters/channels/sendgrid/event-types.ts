/** SendGrid's types of events, and what each of them is on a timeline. */
import type { ContactEvent, MessageStatus } from "../../../schemas/contact-event.ts";

export interface Meaning {
  readonly kind: string;
  readonly direction: ContactEvent["direction"];
  /** Of a mail of our outbox; absent where it says nothing of the mail's way. */
  readonly status?: MessageStatus;
  readonly optOut?: "stop" | "start";
}

const types: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["processed", { kind: "email.sent", direction: "outbound", status: "sent" }],
  ["deferred", { kind: "email.deferred", direction: "outbound", status: "sent" }],
  ["delivered", { kind: "email.delivered", direction: "outbound", status: "delivered" }],
  ["bounce", { kind: "email.bounced", direction: "outbound", status: "failed" }],
  ["dropped", { kind: "email.dropped", direction: "outbound", status: "failed" }],
  ["open", { kind: "email.opened", direction: "inbound", status: "read" }],
  ["click", { kind: "email.clicked", direction: "inbound", status: "read" }],
  ["spamreport", { kind: "email.complained", direction: "inbound", optOut: "stop" }],
  ["unsubscribe", { kind: "email.unsubscribed", direction: "inbound", optOut: "stop" }],
  ["group_unsubscribe", { kind: "email.unsubscribed", direction: "inbound", optOut: "stop" }],
  ["group_resubscribe", { kind: "email.resubscribed", direction: "inbound", optOut: "start" }],
]);

export function meaningOf(type: string | undefined): Meaning | undefined {
  return types.get(type ?? "");
}
