import { describe, expect, it } from "vitest";
import { identifierId } from "../../domain/identity/identifier-id.ts";
import { isGoodTicket } from "../../domain/live/ticket.ts";
import { createHandler, type HandlerDeps } from "../../functions/serve-staff-api/handler.ts";
import { type Route, routeKeyOf } from "../../schemas/api/route.ts";
import { staffRoutes } from "../../schemas/api/routes.ts";
import { contactEvent, inert, member, pepper } from "../support/events.ts";

const now = new Date("2026-11-22T09:00:00.000Z");

function setUp(parts: Partial<HandlerDeps> = {}) {
  return createHandler(
    inert<HandlerDeps>({
      rolesClaim: "cognito:groups",
      pepper: async () => pepper,
      defaultCountry: "TR",
      now: () => now,
      liveUrl: "wss://live.example/live",
      panelConfig: { issuer: "https://issuer.example", clientId: "panel", stage: "dev" },
      openApi: () => ({ openapi: "3.1.0" }),
      ...parts,
    }),
  );
}

function call(route: Route, groups: unknown = "[agent]", parameters: object = {}) {
  return {
    routeKey: routeKeyOf(route),
    requestContext: { authorizer: { jwt: { claims: { "cognito:groups": groups } } } },
    ...parameters,
  } as never;
}

/** Customer `c1`, and nobody else. */
const known: Partial<HandlerDeps> = {
  readMember: async (customerId) => (customerId === "c1" ? member("c1") : undefined),
};

