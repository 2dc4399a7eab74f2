/** Chooses how Amazon Connect brings a case to its agent. Pure. */
import type { Channel } from "../../schemas/contact-event.ts";

/**
 * | mode | means |
 * |---|---|
 * | `steer` | a live call: Connect prefers the agent in its queue; AssociateContactWithUser does not take those |
 * | `assign` | a contact that waits in the assigned queue is given to the agent |
 * | `queue-task` | there is no contact yet: a task is put into the assigned queue, and then assigned |
 * | `task` | there is no contact yet: a task is put on the agent's screen at once |
 * | `none` | the agent does not work in Connect |
 */
export type OfferMode =
  | { readonly kind: "steer"; readonly contactId: string }
  | { readonly kind: "assign"; readonly contactId: string }
  | { readonly kind: "queue-task" }
  | { readonly kind: "task" }
  | { readonly kind: "none" };

export interface ModeInput {
  readonly channel: Channel;
  /** The case's newest contact in Connect that is not over. */
  readonly contactId?: string | undefined;
  /** The contact waits for an agent who calls back. */
  readonly callback: boolean;
  readonly connectUserId?: string | undefined;
  /** Whether tasks go through a queue, where the instance's reports count them, or straight to the agent. */
  readonly tasks: "queued" | "straight";
}

export function chooseMode({ channel, contactId, callback, connectUserId, tasks }: ModeInput): OfferMode {
  if (connectUserId === undefined) return { kind: "none" };
  if (contactId === undefined) return { kind: tasks === "queued" ? "queue-task" : "task" };
  return { kind: channel === "voice" && !callback ? "steer" : "assign", contactId };
}
