import { expect, it } from "vitest";
import { targetInput } from "../../../local/eventbridge/target-input.ts";

const event = {
  id: "e1",
  source: "s",
  time: "2026-11-22T00:00:00Z",
  detail: { caseId: "c1", list: [{ n: 1 }], text: 'a "b"' },
};
const rule = "arn:aws:events:r:0:rule/bus/my-rule";
const transform = (InputTemplate: string, InputPathsMap: Record<string, string> = {}) => ({
  InputTransformer: { InputTemplate, InputPathsMap },
});

it.each([
  ["the event", {}, JSON.stringify(event)],
  ["a constant", { Input: '"x"' }, '"x"'],
  ["a part", { InputPath: "$.detail.list[0]" }, '{"n":1}'],
  ["a part that is not there", { InputPath: "$.detail.none" }, "{}"],
  [
    "a filled template",
    transform('{"id": <id>, "all": <d>}', { id: "$.detail.caseId", d: "$.detail.list" }),
    '{"id": "c1", "all": [{"n":1}]}',
  ],
  [
    "text in quotes",
    transform('{"say": "case <id>: <t>"}', { id: "$.detail.caseId", t: "$.detail.text" }),
    '{"say": "case c1: a \\"b\\""}',
  ],
  ["an empty value", transform('{"x": <x>}', { x: "$.none" }), '{"x": ""}'],
  ["a name that is not mapped", transform('"<x>"'), '"<x>"'],
  ["what EventBridge knows itself", transform('"<aws.events.rule-name>"'), '"my-rule"'],
  ["the whole event", transform("<aws.events.event.json>"), JSON.stringify(event)],
])("makes %s", (_, target, expected) => {
  expect(targetInput(event, target, rule)).toBe(expected);
});
