import { expect, it } from "vitest";
import type { WorkflowStepDeps } from "../../../domain/routing/workflow-steps/deps.ts";
import { createHandler } from "../../../functions/route-case/handler.ts";
import { inert } from "../../support/events.ts";
import { definition } from "../../support/routing-world.ts";

const handler = createHandler(inert<WorkflowStepDeps>());

it.each([
  ["no step of ours", { step: "dance", input: { caseId: "c1", leg: 1 } }],
  ["a wait without a token to end it by", { step: "stand-in-line", input: { caseId: "c1", leg: 1 } }],
  ["an offer to nobody", { step: "offer-case", input: { caseId: "c1", leg: 1, token: 1 }, taskToken: "t" }],
  ["no case", { step: "widen-circle", input: { leg: 1 } }],
  ["a leg that is no number", { step: "return-to-line", input: { caseId: "c1", leg: "1" } }],
])("refuses %s before it does anything", async (_, event) => {
  await expect(handler(event)).rejects.toThrow(/^\[/);
});

it("knows every step that the definition names", async () => {
  const named = [...JSON.stringify(definition).matchAll(/"step":"([a-z-]+)"/g)].map(([, step]) => step);
  expect(new Set(named).size).toBeGreaterThan(5);
  for (const step of new Set(named)) {
    const input = { caseId: "c1", leg: 1, agentId: "a1", token: 1 };
    // It gets as far as its first dependency.
    await expect(handler({ step, input, taskToken: "t" })).rejects.toThrow(/was not expected to be used/);
  }
});
