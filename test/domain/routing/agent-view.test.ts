import fc from "fast-check";
import { expect, it } from "vitest";
import { newAgent } from "../../../domain/routing/agent-state.ts";
import { agentView, profileIn } from "../../../domain/routing/agent-view.ts";
import { agentRequestSchema, agentViewSchema } from "../../../schemas/api/routing-shapes.ts";
import { agentOf, at, caseOf } from "../../world/routing/scene.ts";
import { onHand, onOffer } from "./desk.ts";

it("shows an agent in shares of a call, and nothing of routing's own bookkeeping", () => {
  const chat = onHand(caseOf("c1", { medium: "chat" }), agentOf("a1", { capacityUnits: 90, misses: 1 }));
  const both = onOffer(caseOf("c2", { medium: "email" }), chat.agent);
  const view = agentView(both.agent);
  expect(view).toMatchObject({
    status: "available",
    capacity: { used: 0.53, maximum: 1.5 },
    work: [
      { caseId: "c1", token: 1, state: "accepted", since: at(10), capacity: 0.33 },
      { caseId: "c2", token: 1, state: "offered", capacity: 0.2 },
    ],
  });
  expect(agentViewSchema.parse(view)).toEqual(view);
  expect(Object.keys(view)).not.toContain("misses");
});

it("shows what an admin has said as they said it", () => {
  const asked = fc.record(
    {
      name: fc.string({ maxLength: 20 }),
      connectUserId: fc.stringMatching(/^[\w-]{1,30}$/),
      capacity: fc.integer({ min: 10, max: 1000 }).map((hundredths) => hundredths / 100),
      languages: fc.subarray(["tr", "en"]),
      skills: fc.constantFrom({}, { card: 3 }),
      queues: fc.subarray(["general", "sales"], { minLength: 1 }),
    },
    { requiredKeys: ["capacity", "languages", "skills", "queues"] },
  );
  fc.assert(
    fc.property(asked, (words) => {
      const view = agentView(newAgent(profileIn("a1", agentRequestSchema.parse(words)), at(0)));
      const { capacity, ...rest } = words;
      expect(view).toMatchObject({ agentId: "a1", kind: "human", status: "offline", work: [], ...rest });
      // Kept in sixtieths of a call.
      expect(Math.abs(view.capacity.maximum - capacity)).toBeLessThan(0.015);
      expect(Object.keys(view).includes("name")).toBe("name" in words);
    }),
  );
});
