import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchCase } from "../../../domain/routing/match.ts";
import { replayDecision } from "../../../domain/routing/replay-decision.ts";
import type { Decision } from "../../../schemas/routing/decision.ts";
import type { RoutingPolicy } from "../../../schemas/routing/policy.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";
import { agentOf, at, caseOf, policyWith } from "../../world/routing/scene.ts";
import { desk, type Scene } from "./desk.ts";

const base = policyWith();
const learning = { ...base.learning, enabled: true, share: 0.5 };

/** What the engine decides on the last of the cases, as it would keep it. */
async function decided(scene: Scene & { readonly routings: readonly Routing[] }): Promise<Decision[]> {
  const decisions: Decision[] = [];
  const here = desk(scene);
  const save: typeof here.store.save = (change) => {
    if (change.decision !== undefined) decisions.push(change.decision);
    return here.store.save(change);
  };
  const keepDecision = async (decision: Decision) => void decisions.push(decision);
  const last = scene.routings.at(-1);
  if (last !== undefined) await matchCase({ ...here, store: { ...here.store, save, keepDecision } }, last);
  return decisions;
}

const agents = fc.uniqueArray(
  fc.record({
    id: fc.nat(9),
    idle: fc.integer({ min: -3000, max: 0 }),
    card: fc.nat(3),
    units: fc.constantFrom(20, 60),
    sales: fc.boolean(),
  }),
  { selector: ({ id }) => id, maxLength: 6 },
);
const cases = fc.array(
  fc.record({
    medium: fc.constantFrom("chat" as const, "voice" as const),
    came: fc.integer({ min: 0, max: 500 }),
    queueId: fc.constantFrom("general", "sales"),
    headStart: fc.constantFrom(0, 30),
  }),
  { minLength: 1, maxLength: 4 },
);

const sceneOf = (
  staff: readonly { id: number; idle: number; card: number; units: number; sales: boolean }[],
  line: readonly { medium: "chat" | "voice"; came: number; queueId: string; headStart: number }[],
  policy: RoutingPolicy,
) => ({
  policy,
  agents: staff.map(({ id, idle, card, units, sales }) =>
    agentOf(`a${id}`, {
      idleSince: at(idle),
      skills: card === 0 ? {} : { card },
      capacityUnits: units,
      queues: sales ? ["general", "sales"] : ["general"],
    }),
  ),
  routings: line.map(({ queueId, ...words }, index) =>
    caseOf(`c${index}`, { ...words, requirement: { queueId } }),
  ),
});

describe("a decision that is replayed", () => {
  it("has the same winner, candidates and arm under the policy it was made by", async () => {
    await fc.assert(
      fc.asyncProperty(agents, cases, fc.boolean(), async (staff, line, isLearning) => {
        const policy = policyWith(isLearning ? { learning } : {});
        for (const decision of await decided(sceneOf(staff, line, policy))) {
          const { winner, candidates, arm } = replayDecision(decision, policy);
          expect({ winner, arm }).toEqual({ winner: decision.winner, arm: decision.arm });
          expect(candidates).toEqual(decision.candidates.map(({ lost: _, ...candidate }) => candidate));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("has no more place in line under the same priorities", async () => {
    const callback = { ...caseOf("c1", { headStart: 60 }), headStart: [{ reason: "callback", seconds: 60 }] };
    const [decision] = await decided({ agents: [agentOf("a1")], routings: [callback], now: 90 });
    if (decision === undefined) throw new Error("nothing was decided");
    expect(replayDecision(decision, base).aheadBySeconds).toBe(0);
    const more = policyWith({ priority: { ...base.priority, callbackSeconds: 100 } });
    expect(replayDecision(decision, more).aheadBySeconds).toBe(40);
    const none = policyWith({ priority: { ...base.priority, callbackSeconds: 0 } });
    expect(replayDecision(decision, none).aheadBySeconds).toBe(-60);
  });

  it("has another winner where another reason weighs more", async () => {
    const rested = agentOf("rested", { idleSince: at(-3000), skills: { card: 9 } });
    const plain = agentOf("plain", { idleSince: at(500) });
    const [decision] = await decided({ agents: [rested, plain], routings: [caseOf("c1")] });
    if (decision === undefined) throw new Error("nothing was decided");
    expect(decision.winner).toBe("rested");
    const sparing = policyWith({ weights: { ...base.weights, skill: 50 } });
    expect(replayDecision(decision, sparing).winner).toBe("plain");
  });

  it("is not won by who had a better case before them", async () => {
    const best = agentOf("best", { idleSince: at(-3000), queues: ["general", "sales"] });
    const second = agentOf("second", { idleSince: at(500) });
    const [decision] = await decided({ agents: [best, second], routings: [caseOf("c1")] });
    if (decision === undefined) throw new Error("nothing was decided");
    expect(replayDecision(decision, base).winner).toBe("best");
    const candidates = decision.candidates.map(({ lost: _, ...candidate }) =>
      candidate.agentId === "best" ? { ...candidate, lost: "better-case-first" as const } : candidate,
    );
    expect(replayDecision({ ...decision, candidates, winner: "second" }, base).winner).toBe("second");
  });

  it("stays with the agent who looked for a case, and with nobody where nobody was free", async () => {
    const [decision] = await decided({ routings: [caseOf("c1")] });
    if (decision === undefined) throw new Error("nothing was decided");
    expect(replayDecision(decision, base)).toMatchObject({ candidates: [] });
    expect(replayDecision(decision, base)).not.toHaveProperty("winner");
    const looked = { ...decision, direction: "agent-to-case", winner: "a7" } as const;
    expect(replayDecision(looked, base).winner).toBe("a7");
  });
});
