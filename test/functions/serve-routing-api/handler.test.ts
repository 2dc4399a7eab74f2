import { describe, expect, it } from "vitest";
import { openCase } from "../../../domain/cases/apply-event.ts";
import { createHandler, type HandlerDeps } from "../../../functions/serve-routing-api/handler.ts";
import { type Route, routeKeyOf } from "../../../schemas/api/route.ts";
import { routingRoutes } from "../../../schemas/api/routing-routes.ts";
import type { Case } from "../../../schemas/case.ts";
import type { Decision } from "../../../schemas/routing/decision.ts";
import { decisionRow } from "../../adapters/dynamodb/routing/rows.ts";
import { desk, onHand, onOffer, over } from "../../domain/routing/desk.ts";
import { contactEvent, inert, member, pepper } from "../../support/events.ts";
import { agentOf, at, caseOf } from "../../world/routing/scene.ts";

interface Call {
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: object;
  readonly role?: string;
  readonly agentId?: string;
}

async function call(parts: object, route: Route, asked: Call = {}) {
  const { path, query, body, role = "agent", agentId = "a1" } = asked;
  const handle = createHandler(inert<HandlerDeps>({ rolesClaim: "groups", ...parts }));
  const answer = await handle({
    routeKey: routeKeyOf(route),
    pathParameters: path,
    queryStringParameters: query,
    body: body === undefined ? undefined : JSON.stringify(body),
    requestContext: { authorizer: { jwt: { claims: { groups: `[${role}]`, sub: agentId } } } },
  });
  const parsed = answer.body === undefined ? undefined : JSON.parse(answer.body);
  if (answer.statusCode === 200) route.answer.parse(parsed);
  return { status: answer.statusCode, body: parsed };
}

const line = caseOf("c1", { medium: "chat", taskToken: "t1" });
const path = { caseId: "c1" };

