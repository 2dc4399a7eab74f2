/** Routes about the platform itself, and about what is going on. */

import { issueTicket } from "../../../domain/live/ticket.ts";
import { type Input, ok } from "../../../schemas/api/answer.ts";
import type { LiveContact, PanelConfig } from "../../../schemas/api/shapes.ts";

export interface SystemDeps {
  readonly recentContacts: (limit: number) => Promise<LiveContact[]>;
  readonly isTableReachable: () => Promise<boolean>;
  readonly pepper: () => Promise<string>;
  readonly liveUrl: string;
  readonly panelConfig: PanelConfig;
  readonly openApi: () => Record<string, unknown>;
  readonly now: () => Date;
}

export function systemRoutes(deps: SystemDeps) {
  return {
    health: async () => ok({ status: "ok" as const }),
    status: async () => {
      const status = (await deps.isTableReachable()) ? ("operational" as const) : ("degraded" as const);
      return ok({ status, checkedAt: deps.now().toISOString(), components: [{ name: "timeline", status }] });
    },
    openApi: async () => ok(deps.openApi()),
    panelConfig: async () => ok(deps.panelConfig),
    listContactEvents: async ({ query }: Input<unknown, { limit: number }, unknown>) =>
      ok({ items: await deps.recentContacts(query.limit) }),
    openLive: async () => {
      const { ticket, expiresAt } = issueTicket(await deps.pepper(), deps.now());
      return ok({ url: `${deps.liveUrl}?ticket=${ticket}`, expiresAt: expiresAt.toISOString() });
    },
  };
}
