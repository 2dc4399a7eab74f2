import { describe, expect, it } from "vitest";
import { chooseMode, type ModeInput } from "../../../domain/connect/choose-mode.ts";
import { apiOf, type ConnectCommand, commandIdOf } from "../../../domain/connect/commands.ts";
import { offerInConnect, withdrawFromConnect } from "../../../domain/connect/offer-in-connect.ts";
import type { Agent } from "../../../schemas/routing/agent.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";
import { inert } from "../../support/events.ts";
import { offerOf } from "./command-world.ts";

const chat: ModeInput = {
  channel: "chat",
  contactId: "c",
  callback: false,
  connectUserId: "u",
  tasks: "queued",
};

describe("how Connect brings a case to its agent", () => {
  it.each<[string, Partial<ModeInput>, object]>([
    ["a chat that waits is assigned", {}, { kind: "assign", contactId: "c" }],
    ["an e-mail as well", { channel: "email" }, { kind: "assign", contactId: "c" }],
    ["a live call is steered", { channel: "voice" }, { kind: "steer", contactId: "c" }],
    ["a call back is assigned", { channel: "voice", callback: true }, { kind: "assign", contactId: "c" }],
    [
      "a message without a contact is a task",
      { channel: "whatsapp", contactId: undefined },
      { kind: "queue-task" },
    ],
    ["straight to the agent, if so wished", { contactId: undefined, tasks: "straight" }, { kind: "task" }],
    ["an agent without Connect needs none", { connectUserId: undefined }, { kind: "none" }],
  ])("%s", (_, changes, mode) => {
    expect(chooseMode({ ...chat, ...changes })).toEqual(mode);
  });
});

describe("an offer in Connect", () => {
  const routing = inert<Routing>({
    caseId: "case",
    rank: "2026-11-22T09:00:00.000Z",
    token: 4,
    facts: inert<Routing["facts"]>({ channel: "voice" }),
    contactId: "call",
    callback: false,
  });
  const agent = (connectUserId?: string) =>
    inert<Agent>({ profile: inert<Agent["profile"]>({ agentId: "a", connectUserId }) });

  function lines() {
    const added: ConnectCommand[] = [];
    const woken: string[] = [];
    return {
      added,
      woken,
      deps: {
        lines: inert<Parameters<typeof offerInConnect>[0]["lines"]>({
          add: async (command) => void added.push(command),
        }),
        wakeUps: {
          send: async ({ api }: { api: string }, after: number) => void woken.push(`${api} ${after}`),
        },
        tasks: "queued" as const,
      },
    };
  }

  it("is put in line with the case's rank, and a wake-up sent", async () => {
    const { deps, added, woken } = lines();
    await offerInConnect(deps, routing, agent("u"), 20);
    expect(added).toEqual([
      {
        kind: "offer",
        rank: "2026-11-22T09:00:00.000Z",
        caseId: "case",
        agentId: "a",
        userId: "u",
        token: 4,
        offerSeconds: 20,
        callback: false,
        mode: { kind: "steer", contactId: "call" },
      },
    ]);
    expect(woken).toEqual(["UpdateContactRoutingData 0"]);
    await withdrawFromConnect(deps, routing);
    expect(added[1]).toEqual({ kind: "withdraw", rank: routing.rank, caseId: "case", token: 4 });
    expect(woken[1]).toBe("StopContact 0");
  });

  it("is none for an agent who works without Connect", async () => {
    const { deps, added } = lines();
    await offerInConnect(deps, routing, agent(), 20);
    expect(added).toEqual([]);
  });

  it("has the same id however often it is asked for, and another for another reservation", () => {
    expect(commandIdOf(offerOf("k", "1"))).toBe(commandIdOf(offerOf("k", "1", { agentId: "x" })));
    expect(commandIdOf(offerOf("k", "1"))).not.toBe(commandIdOf(offerOf("k", "1", { token: 2 })));
    expect(apiOf(offerOf("k", "1", { mode: { kind: "assign", contactId: "c" } }))).toBe(
      "AssociateContactWithUser",
    );
  });
});
