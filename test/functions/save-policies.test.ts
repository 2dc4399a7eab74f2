import { describe, expect, it } from "vitest";
import { defaultPolicies } from "../../domain/policies/policies.ts";
import { createHandler, type HandlerDeps } from "../../functions/serve-staff-api/handler.ts";
import { routeKeyOf } from "../../schemas/api/route.ts";
import { staffRoutes } from "../../schemas/api/routes.ts";
import { type PolicyName, policySchemas } from "../../schemas/policies.ts";
import { inert } from "../support/events.ts";

const names = Object.keys(policySchemas) as PolicyName[];
const saved: { name: PolicyName; version: number }[] = [];
const handle = createHandler(
  inert<HandlerDeps>({
    rolesClaim: "roles",
    now: () => new Date("2026-11-22T09:00:00.000Z"),
    readPolicy: async (name) => ({ version: 6, policy: defaultPolicies[name] }),
    savePolicy: async (name, { version }) => {
      saved.push({ name, version });
      return "written";
    },
  }),
);

const save = async (policyName: string, body: object) => {
  const answer = await handle({
    routeKey: routeKeyOf(staffRoutes.savePolicy),
    pathParameters: { policyName },
    body: JSON.stringify(body),
    requestContext: { authorizer: { jwt: { claims: { roles: "[admin]" } } } },
  } as never);
  return { status: answer.statusCode, body: JSON.parse(String(answer.body)) };
};

describe("a policy that is saved", () => {
  it.each(names)("%s can be what it is when it ships, and is a version of its own", async (name) => {
    const { status, body } = await save(name, defaultPolicies[name]);
    expect([status, body.version, body.policy]).toEqual([200, 7, defaultPolicies[name]]);
    expect(saved.at(-1)).toEqual({ name, version: 7 });
  });

  it.each<[PolicyName, object, string]>([
    ["routing", { handleMinutes: "long" }, "/handleMinutes"],
    ["routing", { defaultQueueId: "nowhere" }, "/defaultQueueId"],
    ["routing", { rules: [{ ruleId: "a", when: {}, queueId: "nowhere" }] }, "/rules/0/queueId"],
    ["cases", { calendar: { zone: "Mars/Olympus", week: {} } }, "/calendar"],
    ["cases", { reopenMinutes: 0 }, "/reopenMinutes"],
  ])("as %s with %j is refused at %s, and nothing is written", async (name, changes, pointer) => {
    const before = saved.length;
    const { status, body } = await save(name, { ...defaultPolicies[name], ...changes });
    expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
    expect(body.errors[0].detail).not.toBe("");
    expect(saved).toHaveLength(before);
  });

  it("is none of an unknown name", async () => {
    expect((await save("weather", {})).status).toBe(404);
  });
});
