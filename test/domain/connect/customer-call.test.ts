/** A call that an agent asks for: what must be true before it, what is written, and what becomes of its command. */
import { describe, expect, it } from "vitest";
import { dynamoAttachments } from "../../../adapters/dynamodb/attachments.ts";
import { dynamoIdentities } from "../../../adapters/dynamodb/identities.ts";
import { readMember } from "../../../adapters/dynamodb/members.ts";
import { dynamoRoutingStore } from "../../../adapters/dynamodb/routing/store.ts";
import { defaultCasePolicy as policy } from "../../../domain/cases/default-case-policy.ts";
import { type CallDeps, callCustomer, type WantedCall } from "../../../domain/connect/call-customer.ts";
import { type CallCommand, type ConnectCommand, commandIdOf } from "../../../domain/connect/commands.ts";
import { customerCalls } from "../../../domain/connect/customer-calls.ts";
import { calledIdentifiers } from "../../../domain/connect/our-call.ts";
import { identifiersOf, readPerson } from "../../../domain/identity/person.ts";
import { defaultPolicies } from "../../../domain/policies/policies.ts";
import { offered } from "../../../domain/routing/routing-state.ts";
import type { RoutingStore } from "../../../domain/routing/routing-store.ts";
import type { Agent } from "../../../schemas/routing/agent.ts";
import { counter } from "../../support/counter.ts";
import { inert, pepper, untimedEvent } from "../../support/events.ts";
import { MemoryTable } from "../../support/memory-table.ts";
import { createWorld } from "../../support/world.ts";
import { agentOf, caseOf } from "../../world/routing/scene.ts";
import { CommandWorld } from "./command-world.ts";

const at = new Date("2026-11-22T09:01:00.000Z");
const agent = (connectUserId?: string): Agent => {
  const made = agentOf("a1");
  return { ...made, profile: { ...made.profile, ...(connectUserId === undefined ? {} : { connectUserId }) } };
};

/** Visitors have written, each with a case of their own. */
async function chats(...visitors: readonly string[]) {
  const memory = new MemoryTable();
  const { table } = memory;
  const world = createWorld({ table, now: () => at });
  const store = dynamoRoutingStore(table, async () => ({ halfLifeDays: 30 }));
  const commands: ConnectCommand[] = [];
  const identities = dynamoIdentities(table);
  const actionId = counter();
  const deps: CallDeps = {
    act: {
      readMember: (id) => readMember(table, id),
      attachments: dynamoAttachments(table),
      newEventId: () => `action${actionId()}`,
      now: () => at,
    },
    identities,
    store: { readRouting: store.readRouting, readAgent: async () => agent("u1") },
    pepper: async () => pepper,
    defaultCountry: "TR",
    now: () => at,
    lines: inert<CallDeps["lines"]>({ add: async (command) => void commands.push(command) }),
    wakeUps: { send: async () => {} },
  };
  const cases: { caseId: string; customerId: string }[] = [];
  for (const value of visitors) {
    const message = untimedEvent({
      idempotencyKey: value,
      occurredAt: "2026-11-22T09:00:00.000Z",
      identifiers: [{ kind: "visitor", value, level: "verified" }],
    });
    await world.receive(message as never);
    const customerId = (await identities.ownersOf([message.home])).get(message.home) ?? "";
    const caseId = (await readMember(table, customerId))?.cases[0]?.caseId ?? "";
    cases.push({ caseId, customerId });
  }
  const [first = { caseId: "", customerId: "" }] = cases;
  return {
    memory,
    deps,
    cases,
    commands,
    store,
    async identifiers(customerId = first.customerId) {
      const person = await readPerson(deps.act.readMember, customerId);
      return person === undefined ? [] : identifiersOf(person);
    },
    call: (changes: Partial<WantedCall> = {}, others: Partial<CallDeps> = {}) =>
      callCustomer(
        { ...deps, ...others },
        { caseId: first.caseId, agentId: "a1", phone: "0555 111 22 33", verified: false, ...changes },
        policy,
      ),
    stored: () => JSON.stringify([...memory.items.entries()]),
  };
}

const numberOf = (
  items: readonly { kind: string; value: string; level: string; verifiedBy?: string | undefined }[],
) =>
  items
    .filter(({ kind }) => kind === "phone")
    .map(({ value, level, verifiedBy }) => [value, level, verifiedBy]);

