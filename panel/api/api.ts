/** The staff API as the panel uses it: every answer is parsed by the schema that also documents it. */

import {
  customerIdentifierSchema,
  customerSchema,
  liveAddressSchema,
  liveContactSchema,
  pageOf,
  resolvedSchema,
} from "../../schemas/api/shapes.ts";
import type { Channel, IdentifierKind } from "../../schemas/contact-event.ts";
import { contactEventSchema } from "../../schemas/contact-event.ts";
import type { Session } from "../session/session.ts";
import { ApiError } from "./api-error.ts";
import { type Fetch, fetchJson, type Parser } from "./http.ts";

const contactsPage = pageOf(liveContactSchema);
const timelinePage = pageOf(contactEventSchema);
const identifiersPage = pageOf(customerIdentifierSchema);

/** How many rows one read of a list brings. */
export const pageSize = 50;

export type Api = ReturnType<typeof createApi>;

/** Calls the API as the signed-in person; an expired token is renewed once per call. */
export function createApi(session: Session, fetch: Fetch) {
  async function read<Value>(parser: Parser<Value>, path: string): Promise<Value> {
    try {
      return await fetchJson(fetch, parser, path, bearer(await session.token()));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      return await fetchJson(fetch, parser, path, bearer(await session.renew()));
    }
  }

  return {
    recentContacts: () => read(contactsPage, `/v1/contact-events?limit=${pageSize}`),
    liveAddress: () => read(liveAddressSchema, "/v1/live"),
    customer: (id: string) => read(customerSchema, customerPath(id)),
    identifiers: async (id: string) => (await read(identifiersPage, `${customerPath(id)}/identifiers`)).items,
    timeline(id: string, page: { cursor?: string | undefined; channel?: Channel | undefined } = {}) {
      const query = new URLSearchParams({ limit: String(pageSize) });
      if (page.cursor !== undefined) query.set("cursor", page.cursor);
      if (page.channel !== undefined) query.set("channel", page.channel);
      return read(timelinePage, `${customerPath(id)}/timeline?${query}`);
    },
    /** @returns the customer's id, or nothing when nobody is known by that identifier */
    async resolve(kind: IdentifierKind, value: string): Promise<string | undefined> {
      const query = new URLSearchParams({ identifier: `${kind}:${value}` });
      try {
        return (await read(resolvedSchema, `/v1/customers/resolve?${query}`)).customerId;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return undefined;
        throw error;
      }
    },
  };
}

const customerPath = (id: string) => `/v1/customers/${encodeURIComponent(id)}`;

const bearer = (token: string): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });
