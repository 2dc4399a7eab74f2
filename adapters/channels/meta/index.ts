/**
 * Meta: WhatsApp Cloud API, Messenger, Instagram. One POST holds entries x changes x messages or statuses; Meta repeats the whole of it
 * for days unless it is acknowledged, so a malformed piece is kept as `webhook.received` and never fails the rest.
 */
import type { ChannelAdapter } from "../../../domain/ingest/channel-adapter.ts";
import { handshake } from "./handshake.ts";
import { parse } from "./parse.ts";
import { verify } from "./verify.ts";

export const adapter = {
  provider: "meta",
  verify,
  parse,
  handshake,
  acknowledgement: { statusCode: 200 },
} satisfies ChannelAdapter;