describe("an agent who calls from a chat", () => {
  it("gives the customer one more number, an event on the case, and one command without the number in it", async () => {
    const { call, commands, identifiers, cases, stored } = await chats("v1");
    const called = await call({ note: "Kartım 4111 1111 1111 1111" });
    expect(called).toMatchObject({ kind: "called", callId: "action1" });
    expect(numberOf(await identifiers())).toEqual([["+905551112233", "claimed", undefined]]);
    const [phone] = (await identifiers()).filter(({ kind }) => kind === "phone");
    expect(commands).toEqual([
      {
        kind: "call",
        rank: at.toISOString(),
        callId: "action1",
        caseId: cases[0]?.caseId,
        identifierId: phone?.identifierId,
        agentId: "a1",
        userId: "u1",
      },
    ]);
    expect(JSON.stringify(commands)).not.toContain("5551112233");
    expect(stored()).toContain('\\"kind\\":\\"call.requested\\"');
    expect(stored()).not.toContain("4111 1111");
  });

  it("who made sure has verified the number; one that they have already stays as it is", async () => {
    const { call, identifiers, commands } = await chats("v1");
    const first = await call({ verified: true });
    expect(numberOf(await identifiers())).toEqual([["+905551112233", "verified", "agent"]]);
    expect(await call({ phone: "+90 555 111 22 33" })).toMatchObject({
      identifierId: first.kind === "called" ? first.identifierId : "",
    });
    expect(numberOf(await identifiers())).toHaveLength(1);
    expect(new Set(commands.map(commandIdOf)).size).toBe(2);
  });

  it("does not call a number that another customer has proven, nor takes one that another has claimed", async () => {
    const { call, cases, commands, identifiers } = await chats("v1", "v2");
    const [, other = { caseId: "", customerId: "" }] = cases;
    await call({ caseId: other.caseId, phone: "0555 000 00 01", verified: true });
    await call({ caseId: other.caseId, phone: "0555 000 00 02" });
    expect(await call({ phone: "05550000001" })).toEqual({ kind: "others", verified: true });
    expect(await call({ phone: "05550000001", verified: true })).toEqual({ kind: "others", verified: true });
    expect(await call({ phone: "05550000002" })).toEqual({ kind: "others", verified: false });
    expect(commands).toHaveLength(2);
    expect(numberOf(await identifiers())).toEqual([]);
    expect(await call({ phone: "05550000002", verified: true })).toMatchObject({ kind: "called" });
  });

  it("takes a number that another customer gave up from then on, and is given back none by asking for it", async () => {
    const { call, cases, identifiers, memory } = await chats("v1", "v2");
    const [, other = { caseId: "", customerId: "" }] = cases;
    const first = await call({ caseId: other.caseId, verified: true });
    const identifierId = first.kind === "called" ? first.identifierId : "";
    const tenure = { customerId: other.customerId, until: at.toISOString() };
    await dynamoIdentities(memory.table).retire(identifierId, tenure, []);
    expect(await call({ caseId: other.caseId })).toMatchObject({ kind: "called", identifierId });
    expect(await identifiers(other.customerId)).toMatchObject([{}, { retiredAt: tenure.until }]);
    expect(await call({ verified: true })).toMatchObject({ kind: "called", identifierId });
    expect(await identifiers()).toMatchObject([{}, { identifierId, since: tenure.until }]);
  });

  it.each<[string, Partial<WantedCall>, Partial<CallDeps>]>([
    ["not-a-number", { phone: "yarın arayın" }, {}],
    ["not-a-number", { phone: "0212 111 22 33 dahili 45" }, {}],
    ["not-found", { caseId: "nobody-1" }, {}],
    ["stale", { token: 3 }, {}],
    ["no-telephone", {}, { store: inert<RoutingStore>({ readAgent: async () => agent() }) }],
  ])("is told %s, and nothing has happened", async (kind, wanted, others) => {
    const { call, commands, identifiers, stored } = await chats("v1");
    expect((await call(wanted, others)).kind).toBe(kind);
    expect(commands).toEqual([]);
    expect(numberOf(await identifiers())).toEqual([]);
    expect(stored()).not.toContain("call.requested");
  });

  it("says by its token that the case is theirs, where somebody has it", async () => {
    const { call, cases, store } = await chats("v1");
    const [found = { caseId: "", customerId: "" }] = cases;
    const inLine = { ...caseOf(found.caseId, { medium: "chat" }), customerId: found.customerId };
    const routing = offered(inLine, "a1", at.toISOString(), at.toISOString());
    await store.save({ agents: [], routings: [{ after: routing }] });
    expect((await call()).kind).toBe("token-missing");
    expect((await call({ token: routing.token + 1 })).kind).toBe("stale");
    expect((await call({ token: routing.token })).kind).toBe("called");
  });
});

