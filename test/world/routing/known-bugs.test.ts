/** What other routing engines got wrong, each as it was reported, in fifty orders of its steps. */
import { describe, expect, it } from "vitest";
import { type Arrival, Centre } from "./centre.ts";
import { agentOf, policyWith } from "./scene.ts";

const policy = policyWith();
const call: Arrival = { medium: "voice", requirement: {}, highValue: false, repeat: false };
const chat: Arrival = { ...call, medium: "chat" };
const heldFor = (agentId: string): Arrival => ({ ...call, requirement: { agentId } });

const orders = Array.from({ length: 50 }, (_, order) => () => {
  let state = order;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state >> 8;
  };
});

async function inEveryOrder(
  agents: ConstructorParameters<typeof Centre>[1],
  story: (centre: Centre, rest: () => Promise<void>) => Promise<void>,
): Promise<void> {
  for (const order of orders) {
    const centre = new Centre(policy, agents);
    const choose = order();
    const rest = async () => {
      await centre.rest(choose);
      centre.clock += 1;
    };
    await story(centre, rest);
    centre.expectAtRest();
  }
}

const statusOf = (centre: Centre, caseId: string) => centre.store.routings.get(caseId)?.status;
const workOf = (centre: Centre, agentId: string) =>
  centre.store.agents.get(agentId)?.work.map(({ caseId }) => caseId);
const holderOf = (centre: Centre, caseId: string) => centre.store.routings.get(caseId)?.reservation?.agentId;

describe("known bugs of others", () => {
  it("a waiting chat is starved by a newer one", async () => {
    await inEveryOrder([agentOf("a1", { capacityUnits: 20 })], async (centre, rest) => {
      centre.arrive("busy", chat);
      await rest();
      centre.accept("busy", "a1");
      centre.arrive("older", chat);
      await rest();
      centre.finish("busy");
      for (const newer of ["newer1", "newer2"]) centre.arrive(newer, chat);
      await rest();
      expect(workOf(centre, "a1")).toEqual(["older"]);
    });
  });

  it("a call is starved by chats that fit where it does not", async () => {
    await inEveryOrder([agentOf("a1")], async (centre, rest) => {
      for (const caseId of ["chat1", "chat2", "chat3"]) centre.arrive(caseId, chat);
      await rest();
      centre.arrive("call", call);
      await rest();
      for (const caseId of ["chat1", "chat2", "chat3"]) centre.accept(caseId, "a1");
      await rest();
      centre.clock += policy.holdRoomAfterSeconds;
      for (const [index, caseId] of ["chat1", "chat2", "chat3"].entries()) {
        centre.finish(caseId);
        centre.arrive(`later${index}`, chat);
        await rest();
      }
      expect(workOf(centre, "a1")).toEqual(["call"]);
    });
  });

  it("a chat waits beside room that was kept for a call, and the call is gone", async () => {
    await inEveryOrder([agentOf("a1")], async (centre, rest) => {
      centre.arrive("chat1", chat);
      await rest();
      centre.accept("chat1", "a1");
      centre.arrive("call", call);
      await rest();
      centre.clock += policy.holdRoomAfterSeconds;
      centre.arrive("chat2", chat);
      await rest();
      expect(statusOf(centre, "chat2")).toBe("waiting");
      centre.leave("call");
      await rest();
      expect(holderOf(centre, "chat2")).toBe("a1");
    });
  });

  it("a chat that is held for an agent waits beside room that they kept for a call, and others took the call", async () => {
    await inEveryOrder([agentOf("a1"), agentOf("a2")], async (centre, rest) => {
      centre.arrive("chat1", { ...chat, requirement: { agentId: "a1" } });
      await rest();
      centre.accept("chat1", "a1");
      centre.arrive("call1", call);
      await rest();
      centre.accept("call1", "a2");
      centre.arrive("call2", call);
      await rest();
      centre.clock += policy.holdRoomAfterSeconds;
      centre.arrive("chat2", { ...chat, requirement: { agentId: "a1" } });
      await rest();
      expect(statusOf(centre, "chat2")).toBe("waiting");
      centre.finish("call1");
      await rest();
      expect(holderOf(centre, "call2")).toBe("a2");
      expect(holderOf(centre, "chat2")).toBe("a1");
    });
  });

  it("an agent with capacity for two is given three after an idle timer", async () => {
    await inEveryOrder([agentOf("a1", { capacityUnits: 40 })], async (centre, rest) => {
      for (const caseId of ["c1", "c2", "c3"]) centre.arrive(caseId, chat);
      await rest();
      for (const caseId of ["c1", "c2", "c3"]) centre.accept(caseId, "a1");
      await rest();
      const had = workOf(centre, "a1");
      expect(had).toHaveLength(2);
      // The timer takes the idle agent away, and back; both may overtake what else is on its way.
      centre.setStatus("a1", "away");
      await rest();
      centre.setStatus("a1", "available");
      centre.arrive("c4", chat);
      centre.timeOut();
      await rest();
      expect(workOf(centre, "a1")).toEqual(had);
    });
  });

  it("a lone agent who declined is never offered the case again", async () => {
    await inEveryOrder([agentOf("a1")], async (centre, rest) => {
      centre.arrive("c1", call);
      await rest();
      centre.giveBack("c1", "a1", "declined");
      await rest();
      expect(statusOf(centre, "c1")).toBe("waiting");
      centre.clock += policy.offer.cooldownSeconds;
      centre.timeOut();
      await rest();
      expect(holderOf(centre, "c1")).toBe("a1");
    });
  });

  it("a case is assigned to the customer's last agent, who is offline", async () => {
    const agents = [agentOf("a1", { status: "offline" }), agentOf("a2")];
    await inEveryOrder(agents, async (centre, rest) => {
      centre.arrive("c1", heldFor("a1"));
      await rest();
      expect(statusOf(centre, "c1")).toBe("waiting");
      centre.clock += policy.stickiness.holdSeconds;
      centre.timeOut();
      await rest();
      expect(holderOf(centre, "c1")).toBe("a2");
    });
  });

  it("a case stays with the customer's last agent, who logs off while it is offered", async () => {
    await inEveryOrder([agentOf("a1"), agentOf("a2")], async (centre, rest) => {
      centre.arrive("c1", heldFor("a1"));
      centre.setStatus("a1", "offline");
      await rest();
      expect(workOf(centre, "a1")).toEqual([]);
      centre.clock += policy.stickiness.holdSeconds;
      centre.timeOut();
      await rest();
      expect(holderOf(centre, "c1")).toBe("a2");
    });
  });

  it("freed capacity goes to who comes and skips who waits", async () => {
    await inEveryOrder([agentOf("a1"), agentOf("a2")], async (centre, rest) => {
      for (const caseId of ["busy1", "busy2"]) centre.arrive(caseId, call);
      await rest();
      for (const caseId of ["first", "second"]) {
        centre.arrive(caseId, call);
        await rest();
      }
      // One hangs up, one offer is lost with its customer: both make room while others come.
      centre.accept("busy1", holderOf(centre, "busy1") ?? "");
      await rest();
      centre.finish("busy1");
      centre.leave("busy2");
      for (const caseId of ["late1", "late2"]) centre.arrive(caseId, call);
      await rest();
      const served = ["first", "second", "late1", "late2"].map((caseId) => statusOf(centre, caseId));
      expect(served).toEqual(["offered", "offered", "waiting", "waiting"]);
    });
  });
});
