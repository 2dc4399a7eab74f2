/** What somebody wants to say to a customer, before it is a send. */
import type { Channel } from "../../schemas/contact-event.ts";
import type { SendRequest } from "../../schemas/send.ts";

export interface Draft {
  /** A ULID: a draft that is sent again under its id is the same send. */
  readonly sendId: string;
  readonly text: string;
  readonly channel?: Channel | undefined;
  readonly subject?: string | undefined;
  readonly template?: SendRequest["template"];
  readonly mediaUrls?: readonly string[] | undefined;
  readonly asHumanAgent?: boolean | undefined;
  readonly purpose: string;
  readonly reason?: string | undefined;
  readonly agentId: string;
  /** Of the reservation by which the agent has the case. */
  readonly token?: number | undefined;
}