describe("a call's command", () => {
  const quota = { perSecond: 2, burst: 5 };
  const command: ConnectCommand & CallCommand = {
    kind: "call",
    rank: "2026-11-22T09:00:00.000Z",
    callId: "event1",
    caseId: "case",
    identifierId: "i",
    agentId: "a1",
    userId: "u1",
  };

  it("dials the number of the moment, and keeps which contact it became", async () => {
    const world = new CommandWorld({ quota });
    await world.add(command);
    await world.add(command);
    await world.run();
    expect(world.dialled).toEqual(["event1 contact-to-+905551112233"]);
    expect(world.rows.size).toBe(0);
  });

  it.each([
    ["NoNumber", undefined, undefined],
    [
      "DestinationNotAllowedException",
      "+905551112233",
      { kind: "refused", code: "DestinationNotAllowedException" },
    ],
    ["Trouble", "+905551112233", "trouble"],
  ] as const)("that fails by %s is told to the agent, once", async (code, number, answer) => {
    const world = new CommandWorld({ quota, answer: () => answer });
    world.number = number;
    await world.add(command);
    await world.run();
    expect(world.dialled).toEqual([`event1 ${code}`]);
    expect(world.rows.size).toBe(0);
  });

  it("is not carried out any more when the agent has waited a minute", async () => {
    const world = new CommandWorld({ quota, answer: () => ({ kind: "throttled" }) });
    await world.add(command);
    await world.run();
    expect(world.dialled).toEqual(["event1 TooLate"]);
    expect(world.seconds).toBeLessThan(70);
    expect(world.calls.length).toBeGreaterThan(5);
  });

  it("that is killed at any moment dials once, or says that it has not", async () => {
    const whole = new CommandWorld({ quota });
    await whole.add(command);
    await whole.run();
    for (let effect = 1; effect <= whole.effects; effect += 1) {
      for (const when of ["before", "after"] as const) {
        const world = new CommandWorld({ quota, killAt: { effect, when } });
        await world.add(command);
        await world.run();
        expect(new Set(world.dialled)).toEqual(new Set(["event1 contact-to-+905551112233"]));
        expect(world.rows.size).toBe(0);
      }
    }
  });
});

describe("the number that is called", () => {
  it("is the customer's as long as it is theirs; whoever answered is filed under it", async () => {
    const { call, deps, cases, commands, identifiers, memory } = await chats("v1");
    await call();
    const [command] = commands.filter((one) => one.kind === "call");
    if (command === undefined) throw new Error("no call");
    const failures: string[] = [];
    const calls = customerCalls({
      contacts: inert(),
      links: inert(),
      act: deps.act,
      policies: { current: async (name) => ({ version: 0, policy: defaultPolicies[name] }) },
      onFailed: (_, code) => void failures.push(code),
    });
    expect(await calls.numberOf(command)).toBe("+905551112233");
    const caseId = cases[0]?.caseId ?? "";
    const found = await calledIdentifiers(deps.act.readMember, caseId, "+905551112233");
    expect(found).toEqual([{ kind: "phone", value: "+905551112233", level: "claimed" }]);
    expect((await calledIdentifiers(deps.act.readMember, caseId, "+905550000000"))[0]?.kind).toBe("visitor");
    const tenure = { customerId: cases[0]?.customerId ?? "", until: at.toISOString() };
    expect(await dynamoIdentities(memory.table).retire(command.identifierId, tenure, [])).toBe("retired");
    expect(await calls.numberOf(command)).toBeUndefined();
    await calls.failed(command, "NoNumber");
    expect(failures).toEqual(["NoNumber"]);
    expect(JSON.stringify([...memory.items.values()])).toContain("call.failed");
    expect(await identifiers()).toHaveLength(2);
  });
});
