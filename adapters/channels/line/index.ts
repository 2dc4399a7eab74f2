/**
 * LINE: the Messaging API of one official account. One POST holds events, or none at all when LINE asks whether we
 * are there; each is read by itself, and one without a reading is kept as `webhook.received`.
 */
import type { ChannelAdapter } from "../../../domain/ingest/channel-adapter.ts";
import { parse } from "./parse.ts";
import { verify } from "./verify.ts";

export const adapter = {
  provider: "line",
  verify,
  parse,
  acknowledgement: { statusCode: 200 },
} satisfies ChannelAdapter;
