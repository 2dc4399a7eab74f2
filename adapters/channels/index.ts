/** The channels `receive-webhook` can serve, by the `{provider}` of its path. */
import type { ChannelAdapter } from "../../domain/ingest/channel-adapter.ts";
import { meta } from "./meta/index.ts";
import { standard } from "./standard/index.ts";
import { twilio } from "./twilio/index.ts";

/** Without a prototype, so that a path such as `/__proto__/` names no provider. */
export const channelAdapters: Readonly<Record<string, ChannelAdapter>> = Object.freeze(
  Object.assign(Object.create(null), { meta, standard, twilio }),
);
