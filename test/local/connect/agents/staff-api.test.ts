import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cachedTokens, staffApi } from "../../../../local/connect/agents/staff-api.ts";
import { type LoopbackServer, listenOnLoopback, readBody } from "../../../../local/http.ts";

let side: LoopbackServer;
let asked: unknown[];
let status: (method: string | undefined) => number;
beforeEach(async () => {
  asked = [];
  status = (method) => (method === "GET" ? 404 : 200);
  side = await listenOnLoopback(0);
  side.server.on("request", async (request, response) => {
    const body = (await readBody(request, 10_000)).toString();
    asked.push([
      request.method,
      request.url,
      request.headers.authorization,
      ...(body === "" ? [] : [JSON.parse(body)]),
    ]);
    response.writeHead(status(request.method)).end("{}");
  });
});
afterEach(() => side.close());

const open = () =>
  staffApi({
    url: `http://127.0.0.1:${side.port}`,
    token: async (role, agentId) => `${role}/${agentId}`,
  });

describe("Omniline's staff API", () => {
  it("is told of an agent by an admin, and of an outcome by the agent", async () => {
    await open().register({ agentId: "agent-1", name: "Agent 1", connectUserId: "u-1" });
    await open().wrapUp("agent-1", "case/1", "resolved");
    expect(asked).toEqual([
      ["GET", "/v1/admin/agents/agent-1", "Bearer admin/admin-1"],
      [
        "PUT",
        "/v1/admin/agents/agent-1",
        "Bearer admin/admin-1",
        {
          name: "Agent 1",
          skills: {},
          languages: ["tr", "en"],
          queues: ["general", "cards", "complaints", "premium"],
          capacity: 1,
          connectUserId: "u-1",
        },
      ],
      ["POST", "/v1/cases/case%2F1/wrap-up", "Bearer agent/agent-1", { outcome: "resolved" }],
    ]);
  });

  it("keeps what an admin has said about an agent", async () => {
    status = () => 200;
    await open().register({ agentId: "agent-1", name: "Agent 1", connectUserId: "u-1" });
    expect(asked).toEqual([["GET", "/v1/admin/agents/agent-1", "Bearer admin/admin-1"]]);
  });

  it("that cannot say whether it knows an agent is asked again later", async () => {
    status = () => 503;
    await expect(
      open().register({ agentId: "agent-1", name: "Agent 1", connectUserId: "u-1" }),
    ).rejects.toThrow("503");
    expect(asked).toHaveLength(1);
  });

  it("that refuses is an error without the case's id", async () => {
    status = () => 404;
    const refused = await open()
      .wrapUp("agent-1", "case-1", "resolved")
      .catch((error: unknown) => String(error));
    expect(refused).toContain("404");
    expect(refused).not.toContain("case-1");
  });
});

describe("tokens", () => {
  it("are asked for once an hour for each role and agent", async () => {
    let now = 0;
    let issued = 0;
    const token = cachedTokens(
      async (body) => {
        issued += 1;
        return { body: { token: `${issued} ${body.toString()}` } };
      },
      () => now,
    );
    expect(await token("agent", "a")).toBe('1 {"role":"agent","agentId":"a"}');
    expect(await token("agent", "a")).toMatch(/^1 /);
    expect(await token("admin", "a")).toMatch(/^2 /);
    now = 3_600_000;
    expect(await token("agent", "a")).toMatch(/^3 /);
  });
});