describe("the routing API", () => {
  it("serves every route that it is documented with", async () => {
    for (const route of Object.values(routingRoutes)) {
      // Without a role it is forbidden, and not unknown.
      expect((await call({}, route, { role: "nobody" })).status, routeKeyOf(route)).toBe(403);
    }
    expect((await call({}, { ...routingRoutes.readMe, path: "/v1/none" })).status).toBe(404);
  });

  it("lets an offer be answered by its agent, with its token, once", async () => {
    const { agent, routing } = onOffer(line, agentOf("a1", { status: "away" }));
    const here = desk({ agents: [agent, agentOf("a2")], routings: [routing] });
    const accept = (asked: Call) => call(here, routingRoutes.acceptCase, { path, ...asked });
    expect((await accept({ body: { token: 2 } })).status).toBe(409);
    expect((await accept({ body: { token: 1 }, agentId: "a2" })).status).toBe(409);
    expect((await accept({ body: {} })).status).toBe(400);
    expect((await accept({ body: { token: 1 }, path: { caseId: "c9" } })).status).toBe(404);
    expect(await accept({ body: { token: 1 } })).toEqual({
      status: 200,
      body: { caseId: "c1", agentId: "a1", token: 1 },
    });
    expect((await call(here, routingRoutes.declineCase, { path, body: { token: 1 } })).status).toBe(409);
  });

  it("shows where a case stands: in line with its place, with somebody, or over", async () => {
    const waits = {
      ...desk({ agents: [agentOf("a1", { status: "away" })], routings: [line] }),
      countAhead: async () => 2,
      agentCounts: async () => new Map(),
    };
    const read = (parts: object) => call(parts, routingRoutes.readRouting, { path });
    const inLine = await read(waits);
    expect(inLine.body).toMatchObject({ status: "waiting", position: 3, enqueuedAt: at(0) });
    expect(inLine.body).not.toHaveProperty("estimatedWaitSeconds");
    expect((await read(desk({ routings: [onHand(line, agentOf("a1")).routing] }))).body).toMatchObject({
      status: "assigned",
      agentId: "a1",
      token: 1,
    });
    expect((await read(desk({ routings: [over(line)] }))).body).toMatchObject({
      status: "ended",
      ended: "handled",
    });
    expect((await read(desk({}))).status).toBe(404);
  });

  it("sets the status of who works in Amazon Connect there, and of anybody else here", async () => {
    const asked: string[] = [];
    const setStatusInConnect = async (_: unknown, status: string) => void asked.push(status);
    const inConnect = agentOf("a1");
    const there = { ...inConnect, profile: { ...inConnect.profile, connectUserId: "u1" } };
    const body = { status: "away" };
    const first = await call(
      { ...desk({ agents: [there] }), setStatusInConnect },
      routingRoutes.setMyStatus,
      { body },
    );
    expect([asked, first.body.status]).toEqual([["away"], "available"]);
    const second = await call(
      { ...desk({ agents: [inConnect] }), setStatusInConnect },
      routingRoutes.setMyStatus,
      { body },
    );
    expect([asked, second.body.status]).toEqual([["away"], "away"]);
    expect((await call(desk({}), routingRoutes.setMyStatus, { body })).status).toBe(404);
  });

  it("says in words why nobody was called, and calls nobody then", async () => {
    const { agent, routing } = onHand(line, agentOf("a1"));
    const inConnect = { ...agent, profile: { ...agent.profile, connectUserId: "u1" } };
    const owner = (level: "verified" | "claimed") => ({
      tenuresOf: async (ids: readonly string[]) =>
        new Map([[ids[level === "verified" ? 0 : 1] ?? "", { owner: "somebody-else", former: [] }]]),
    });
    const found: Case = { ...openCase("c1", { event: contactEvent(), home: "i1" }), caseId: "c1" };
    const ask = (parts: object, body: object) =>
      call(
        {
          ...desk({ agents: [inConnect], routings: [routing] }),
          act: { readMember: async () => member("c1", { cases: [found] }) },
          pepper: async () => pepper,
          defaultCountry: "TR",
          now: () => new Date(found.openedAt),
          ...parts,
        },
        routingRoutes.callCustomer,
        { path, body },
      );
    const phone = "0555 111 22 33";
    const { token } = routing;
    const said = async (parts: object, body: object) => {
      const { status, body: problem } = await ask(parts, body);
      return `${status} ${problem.detail}`;
    };
    expect(await said({ identities: owner("verified") }, { phone, token })).toMatch(/^409 .*merge them/);
    expect(await said({ identities: owner("claimed") }, { phone, token })).toMatch(/^409 .*say so with/);
    expect(await said({}, { phone })).toMatch(/^409 it takes the token/);
    expect(await said({}, { phone, token: token + 1 })).toMatch(/^409 .*somebody else since/);
    expect(await said({}, { phone: "abc", token })).toMatch(/^400 phone: no telephone number/);
    expect(await said({}, { token })).toMatch(/^400 /);
    const noPhone = { ...desk({ agents: [agent], routings: [routing] }) };
    expect(await said(noPhone, { phone, token })).toMatch(/^409 you are no user of Amazon Connect/);
    expect(await said({ act: { readMember: async () => undefined } }, { phone, token })).toMatch(/^404/);
  });

  it("pages through decisions without losing or doubling those of one instant", async () => {
    const all = [
      ["d1", 0],
      ["d2", 5],
      ["d3", 5],
      ["d4", 5],
      ["d5", 9],
    ].map(([id, second]) => decisionRow(String(id), { at: at(Number(second)) }));
    const parts = {
      ...desk({}),
      async *decisionsBetween(from: Date, to: Date) {
        yield* all.filter((one) => one.at >= from.toISOString() && one.at < to.toISOString());
      },
    };
    const read: string[] = [];
    let cursor: string | undefined;
    do {
      const more = cursor === undefined ? {} : { cursor };
      const query = { from: at(0), to: at(60), limit: "2", ...more };
      const { body } = await call(parts, routingRoutes.listAllDecisions, { query, role: "analyst" });
      read.push(...body.items.map(({ decisionId }: Decision) => decisionId));
      cursor = body.nextCursor;
    } while (cursor !== undefined && read.length < 20);
    expect(read).toEqual(["d1", "d2", "d3", "d4", "d5"]);
  });
});
