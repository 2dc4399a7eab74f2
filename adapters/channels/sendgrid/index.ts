/** SendGrid: events of mails that were sent (Event Webhook), and mails that came in (Inbound Parse), read later. */
import type { ChannelAdapter } from "../../../domain/ingest/channel-adapter.ts";
import { parse } from "./parse.ts";
import { verify } from "./verify.ts";

export const adapter = {
  provider: "sendgrid",
  // Mails come with their files inside.
  largestBody: 4 * 1024 * 1024,
  verify,
  parse,
  acknowledgement: { statusCode: 200 },
} satisfies ChannelAdapter;
