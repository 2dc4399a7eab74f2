import { expect, it } from "vitest";
import { firstWaitSeconds } from "../../../domain/routing/first-wait.ts";
import { policyWith } from "../../world/routing/scene.ts";

const widens = (...times: number[]) =>
  times.map((afterSeconds) => ({ afterSeconds, lowerSkillsBy: 1, anyLanguage: false }));

it.each([
  ["when the last agent's claim ends", 30, widens(60), 30],
  ["when the circle first widens, where nobody has a claim", 0, widens(60, 45), 45],
  ["when the circle first widens, before the claim ends", 90, widens(60), 60],
  ["after a quarter of an hour, where nothing ever widens", 0, [], 900],
  ["after a quarter of an hour, where everything takes longer", 3600, widens(7200), 900],
])("the workflow looks again %s", (_, holdSeconds, relaxation, seconds) => {
  expect(firstWaitSeconds(policyWith({ stickiness: { withinDays: 1, holdSeconds }, relaxation }))).toBe(
    seconds,
  );
});
