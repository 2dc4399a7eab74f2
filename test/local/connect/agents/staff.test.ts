import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, it } from "vitest";
import { type Behaviour, laptopBehaviour } from "../../../../local/connect/agents/behaviour.ts";
import { type StaffApi, startStaff } from "../../../../local/connect/agents/staff.ts";
import { offer } from "../../../../local/connect/offers.ts";
import { openTestCentre, promises, type TestCentre } from "../centre.ts";

let test: TestCentre;
let registered: string[];
let outcomes: string[];
let api: StaffApi;
beforeEach(() => {
  test = openTestCentre();
  registered = [];
  outcomes = [];
  api = {
    register: async ({ agentId, connectUserId }) => void registered.push(`${agentId} ${connectUserId}`),
    caseOf: async () => undefined,
    wrapUp: async (agentId, caseId, outcome) => void outcomes.push(`${agentId} ${caseId} ${outcome}`),
  };
});

const willing: Behaviour = { ...laptopBehaviour, declineShare: 0, missShare: 0, meanBetweenBreaksMs: 1e9 };

async function employ(count: number, behaviour: Behaviour = willing) {
  const staff = startStaff(test.centre, api, { count, behaviour, log: test.log });
  await promises();
  return staff;
}

/** In steps, because what agents write down in Omniline takes its time. */
async function pass(milliseconds: number) {
  for (let passed = 0; passed < milliseconds; passed += 500) {
    test.clock.advance(500);
    await promises();
  }
}

describe("simulated agents", () => {
  it("are made known to Omniline with their Connect user, and become available", async () => {
    await employ(2);
    const { userId } = test.agent("agent-1");
    expect(registered[0]).toBe(`agent-1 ${userId}`);
    expect(userId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(test.centre.view.agents().map(({ username, loggedIn }) => [username, loggedIn])).toEqual(
      expect.arrayContaining([
        ["agent-1", true],
        ["agent-2", true],
      ]),
    );
  });

  it("are tried again when Omniline does not know them yet, with one complaint each", async () => {
    const { register } = api;
    api = { ...api, register: () => Promise.reject(new Error("starting")) };
    const client = { ...api, register: (agent: Parameters<StaffApi["register"]>[0]) => api.register(agent) };
    startStaff(test.centre, client, { count: 1, behaviour: willing, log: test.log });
    await pass(12_000);
    expect(registered).toEqual([]);
    expect(test.log.lines.filter((line) => line.includes("agent-1"))).toHaveLength(1);
    api = { ...api, register };
    await pass(6000);
    expect(test.agent("agent-1").loggedIn).toBe(true);
  });

  it("take a call, handle it, write down how the case ended, work after it, and take the next", async () => {
    await employ(1);
    const first = test.call("voice", { attributes: { omniline_case: "case-1" } });
    const second = test.call("voice", { attributes: { omniline_case: "case-2" } });
    await pass(4000);
    expect(test.contact(first).state).toBe("CONNECTED");
    await pass(31_000);
    expect(outcomes).toHaveLength(1);
    expect(outcomes[0]).toMatch(/^agent-1 case-1 (resolved|interested-later|declined)$/);
    await pass(50_000);
    expect([test.contact(first).state, test.contact(second).state]).toEqual(["COMPLETED", "COMPLETED"]);
    expect(outcomes).toHaveLength(2);
    expect(test.agent("agent-1").contacts).toEqual([]);
  });

  it("handle what is assigned to them, without a case too, and when the outcome cannot be written", async () => {
    api = { ...api, wrapUp: () => Promise.reject(new Error("409")) };
    await employ(1);
    for (const attributes of [{}, { omniline_case: "case-1" }]) {
      const contactId = test.call("task", { channel: "TASK", initiationMethod: "API", attributes });
      test.centre.act((floor) => offer(floor, test.contact(contactId), test.agent("agent-1")));
      await pass(45_000);
      expect(test.contact(contactId)).toMatchObject({
        state: "COMPLETED",
        disconnectReason: "AGENT_COMPLETED",
      });
    }
    expect(test.log.lines.join("\n")).toContain("agent-1 could not write down an outcome");
  });

  it.each([
    ["decline", { ...willing, declineShare: 1 }, "REJECTED"],
    ["miss", { ...willing, missShare: 1 }, "MISSED"],
  ])("%s as their behaviour says, clear it, and are offered it again", async (_, behaviour, state) => {
    await employ(1, behaviour);
    const contactId = test.call();
    const seen = new Set<string>();
    for (let second = 0; second < 30; second += 1) {
      await pass(1000);
      for (const contact of test.agent("agent-1").contacts) seen.add(contact.state);
    }
    expect(seen).toEqual(new Set(["CONNECTING", state]));
    expect(test.contact(contactId).attempts).toBeGreaterThan(1);
    expect(outcomes).toEqual([]);
  });

  it("survive a customer who hangs up while they talk, and a contact that an API ends", async () => {
    await employ(1);
    const contactId = test.call();
    await pass(5000);
    test.leave(contactId);
    await pass(10_000);
    expect(test.agent("agent-1").contacts).toEqual([]);
    expect(test.contact(contactId).state).toBe("COMPLETED");
  });

  it("get to work however much goes on around them", async () => {
    await employ(1);
    const contactId = test.call();
    for (let passed = 0; passed < 4000; passed += 50) {
      test.clock.advance(50);
      test.call("task", { channel: "TASK", initiationMethod: "API" });
    }
    expect(test.contact(contactId).state).toBe("CONNECTED");
  });

  it("rest after their contacts, and come back", async () => {
    await employ(1, { ...willing, meanBetweenBreaksMs: 4000, meanBreakMs: 20_000 });
    const statuses: (string | undefined)[] = [];
    for (let second = 0; second < 60; second += 1) {
      await pass(1000);
      const status = test.centre.instance.statuses.get(test.agent("agent-1").statusId)?.name;
      if (status !== statuses.at(-1)) statuses.push(status);
    }
    expect(statuses.slice(0, 3)).toEqual(["Available", "Break", "Available"]);
  });

  it("of an earlier start whom nobody plays any more are logged out", async () => {
    const database = new DatabaseSync(":memory:");
    test = openTestCentre({ database });
    (await employ(3)).close();
    test.centre.close();
    test = openTestCentre({ database });
    await employ(1);
    expect(
      test.centre.view
        .agents()
        .filter(({ loggedIn }) => loggedIn)
        .map(({ username }) => username),
    ).toEqual(["agent-1"]);
  });

  it("do nothing any more once they are stopped", async () => {
    const staff = await employ(1);
    const contactId = test.call();
    staff.close();
    test.call();
    await pass(19_000);
    expect(test.contact(contactId).state).toBe("OFFERED");
  });
});
