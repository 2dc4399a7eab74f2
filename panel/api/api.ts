/** The staff API as the panel uses it. */
import { channelNameSchema } from "../../schemas/api/channel-shapes.ts";
import { liveAddressSchema, liveContactSchema, pageOf } from "../../schemas/api/shapes.ts";
import type { Session } from "../session/session.ts";
import { createCaller, pageSize } from "./caller.ts";
import { caseCalls } from "./case-calls.ts";
import { customerCalls } from "./customer-calls.ts";
import type { Fetch } from "./http.ts";
import { mergeCalls } from "./merge-calls.ts";

const contactsPage = pageOf(liveContactSchema);
const channelNamesPage = pageOf(channelNameSchema);

export type Api = ReturnType<typeof createApi>;

export function createApi(session: Session, fetch: Fetch) {
  const call = createCaller(session, fetch);
  return {
    recentContacts: () => call(contactsPage, `/v1/contact-events?limit=${pageSize}`),
    channelNames: async () => (await call(channelNamesPage, "/v1/channels")).items,
    liveAddress: () => call(liveAddressSchema, "/v1/live"),
    ...customerCalls(call),
    ...caseCalls(call),
    ...mergeCalls(call),
  };
}
