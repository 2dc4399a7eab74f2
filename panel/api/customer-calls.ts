/** What the panel asks about one customer. */
import {
  customerIdentifierSchema,
  customerSchema,
  pageOf,
  resolvedSchema,
  timelineItemSchema,
} from "../../schemas/api/shapes.ts";
import { briefSchema } from "../../schemas/brief.ts";
import type { Channel, Identifier, IdentifierKind } from "../../schemas/contact-event.ts";
import { pointsSchema } from "../../schemas/points.ts";
import { agentProfileSchema } from "../../schemas/profile.ts";
import type { Language } from "../text/text.ts";
import { isMissing } from "./api-error.ts";
import { type Call, pageSize } from "./caller.ts";

const timelinePage = pageOf(timelineItemSchema);
const identifiersPage = pageOf(customerIdentifierSchema);

export const customerPath = (id: string) => `/v1/customers/${encodeURIComponent(id)}`;

export const customerCalls = (call: Call) => ({
  customer: (id: string) => call(customerSchema, customerPath(id)),
  identifiers: async (id: string) => (await call(identifiersPage, `${customerPath(id)}/identifiers`)).items,
  addIdentifier: (id: string, identifier: Identifier) =>
    call(customerIdentifierSchema, `${customerPath(id)}/identifiers`, { method: "POST", body: identifier }),
  profile: (id: string) => call(agentProfileSchema, `${customerPath(id)}/profile?projection=agent`),
  points: (id: string) => call(pointsSchema, `${customerPath(id)}/points`),
  customerBrief: (id: string, language: Language) =>
    call(briefSchema, `${customerPath(id)}/brief?language=${language}`),
  timeline(id: string, page: { cursor?: string | undefined; channel?: Channel | undefined } = {}) {
    const query = new URLSearchParams({ limit: String(pageSize) });
    if (page.cursor !== undefined) query.set("cursor", page.cursor);
    if (page.channel !== undefined) query.set("channel", page.channel);
    return call(timelinePage, `${customerPath(id)}/timeline?${query}`);
  },
  /** @returns the customer's id, or nothing when nobody is known by that identifier */
  async resolve(kind: IdentifierKind, value: string): Promise<string | undefined> {
    const query = new URLSearchParams({ identifier: `${kind}:${value}` });
    try {
      return (await call(resolvedSchema, `/v1/customers/resolve?${query}`)).customerId;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
});
