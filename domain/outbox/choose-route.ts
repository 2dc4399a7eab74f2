/** By which account, and to which of a person's identifiers, a message goes. Pure. */
import type { TimelineItem } from "../../schemas/api/shapes.ts";
import type { Channel } from "../../schemas/contact-event.ts";
import type { LinkedIdentifier } from "../identity/person.ts";
import type { Endpoint } from "../ingest/channel-adapter.ts";
import type { ChannelSender } from "./channel-sender.ts";

export interface Route {
  readonly sender: ChannelSender;
  readonly endpoint: Endpoint;
  readonly recipient: LinkedIdentifier;
  readonly to: string;
  /** The customer's last message there. */
  readonly answered?: TimelineItem | undefined;
  /** Their last message on the channel, to whatever account of the brand. */
  readonly asked?: TimelineItem | undefined;
}

export interface RouteQuestion {
  readonly channel: Channel;
  readonly identifiers: readonly LinkedIdentifier[];
  /** The person's newest contact events of the channel. */
  readonly events: readonly TimelineItem[];
  /** In the order in which ops list them: the first that can is taken. */
  readonly endpoints: readonly Endpoint[];
  readonly senderOf: (provider: string) => ChannelSender | undefined;
}

/**
 * Where the customer wrote last is where the answer goes; else the first account that can reach them, by a
 * verified identifier before a claimed one.
 *
 * @returns `undefined` when no account can write to the person on the channel
 */
export function chooseRoute(question: RouteQuestion): Route | undefined {
  const inbound = question.events
    .filter(isFromCustomer)
    .sort((left, right) => (saidAt(left) < saidAt(right) ? 1 : -1));
  const [answered] = inbound;
  const known = question.endpoints.filter(
    (endpoint) => answered !== undefined && isAccountOf(endpoint, answered),
  );
  const candidates = [...known, ...question.endpoints.filter((endpoint) => !known.includes(endpoint))];
  for (const endpoint of candidates) {
    const route = routeBy(endpoint, question, inbound);
    if (route !== undefined) return route;
  }
  return undefined;
}

/** What a customer says and does on the channel, and no report on a message of ours. */
export const isFromCustomer = ({ direction, kind }: Pick<TimelineItem, "direction" | "kind">): boolean =>
  direction === "inbound" && (kind === "message.received" || kind === "email.received");

/** Nothing was said after it was heard: a clock that is ahead must not make a message younger than a refusal. */
export const saidAt = ({
  occurredAt,
  receivedAt,
}: Pick<TimelineItem, "occurredAt" | "receivedAt">): string =>
  occurredAt < receivedAt ? occurredAt : receivedAt;

const isAccountOf = (endpoint: Endpoint, event: TimelineItem) =>
  endpoint.provider === event.provider && endpoint.endpointId === event.endpointId;

function routeBy(
  endpoint: Endpoint,
  { channel, identifiers, endpoints, senderOf }: RouteQuestion,
  inbound: readonly TimelineItem[],
): Route | undefined {
  const sender = senderOf(endpoint.provider);
  if (sender === undefined || !sender.channels.includes(channel)) return undefined;
  const answered = inbound.find((event) => isAccountOf(endpoint, event));
  const ofTheBrand = endpoints.filter(({ brand }) => brand === endpoint.brand);
  const asked = inbound.find((event) => ofTheBrand.some((one) => isAccountOf(one, event)));
  const preferred = [...identifiers].sort((left, right) => rankOf(right, answered) - rankOf(left, answered));
  for (const recipient of preferred) {
    const to = sender.addressOf([recipient], channel, endpoint);
    if (to !== undefined) return { sender, endpoint, recipient, to, answered, asked };
  }
  return undefined;
}

/** The one they wrote by, then verified ones. */
function rankOf({ kind, value, level }: LinkedIdentifier, answered: TimelineItem | undefined): number {
  const wroteBy = answered?.identifiers.some(
    (identifier) => identifier.kind === kind && identifier.value === value && identifier.level === level,
  );
  return (wroteBy ? 2 : 0) + (level === "verified" ? 1 : 0);
}
