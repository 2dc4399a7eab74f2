/**
 * Twilio (SMS, MMS, WhatsApp, RCS, Messenger, voice, Conversations): one form, or one JSON body, per call. What is
 * none of that (event streams, recordings) is kept as `webhook.received`.
 */
import type { ChannelAdapter } from "../../../domain/ingest/channel-adapter.ts";
import { parse } from "./parse.ts";
import { verify } from "./verify.ts";

export const adapter = {
  provider: "twilio",
  verify,
  parse,
  /** Empty TwiML: no automatic reply. */
  acknowledgement: { statusCode: 200, contentType: "text/xml", body: "<Response/>" },
} satisfies ChannelAdapter;
