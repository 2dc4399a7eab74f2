/** What each route of the staff API does: open this file and you know the API. */

import { identifierId } from "../../domain/identity/identifier-id.ts";
import { normaliseIdentifier } from "../../domain/identity/normalise-identifier.ts";
import { parseIdentifier } from "../../domain/identity/parse-identifier.ts";
import { issueTicket } from "../../domain/live/ticket.ts";
import { positionIn } from "../../domain/timeline/position.ts";
import { readTimeline, type TimelineReader } from "../../domain/timeline/read-timeline.ts";
import type {
  Customer,
  CustomerIdentifier,
  LiveAddress,
  LiveContact,
  PanelConfig,
} from "../../schemas/api/shapes.ts";
import type { Channel, ContactEvent, Identifier } from "../../schemas/contact-event.ts";

/** The result of a route: a body, or the problem that takes its place. */
export type Answer<Body> =
  | { readonly kind: "ok"; readonly body: Body }
  | { readonly kind: "not-found" }
  | { readonly kind: "invalid"; readonly parameter: string; readonly detail: string };

export interface CustomerView {
  readonly customer: Customer;
  readonly identifiers: readonly CustomerIdentifier[];
}

export interface StaffApiDeps {
  readonly findOwner: (identifierId: string) => Promise<string | undefined>;
  readonly findCustomer: (customerId: string) => Promise<CustomerView | undefined>;
  readonly timelines: TimelineReader;
  readonly recentContacts: (limit: number) => Promise<LiveContact[]>;
  readonly isTableReachable: () => Promise<boolean>;
  readonly pepper: () => Promise<string>;
  readonly liveUrl: string;
  readonly panelConfig: PanelConfig;
  readonly openApi: Record<string, unknown>;
  readonly now: () => Date;
}

const ok = <Body>(body: Body): Answer<Body> => ({ kind: "ok", body });
const notFound = { kind: "not-found" } as const;

interface TimelineParameters {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly channel?: Channel | undefined;
}

export function staffApi(deps: StaffApiDeps) {
  /** The verified owner first; a customer who only claims the identifier is found when nobody has proven it. */
  const resolve = async (written: Omit<Identifier, "level">) => {
    const pepper = await deps.pepper();
    const idAt = (level: Identifier["level"]) =>
      identifierId(pepper, normaliseIdentifier({ ...written, level }));
    return (await deps.findOwner(idAt("verified"))) ?? (await deps.findOwner(idAt("claimed")));
  };

  return {
    health: async () => ok({ status: "ok" as const }),
    status: async () => {
      const status = (await deps.isTableReachable()) ? ("operational" as const) : ("degraded" as const);
      return ok({ status, checkedAt: deps.now().toISOString(), components: [{ name: "timeline", status }] });
    },
    openApi: async () => ok(deps.openApi),
    panelConfig: async () => ok(deps.panelConfig),
    resolveCustomer: async ({
      identifier,
    }: {
      identifier: string;
    }): Promise<Answer<{ customerId: string }>> => {
      const written = parseIdentifier(identifier);
      if (written === undefined) {
        return {
          kind: "invalid",
          parameter: "identifier",
          detail: "expected kind:value, such as phone:+905551112233",
        };
      }
      const customerId = await resolve(written);
      return customerId === undefined ? notFound : ok({ customerId });
    },
    getCustomer: async (_query: object, customerId: string): Promise<Answer<Customer>> => {
      const found = await deps.findCustomer(customerId);
      return found === undefined ? notFound : ok(found.customer);
    },
    listIdentifiers: async (
      _query: object,
      customerId: string,
    ): Promise<Answer<{ items: CustomerIdentifier[] }>> => {
      const found = await deps.findCustomer(customerId);
      return found === undefined ? notFound : ok({ items: [...found.identifiers] });
    },
    readTimeline: async (
      { limit, cursor, channel }: TimelineParameters,
      customerId: string,
    ): Promise<Answer<{ items: ContactEvent[] }>> => {
      const before = cursor === undefined ? undefined : positionIn(cursor);
      if (cursor !== undefined && before === undefined) {
        return { kind: "invalid", parameter: "cursor", detail: "not a cursor of this API" };
      }
      const found = await deps.findCustomer(customerId);
      if (found === undefined) return notFound;
      const identifierIds = found.identifiers.map((identifier) => identifier.identifierId);
      return ok(await readTimeline(deps.timelines, identifierIds, { limit, before, channel }));
    },
    listContactEvents: async ({ limit }: { limit: number }): Promise<Answer<{ items: LiveContact[] }>> =>
      ok({ items: await deps.recentContacts(limit) }),
    openLive: async (): Promise<Answer<LiveAddress>> => {
      const { ticket, expiresAt } = issueTicket(await deps.pepper(), deps.now());
      return ok({ url: `${deps.liveUrl}?ticket=${ticket}`, expiresAt: expiresAt.toISOString() });
    },
  };
}