describe("the staff API", () => {
  it.each([
    ["[agent]", 200],
    ["[supervisor analyst]", 200],
    [["admin"], 200],
    ["admin", 200],
    ["[analyst]", 403],
    ["[agents]", 403],
    ["", 403],
    [null, 403],
  ])("with the groups %s answers %s to a question about a customer", async (groups, statusCode) => {
    const handle = setUp(known);
    const event = call(staffRoutes.getCustomer, groups, { pathParameters: { customerId: "c1" } });
    expect((await handle(event)).statusCode).toBe(statusCode);
  });

  it("answers without a token only where no role is needed", async () => {
    const handle = setUp({ isTableReachable: async () => true });
    for (const route of Object.values<Route>(staffRoutes)) {
      const answer = await handle({ routeKey: routeKeyOf(route), requestContext: {} });
      expect(answer.statusCode, routeKeyOf(route)).toBe(route.roles === undefined ? 200 : 403);
    }
  });

  it("answers what the schema of a route says", async () => {
    const handle = setUp({
      ...known,
      isTableReachable: async () => false,
      identities: {
        ...inert<HandlerDeps["identities"]>(),
        ownersOf: async (ids) => new Map([[ids[0] ?? "", "c1"]]),
      },
      timelines: { read: async () => [contactEvent()] },
      recentContacts: async () => [{ customerId: "c1", event: contactEvent() }],
    });
    const parameters = {
      pathParameters: { customerId: "c1" },
      queryStringParameters: { identifier: "phone:+905551112233" },
    };
    const { health, status, openApi, panelConfig, resolveCustomer, getCustomer } = staffRoutes;
    const { listIdentifiers, readTimeline, listContactEvents, openLive, listMerges } = staffRoutes;
    for (const route of [
      ...[health, status, openApi, panelConfig, resolveCustomer, getCustomer],
      ...[listIdentifiers, readTimeline, listContactEvents, openLive, listMerges],
    ]) {
      const answer = await handle(call(route, "[agent]", parameters));
      expect(answer.statusCode, routeKeyOf(route)).toBe(200);
      const body = JSON.parse(String(answer.body));
      expect(route.answer.parse(body), routeKeyOf(route)).toEqual(body);
    }
  });

  it("has a route for every line of its table", async () => {
    const handle = setUp();
    for (const route of Object.values<Route>(staffRoutes)) {
      const status = await handle(call(route, "[nobody]")).then(
        ({ statusCode }) => statusCode,
        () => "served",
      );
      expect(status, routeKeyOf(route)).not.toBe(404);
    }
  });

  it("finds the verified owner of an identifier before one who claims it", async () => {
    const phone = { kind: "phone", value: "+905551112233" } as const;
    const owners = new Map([
      [identifierId(pepper, { ...phone, level: "verified" }), "proven"],
      [identifierId(pepper, { ...phone, level: "claimed" }), "claims"],
    ]);
    const resolve = async () => {
      const identities = {
        ...inert<HandlerDeps["identities"]>(),
        ownersOf: async (ids: readonly string[]) =>
          new Map(ids.flatMap((id) => (owners.has(id) ? [[id, owners.get(id) ?? ""] as const] : []))),
      };
      const handle = setUp({ identities, readMember: async (id) => member(id) });
      const query = { queryStringParameters: { identifier: "phone:+90 555 111 22 33" } };
      return JSON.parse(String((await handle(call(staffRoutes.resolveCustomer, "[agent]", query))).body))
        .customerId;
    };
    expect(await resolve()).toBe("proven");
    owners.delete(identifierId(pepper, { ...phone, level: "verified" }));
    expect(await resolve()).toBe("claims");
    owners.clear();
    expect(await resolve()).toBeUndefined();
  });

  it.each([
    [staffRoutes.resolveCustomer, {}, "identifier"],
    [staffRoutes.resolveCustomer, { identifier: "+905551112233" }, "identifier"],
    [staffRoutes.resolveCustomer, { identifier: "fax:1" }, "identifier"],
    [staffRoutes.readTimeline, { limit: "0" }, "limit"],
    [staffRoutes.readTimeline, { limit: "201" }, "limit"],
    [staffRoutes.readTimeline, { limit: "ten" }, "limit"],
    [staffRoutes.readTimeline, { channel: "fax" }, "channel"],
    [staffRoutes.readTimeline, { cursor: "xyz" }, "cursor"],
  ])("says which parameter is wrong: %#", async (route, queryStringParameters, parameter) => {
    const answer = await setUp()(
      call(route, "[agent]", { queryStringParameters, pathParameters: { customerId: "c1" } }),
    );
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(String(answer.body)).errors[0].pointer).toBe(`?${parameter}`);
  });

  it.each([
    [staffRoutes.mergeCustomers, undefined, ""],
    [staffRoutes.mergeCustomers, "{", ""],
    [staffRoutes.mergeCustomers, JSON.stringify({ customerId: "c2" }), "/reason"],
    [staffRoutes.mergeCustomers, JSON.stringify({ customerId: "c2", reason: "", by: 1 }), "/reason"],
    [staffRoutes.wrapUpCase, JSON.stringify({ outcome: "Not A Name" }), "/outcome"],
    [staffRoutes.setCaseStatus, JSON.stringify({ status: "gone" }), "/status"],
    [staffRoutes.decideSuggestion, JSON.stringify({ decision: "perhaps" }), "/decision"],
    [staffRoutes.addIdentifier, JSON.stringify({ kind: "fax", value: "1" }), "/kind"],
  ])("says where a body is wrong: %#", async (route, body, pointer) => {
    const pathParameters = { customerId: "c1", caseId: "c1-e1", suggestionId: "c1-c2" };
    const answer = await setUp()(call(route, "[agent]", { pathParameters, body }));
    expect(answer.statusCode).toBe(400);
    const [error] = JSON.parse(String(answer.body)).errors;
    expect(error.pointer.startsWith(pointer)).toBe(true);
    expect(error.detail).not.toBe("");
  });

  it("answers 404 to an unknown customer", async () => {
    const handle = setUp(known);
    for (const route of [staffRoutes.getCustomer, staffRoutes.listIdentifiers, staffRoutes.readTimeline]) {
      expect((await handle(call(route, "[agent]", { pathParameters: { customerId: "x" } }))).statusCode).toBe(
        404,
      );
    }
  });

  it("gives an address for the live WebSocket that opens", async () => {
    const answer = await setUp()(call(staffRoutes.openLive));
    const { url, expiresAt } = JSON.parse(String(answer.body));
    expect(url).toMatch(/^wss:\/\/live\.example\/live\?ticket=/);
    expect(isGoodTicket(pepper, new URL(url).searchParams.get("ticket") ?? "", now)).toBe(true);
    expect(expiresAt).toBe("2026-11-22T09:01:00.000Z");
  });

  it("lets nobody keep an answer", async () => {
    const answer = await setUp(known)(
      call(staffRoutes.getCustomer, "[agent]", { pathParameters: { customerId: "c1" } }),
    );
    expect(answer.headers).toMatchObject({ "cache-control": "no-store" });
  });
});
