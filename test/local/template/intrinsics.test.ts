// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of Fn::Sub

import { describe, expect, it } from "vitest";
import { noValue, resolve, type Scope } from "../../../local/template/intrinsics.ts";

const scope: Scope = {
  ref: (name) => {
    if (name === "AWS::NoValue") return noValue;
    if (name === "Missing") throw new Error("no such resource");
    return `ref-${name}`;
  },
  attribute: (logicalId, name) => `${logicalId}-${name}`,
  importValue: (name) => `import-${name}`,
};

describe("resolving a template value", () => {
  it.each([
    ["plain values", { a: [1, "b", true, null] }, { a: [1, "b", true, null] }],
    ["Ref", { Ref: "A" }, "ref-A"],
    ["Fn::GetAtt as a list", { "Fn::GetAtt": ["A", "Arn"] }, "A-Arn"],
    ["Fn::GetAtt as text", { "Fn::GetAtt": "A.Outputs.B" }, "A-Outputs.B"],
    ["Fn::Join", { "Fn::Join": ["-", ["a", { Ref: "B" }, 3]] }, "a-ref-B-3"],
    ["Fn::Sub", { "Fn::Sub": "x-${A}-${B.Arn}-${!C}" }, "x-ref-A-B-Arn-${C}"],
    ["Fn::Sub with variables", { "Fn::Sub": ["${v}/${A}", { v: { Ref: "V" } }] }, "ref-V/ref-A"],
    ["Fn::Select over Fn::Split", { "Fn::Select": [1, { "Fn::Split": ["/", "a/b/c"] }] }, "b"],
    ["Fn::ImportValue", { "Fn::ImportValue": { "Fn::Join": ["", ["x", "y"]] } }, "import-xy"],
    ["AWS::NoValue", { a: { Ref: "AWS::NoValue" }, b: [{ Ref: "AWS::NoValue" }, 1] }, { b: [1] }],
    ["an object that only looks like one", { Ref: "A", other: 1 }, { Ref: "A", other: 1 }],
  ])("knows %s", (_, value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  it.each([
    ["an unknown function", { "Fn::Base64": "x" }, /Fn::Base64 is not known/],
    ["a reference to nothing", { Ref: "Missing" }, /no such resource/],
    ["a selection out of range", { "Fn::Select": [4, ["a"]] }, /nothing at 4/],
    ["a join of objects", { "Fn::Join": ["", [{}]] }, /text was expected/],
  ])("refuses %s", (_, value, message) => {
    expect(() => resolve(value, scope)).toThrow(message);
  });
});
