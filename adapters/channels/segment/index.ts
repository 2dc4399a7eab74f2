/**
 * Segment's specification (Segment, RudderStack and others): track, identify, page, screen, group and alias calls,
 * one by one or in batches, from the tracking libraries and from Segment's own webhooks.
 */
import type { ChannelAdapter } from "../../../domain/ingest/channel-adapter.ts";
import { parse } from "./parse.ts";
import { verify } from "./verify.ts";

export const adapter = {
  provider: "segment",
  business: true,
  verify,
  parse,
  acknowledgement: { statusCode: 200, contentType: "application/json", body: '{"success":true}' },
} satisfies ChannelAdapter;
