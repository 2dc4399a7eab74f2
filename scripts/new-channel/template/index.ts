/** acme-chat: messages and statuses by webhook. Part of the receive bundle: it imports nothing of sending or tests. */
import type { ChannelAdapter } from "../../../domain/ingest/channel-adapter.ts";
import { parse } from "./parse.ts";
import { verify } from "./verify.ts";

export const adapter = {
  provider: "acme-chat",
  verify,
  parse,
  acknowledgement: { statusCode: 200 },
} satisfies ChannelAdapter;
