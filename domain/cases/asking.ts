/** By which events customers come with a request. Pure, and apart from what reads requests: the receive path asks it too. */
import type { ContactEvent } from "../../schemas/contact-event.ts";

/** Kinds by which customers come with a request. Everything else only adds to what is known. */
const asking = new Set([
  "message.received",
  "email.received",
  "call.started",
  "call.ended",
  "chat.started",
  "form.submitted",
  "visit.checked-in",
  "callback.requested",
]);

/** Whether customers come with a request by events of that kind. */
export const isAsking = ({ kind }: Pick<ContactEvent, "kind">): boolean => asking.has(kind);
