/** The list of agents, and links from Amazon Connect's ids to ours. */
import { describe, expect, it } from "vitest";
import { listAgents } from "../../../../adapters/dynamodb/routing/agent-list.ts";
import {
  agentOfConnectUser,
  caseOfContact,
  linkConnectUser,
  linkContact,
} from "../../../../adapters/dynamodb/routing/connect-links.ts";
import { dynamoRoutingStore } from "../../../../adapters/dynamodb/routing/store.ts";
import { agentRow, halfLife, next } from "./rows.ts";
import { emptyTable, kindsOfTable } from "./tables.ts";

describe.each(kindsOfTable)("on %s", (kind) => {
  it("lists every agent once, in the order of ids, as they are now, page by page", async () => {
    const { table } = await emptyTable(kind);
    const store = dynamoRoutingStore(table, halfLife);
    const agents = Array.from({ length: 23 }, (_, index) =>
      agentRow(`agent-${String(index).padStart(2, "0")}`, {
        status: index % 2 === 0 ? "available" : "offline",
      }),
    );
    await store.save({ agents: agents.map((after) => ({ after })), routings: [] });
    const [first] = agents;
    if (first === undefined) throw new Error("no agents");
    const away = next(first, { status: "away" });
    await store.save({ agents: [{ before: first, after: away }], routings: [] });
    for (const limit of [1, 7, 22, 23, 24]) {
      const found = [];
      let cursor: string | undefined;
      do {
        const page = await listAgents(table, limit, cursor);
        expect(page.agents.length).toBeLessThanOrEqual(limit);
        expect(page.agents.length).toBeGreaterThan(0);
        found.push(...page.agents);
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(found).toEqual([away, ...agents.slice(1)]);
    }
  });

  it("lists nobody where nobody is", async () => {
    const { table } = await emptyTable(kind);
    expect(await listAgents(table, 10)).toEqual({ agents: [] });
  });

  it("finds case and agent by Connect's ids; the newest link counts", async () => {
    const { table } = await emptyTable(kind);
    await linkContact(table, "x1", "k1");
    await linkConnectUser(table, "x1", "a1");
    expect(await caseOfContact(table, "x1")).toBe("k1");
    expect(await agentOfConnectUser(table, "x1")).toBe("a1");
    await linkConnectUser(table, "x1", "a2");
    expect(await agentOfConnectUser(table, "x1")).toBe("a2");
    expect(await caseOfContact(table, "x2")).toBeUndefined();
    expect(await agentOfConnectUser(table, "x2")).toBeUndefined();
  });
});
