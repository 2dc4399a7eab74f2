/** HubSpot's webhooks: changes to contacts, companies, deals, tickets and conversations, many in one call. */
import type { ChannelAdapter } from "../../../domain/ingest/channel-adapter.ts";
import { parse } from "./parse.ts";
import { verify } from "./verify.ts";

export const adapter = {
  provider: "hubspot",
  business: true,
  verify,
  parse,
  acknowledgement: { statusCode: 204 },
} satisfies ChannelAdapter;
