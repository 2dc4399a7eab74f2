/** Decides which channel a message takes. Pure; used by whoever writes first, and by the composer. */
import type { Channel } from "../../schemas/contact-event.ts";
import type { Suppressed } from "./permit-send.ts";

export interface PassedOver {
  readonly channel: Channel;
  readonly reason: Suppressed["reason"] | "not-usable";
}

/** What is not permitted, and from when it may be asked again. */
type Refused = Pick<Suppressed, "kind" | "reason" | "until">;

export type ChannelChoice<Permitted> =
  | {
      readonly kind: "chosen";
      readonly channel: Channel;
      readonly permission: Permitted;
      readonly passedOver: readonly PassedOver[];
    }
  | {
      readonly kind: "none";
      /** When the first of them may be asked again, if any. */
      readonly until?: Date | undefined;
      readonly passedOver: readonly PassedOver[];
    };

/**
 * The channel the customer prefers, else the first in the sender's order, that is permitted now.
 *
 * Quiet hours win over preference: a late text does more harm than a late answer.
 *
 * @param usable what the sender can use now: it has an endpoint, and an address of the customer's
 * @param permit `permitSend` for that channel
 * @returns `none` is no error: the caller tells the agent, or waits
 */
export function chooseChannel<Permitted extends { readonly kind: "permitted" | "permitted-as" }>(
  preferred: Channel | undefined,
  usable: readonly Channel[],
  permit: (channel: Channel) => Permitted | Refused,
): ChannelChoice<Permitted> {
  const passedOver: PassedOver[] = [];
  const untils: number[] = [];
  for (const channel of inOrder(preferred, usable)) {
    if (!usable.includes(channel)) {
      passedOver.push({ channel, reason: "not-usable" });
      continue;
    }
    const permission = permit(channel);
    if (permission.kind !== "suppressed") return { kind: "chosen", channel, permission, passedOver };
    passedOver.push({ channel, reason: permission.reason });
    if (permission.until !== undefined) untils.push(permission.until.getTime());
  }
  return {
    kind: "none",
    ...(untils.length === 0 ? {} : { until: new Date(Math.min(...untils)) }),
    passedOver,
  };
}

const inOrder = (preferred: Channel | undefined, usable: readonly Channel[]): Channel[] => [
  ...new Set(preferred === undefined ? usable : [preferred, ...usable]),
];
