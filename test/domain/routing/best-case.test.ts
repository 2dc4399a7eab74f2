import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withRefusal } from "../../../domain/routing/agent-state.ts";
import { bestCaseFor, holdsRoom, inRankOrder } from "../../../domain/routing/best-case.ts";
import { agentOf, at, caseOf, noon, policyWith } from "../../world/routing/scene.ts";
import { aPolicy, aQueue } from "./cases-to-route.ts";
import { onHand } from "./desk.ts";

const policy = policyWith({ holdRoomAfterSeconds: 60 });
const now = (seconds: number) => new Date(noon + seconds * 1000);
const free = agentOf("a1");
/** Has one chat, and room for two more. */
const chatting = onHand(caseOf("c0", { medium: "chat" }), free).agent;

const chosen = (agent = free, waiting: Parameters<typeof bestCaseFor>[1] = [], seconds = 10) =>
  bestCaseFor(agent, waiting, policy, now(seconds))?.caseId;

describe("an agent with room", () => {
  const word = fc.record({
    medium: fc.constantFrom("voice" as const, "chat" as const, "email" as const),
    came: fc.integer({ min: -50, max: 0 }),
    headStart: fc.constantFrom(0, 30),
    queueId: fc.constantFrom("general", "sales"),
  });

  it("takes the first in line of those they are asked for, in whatever order they are read", () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const waiting = words.map(({ queueId, ...one }, index) =>
          caseOf(`c${index}`, { ...one, requirement: { queueId } }),
        );
        const asked = waiting.filter(({ steps }) => steps[0]?.requirement.queueId === "general");
        const first = [...asked].sort((left, right) =>
          `${left.rank} ${left.caseId}` < `${right.rank} ${right.caseId}` ? -1 : 1,
        )[0];
        expect(chosen(free, waiting)).toBe(first?.caseId);
        expect(chosen(free, [...waiting].reverse())).toBe(first?.caseId);
      }),
    );
  });

  it("takes nothing where they are away, full, not asked, or where nothing waits", () => {
    const call = caseOf("c1");
    expect(chosen(agentOf("a1", { status: "away" }), [call])).toBeUndefined();
    expect(chosen(onHand(caseOf("c0"), free).agent, [caseOf("c2", { medium: "email" })])).toBeUndefined();
    expect(chosen(free, [caseOf("c1", { requirement: { agentId: "a2" } })])).toBeUndefined();
    expect(chosen(free, [{ ...call, status: "assigned" }])).toBeUndefined();
    expect(chosen(free, [caseOf("c1", { requirement: { agentId: "a1" } })])).toBe("c1");
  });

  it("is not asked again for what they refused, until the time is over", () => {
    const refused = withRefusal(free, { caseId: "c1", at: at(0), until: at(20) });
    const waiting = [caseOf("c1"), caseOf("c2", { came: 5 })];
    expect(chosen(refused, waiting, 19)).toBe("c2");
    expect(chosen(refused, waiting, 20)).toBe("c1");
  });

  it("takes a smaller case behind one they have no room for, until that has waited for long", () => {
    const waiting = [caseOf("call"), caseOf("chat", { medium: "chat", came: 5 })];
    expect(chosen(chatting, waiting, 60)).toBe("chat");
    expect(chosen(chatting, waiting, 61)).toBeUndefined();
    expect(chosen(chatting, [waiting[1] ?? caseOf("x"), caseOf("call", { came: 6 })], 300)).toBe("chat");
    expect(holdsRoom(caseOf("call"), policy, now(60))).toBe(false);
    expect(holdsRoom(caseOf("call"), policy, now(61))).toBe(true);
  });

  it("keeps no room for what they could never take", () => {
    const small = agentOf("a1", { capacityUnits: 40 });
    const waiting = [caseOf("call"), caseOf("chat", { medium: "chat", came: 5 })];
    expect(chosen(small, waiting, 300)).toBe("chat");
  });

  it("takes nothing out of a queue that is closed", () => {
    const closed = aPolicy({ queues: [aQueue("general", { calendar: { zone: "UTC", week: {} } })] });
    expect(bestCaseFor(free, [caseOf("c1")], closed, now(10))).toBeUndefined();
  });
});

it("orders cases of the same instant alike for everybody", () => {
  const [one, other] = [caseOf("c1"), caseOf("c2")];
  expect([inRankOrder(one, other), inRankOrder(other, one), inRankOrder(one, one)]).toEqual([-1, 1, 0]);
});
