/** Ways to break a good channel, for the checks to notice. */
import type { ParsedEvent, WebhookRequest } from "../../domain/ingest/channel-adapter.ts";
import type { ReadEvent } from "../../domain/ingest/delivery-reader.ts";
import type { ChannelSender, OutboundMessage, SendAnswer } from "../../domain/outbox/channel-sender.ts";
import { signed, usual } from "./calls.ts";
import type { Channel } from "./check.ts";

type Adapter = Channel["adapter"];

export function withAdapter(channel: Channel, change: (good: Adapter) => Partial<Adapter>): Channel {
  return { ...channel, adapter: { ...channel.adapter, ...change(channel.adapter) } };
}

/** Accepts more, or other calls than it should. */
export function withVerify(
  channel: Channel,
  verify: (good: Adapter["verify"], ...of: Parameters<Adapter["verify"]>) => ReturnType<Adapter["verify"]>,
): Channel {
  return withAdapter(channel, (good) => ({ verify: (...of) => verify(good.verify.bind(good), ...of) }));
}

/** Makes other events of a call, whoever reads it. */
export function withEvents(
  channel: Channel,
  change: (events: readonly ReadEvent[], request: WebhookRequest) => readonly ReadEvent[],
): Channel {
  const { reader } = channel;
  const changed = withAdapter(channel, ({ parse }) => ({
    parse: (request, endpoint) => {
      const parsed = parse(request, endpoint);
      return parsed.kind === "events" ? { ...parsed, events: change(parsed.events, request) } : parsed;
    },
  }));
  return reader === undefined
    ? changed
    : {
        ...changed,
        reader: {
          provider: reader.provider,
          read: async (delivery) => change(await reader.read(delivery), delivery.request),
        },
      };
}

export const withEach = (channel: Channel, change: (event: ReadEvent) => Partial<ParsedEvent>) =>
  withEvents(channel, (events) => events.map((event) => ({ ...event, ...change(event) })));

export function withSender(
  channel: Channel,
  change: (good: ChannelSender) => Partial<ChannelSender>,
): Channel {
  const { sender } = channel;
  return sender === undefined ? channel : { ...channel, sender: { ...sender, ...change(sender) } };
}

/** Answers something else than it did. */
export const withAnswer = (
  channel: Channel,
  change: (answer: SendAnswer, message: OutboundMessage) => SendAnswer,
) =>
  withSender(channel, ({ send }) => ({
    send: async (message, ...of) => change(await send(message, ...of), message),
  }));

/** Hands over another message than it was given. */
export const withMessage = (channel: Channel, change: (message: OutboundMessage) => OutboundMessage) =>
  withSender(channel, ({ send }) => ({ send: (message, ...of) => send(change(message), ...of) }));

/** Accepts a call that is good, or would be after `mend`. */
export const forgiving = (
  channel: Channel,
  mend: (request: WebhookRequest, good: WebhookRequest) => WebhookRequest,
) => {
  const good = signed(channel, usual(channel));
  return withVerify(channel, async (known, request, endpoint, now) => {
    const verification = await known(request, endpoint, now);
    return verification.kind === "verified" ? verification : known(mend(request, good), endpoint, now);
  });
};
