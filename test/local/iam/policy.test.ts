import { describe, expect, it } from "vitest";
import { type Access, evaluate, policyDocument } from "../../../local/iam/policy.ts";

const statements = (...Statement: object[]) => policyDocument.parse({ Version: "2012-10-17", Statement });
const allow = (Action: string | string[], Resource: string | string[], Condition?: object) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const table = "arn:aws:dynamodb:us-east-1:000000000000:table/T";
const read: Access = { action: "dynamodb:GetItem", resource: table };
const withKeys = (...keys: string[]): Access => ({ ...read, context: { "dynamodb:leadingkeys": keys } });

describe("evaluating statements", () => {
  it.each([
    ["nothing", [], read, "no-allow"],
    ["the action", [allow("dynamodb:GetItem", table)], read, "allowed"],
    ["the action in other letters", [allow("DynamoDB:getitem", table)], read, "allowed"],
    ["another action", [allow("dynamodb:PutItem", table)], read, "no-allow"],
    ["a wildcard action", [allow("dynamodb:Get*", "*")], read, "allowed"],
    ["a one-letter wildcard", [allow("dynamodb:Get????", "*")], read, "allowed"],
    ["another table", [allow("dynamodb:GetItem", `${table}2`)], read, "no-allow"],
    ["a resource in other letters", [allow("dynamodb:GetItem", table.toUpperCase())], read, "no-allow"],
    ["one of several", [allow(["dynamodb:PutItem", "dynamodb:GetItem"], ["x", table])], read, "allowed"],
    ["an index of the table only", [allow("dynamodb:GetItem", `${table}/index/*`)], read, "no-allow"],
    [
      "a deny beside an allow",
      [allow("*", "*"), { Effect: "Deny", Action: "dynamodb:*", Resource: "*" }],
      read,
      "explicit-deny",
    ],
    ["NotAction", [{ Effect: "Allow", NotAction: "s3:*", Resource: "*" }], read, "allowed"],
    [
      "NotAction that names it",
      [{ Effect: "Allow", NotAction: "dynamodb:*", Resource: "*" }],
      read,
      "no-allow",
    ],
    ["a dot that is no wildcard", [allow("dynamodb:GetItem", "arn.aws*")], read, "no-allow"],
  ] as const)("%s", (_, given, access, verdict) => {
    expect(evaluate(statements(...given), access)).toBe(verdict);
  });

  it.each([
    [
      "ForAllValues:StringLike",
      { "dynamodb:LeadingKeys": ["I#*", "C#*"] },
      withKeys("I#1", "C#2"),
      "allowed",
    ],
    ["ForAllValues:StringLike", { "dynamodb:LeadingKeys": ["I#*"] }, withKeys("I#1", "C#2"), "no-allow"],
    ["ForAllValues:StringEquals", { "dynamodb:LeadingKeys": "I#1" }, withKeys("I#1"), "allowed"],
    ["ForAllValues:StringEquals", { "dynamodb:LeadingKeys": "I#1" }, read, "allowed"],
    ["StringEquals", { "events:source": "a" }, { ...read, context: { "events:source": ["a"] } }, "allowed"],
    ["StringEquals", { "events:source": "a" }, read, "no-allow"],
    ["StringEqualsIfExists", { "events:source": "a" }, read, "allowed"],
    [
      "ArnLike",
      { "AWS:SourceArn": "arn:aws:events:*:*:rule/*" },
      { ...read, context: { "aws:sourcearn": ["arn:aws:events:r:1:rule/x"] } },
      "allowed",
    ],
    [
      "Bool",
      { "aws:SecureTransport": false },
      { ...read, context: { "aws:securetransport": ["true"] } },
      "no-allow",
    ],
    [
      "Bool",
      { "aws:SecureTransport": "true" },
      { ...read, context: { "aws:securetransport": ["true"] } },
      "allowed",
    ],
  ] as const)("condition %s %j", (operator, keys, access, verdict) => {
    expect(evaluate(statements(allow("*", "*", { [operator]: keys })), access)).toBe(verdict);
  });

  it.each([
    ["operator", { DateGreaterThan: { "aws:SourceArn": "x" } }],
    ["key", { StringEquals: { "aws:PrincipalTag/team": "x" } }],
  ])("refuses a condition %s it does not know when it reads the policy", (_, condition) => {
    expect(() => statements(allow("*", "*", condition))).toThrow(/not known here/);
  });

  it("asks who acts where a resource policy names a principal", () => {
    const given = statements({
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: "q",
    });
    const access = { action: "sqs:SendMessage", resource: "q" };
    expect(evaluate(given, access, { kind: "Service", name: "events.amazonaws.com" })).toBe("allowed");
    expect(evaluate(given, access, { kind: "Service", name: "sns.amazonaws.com" })).toBe("no-allow");
    expect(evaluate(given, access)).toBe("no-allow");
  });
});
