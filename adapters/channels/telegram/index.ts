/**
 * Telegram: the updates of one bot. One POST is one update; a kind we have no reading for is kept as
 * `webhook.received`, since Telegram repeats an update that is not acknowledged before it sends the next one.
 */
import type { ChannelAdapter } from "../../../domain/ingest/channel-adapter.ts";
import { parse } from "./parse.ts";
import { verify } from "./verify.ts";

export const adapter = {
  provider: "telegram",
  verify,
  parse,
  acknowledgement: { statusCode: 200 },
} satisfies ChannelAdapter;
