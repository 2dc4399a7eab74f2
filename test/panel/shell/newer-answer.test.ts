import { describe, expect, it } from "vitest";
import { type Answer, newerAnswer } from "../../../panel/shell/newer-answer.ts";

const read = async () => "one";
const readOther = async () => "other";
const answer = (turn: number, changed: Partial<Answer<string>> = {}): Answer<string> => ({
  turn,
  read,
  value: `answer ${turn}`,
  failure: undefined,
  ...changed,
});
const failure = (turn: number, changed: Partial<Answer<string>> = {}) =>
  answer(turn, { value: undefined, failure: new Error("down"), ...changed });

describe("newerAnswer", () => {
  it("shows the answer to the newest question, whatever order they come in", () => {
    expect(newerAnswer(undefined, answer(1))).toEqual(answer(1));
    expect(newerAnswer(answer(1), answer(2))).toEqual(answer(2));
    expect(newerAnswer(answer(2), answer(1))).toEqual(answer(2));
  });

  it("keeps what is shown when reading it again fails", () => {
    expect(newerAnswer(answer(1), failure(2))).toEqual(answer(1));
  });

  it("does not show one thing for another when reading the other fails", () => {
    const failed = failure(2, { read: readOther });
    expect(newerAnswer(answer(1), failed)).toEqual(failed);
  });

  it("recovers from a failure", () => {
    expect(newerAnswer(failure(1), answer(2))).toEqual(answer(2));
  });
});
