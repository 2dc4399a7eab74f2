/** The ladder that a message's status climbs, whatever order the provider's reports come in. Pure. */
import type { MessageStatus } from "../../schemas/contact-event.ts";

/** `failed` is final: nothing is above it. */
const rungs: readonly MessageStatus[] = ["queued", "sent", "delivered", "read", "failed"];

export const rungOf = (status: MessageStatus): number => rungs.indexOf(status);

export const statusOnRung = (rung: number): MessageStatus | undefined => rungs[rung];
