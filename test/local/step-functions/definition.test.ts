import { describe, expect, it } from "vitest";
import { readDefinition, refuseInvalid } from "../../../local/step-functions/definition.ts";
import { type Json, runStep } from "../../../local/step-functions/step.ts";

const task = {
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: "F" },
  End: true,
};
const machine = (state: object, more: object = {}) =>
  JSON.stringify({ StartAt: "A", States: { A: state, B: { Type: "Succeed" } }, ...more });

describe("a definition", () => {
  it("is kept character for character, with the functions it names", () => {
    const text = ` ${machine(task)}\n`;
    expect(readDefinition(text)).toMatchObject({ text, startAt: "A", functions: ["F"] });
  });

  it.each([
    ["JSONata", { Type: "Pass", End: true }, { QueryLanguage: "JSONata" }, /QueryLanguage/],
    ["JSONata in a state", { ...task, QueryLanguage: "JSONata" }, {}, /QueryLanguage/],
    ["variables", { ...task, Assign: { x: 1 } }, {}, /Assign/],
    ["variables in a choice", { Type: "Choice", Choices: [{ Next: "B", Assign: {} }] }, {}, /Assign/],
    [
      "variables in a catch",
      { ...task, Catch: [{ ErrorEquals: ["E"], Next: "B", Assign: {} }] },
      {},
      /Assign/,
    ],
    ["heartbeats", { ...task, HeartbeatSeconds: 5 }, {}, /HeartbeatSeconds/],
    ["other integrations", { ...task, Resource: "arn:aws:states:::sqs:sendMessage" }, {}, /Resource/],
    ["functions by path", { ...task, Parameters: { "FunctionName.$": "$.f" } }, {}, /FunctionName/],
    ["maps", { Type: "Map", Iterator: {}, End: true }, {}, /Type/],
  ])("with %s is refused", (_, state, more, message) => {
    expect(() => readDefinition(machine(state, more))).toThrow(message);
  });

  it.each([
    ["that leads nowhere", machine({ Type: "Pass", Next: "C" }), /MISSING_TRANSITION_TARGET/],
    ["without an end", machine({ Type: "Pass" }), /TERMINAL_STATE_WITH_NEXT/],
    ["with two limits", machine({ ...task, TimeoutSeconds: 1, TimeoutSecondsPath: "$.s" }), /TASK_TIMEOUT/],
  ])("%s is invalid", (_, text, message) => {
    expect(() => refuseInvalid(text)).toThrow(message);
  });
});

it("is not called invalid without a reason", () => {
  expect(() => refuseInvalid(machine({ ...task, Next: "B", End: undefined }))).not.toThrow();
});

/** Where a state leads, as Step Functions documents it. */
async function leadsTo(state: object, input: Json) {
  const { states } = readDefinition(machine(state));
  const first = states.A;
  if (!first) throw new Error("no state A");
  const { outcome } = await runStep({
    state: first,
    states: Object.keys(states),
    input,
    context: { Run: { Name: "e1" } },
    hasWaited: false,
    signal: new AbortController().signal,
  });
  return outcome;
}

describe("a state", () => {
  const choose = (rule: object) => ({ Type: "Choice", Choices: [{ ...rule, Next: "B" }], Default: "A" });
  it.each([
    ["is present", { Variable: "$.x", IsPresent: true }, { x: null }, "B"],
    ["is not present", { Variable: "$.x", IsPresent: false }, {}, "B"],
    ["is present after all", { Variable: "$.x", IsPresent: false }, { x: 1 }, "A"],
    ["is no text", { Variable: "$.x", IsString: false }, { x: 1 }, "B"],
    [
      "is not null, inside",
      {
        And: [
          { Variable: "$.x", IsNull: false },
          { Variable: "$.x", NumericGreaterThan: 1 },
        ],
      },
      { x: 2 },
      "B",
    ],
    ["is not not there", { Not: { Variable: "$.x", IsPresent: false } }, { x: 2 }, "B"],
    ["is not not there, or is", { Or: [{ Not: { Variable: "$.x", IsPresent: false } }] }, {}, "A"],
  ])("chooses by what %s", async (_, rule, input, state) => {
    expect(await leadsTo(choose(rule), input)).toMatchObject({ kind: "next", state });
  });

  it.each([
    ["nothing", { Result: null }, null],
    ["no", { Result: false }, false],
    ["zero", { Result: 0, ResultPath: "$.r" }, { a: 1, r: 0 }],
    ["something for all of its input", { Result: { r: 1 }, ResultPath: "$" }, { r: 1 }],
    [
      "its execution's name",
      { Parameters: { "n.$": "States.Format('<{}>', $$.Execution.Name)" } },
      { n: "<e1>" },
    ],
  ])("passes %s on", async (_, given, output) => {
    expect(await leadsTo({ Type: "Pass", ...given, End: true }, { a: 1 })).toEqual({
      kind: "succeeded",
      output,
    });
  });

  it("may lead to itself", async () => {
    expect(await leadsTo({ Type: "Pass", Next: "A" }, {})).toEqual({ kind: "next", state: "A", output: {} });
  });
});
