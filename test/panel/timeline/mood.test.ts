import { describe, expect, it } from "vitest";
import { moodOf } from "../../../panel/timeline/mood.ts";

describe("moodOf", () => {
  it.each([
    [1, "pleased"],
    [0.25, "pleased"],
    [0.24, "even"],
    [0, "even"],
    [-0.24, "even"],
    [-0.25, "annoyed"],
    [-1, "annoyed"],
  ])("%d is %s", (sentiment, mood) => {
    expect(moodOf(sentiment)).toBe(mood);
  });
});
