import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { readGrants } from "../../../local/iam/grants.ts";
import type { Access } from "../../../local/iam/policy.ts";
import type { LambdaFunction } from "../../../local/lambda/functions.ts";
import { openStepFunctions } from "../../../local/step-functions/step-functions.ts";
import { memoryLog } from "../support/platform.ts";
import { type Role, resourcesOf, role } from "../support/resources.ts";

const functionArn = "arn:aws:lambda:us-east-1:000000000000:function:F";
const machineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:M";
const executionArn = "arn:aws:states:us-east-1:000000000000:execution:M:e";
const invokes = { action: "lambda:InvokeFunction", resource: functionArn };
const definition = (name: string) =>
  `{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"${name}"},"End":true}}}`;

function open({ machine = {}, ofRole = {} }: { machine?: object; ofRole?: Partial<Role> }) {
  const Properties = {
    StateMachineName: "M",
    RoleArn: { "Fn::GetAtt": ["R", "Arn"] },
    DefinitionString: definition("F"),
    ...machine,
  };
  const resources = resourcesOf({
    R: role({ allows: invokes, ...ofRole }),
    M: { Type: "AWS::StepFunctions::StateMachine", Properties },
  });
  const target: LambdaFunction = {
    name: "F",
    arn: functionArn,
    role: { roleName: "", refusal: () => undefined, isAssumableBy: () => true },
    credentials: { accessKeyId: "", secretAccessKey: "" },
    invoke: () => new Promise(() => undefined),
  };
  return openStepFunctions({
    resources,
    grants: readGrants(resources),
    database: new DatabaseSync(":memory:"),
    functions: new Map([[functionArn, target]]),
    log: memoryLog(),
  });
}

const from = (arn: string) => ({ ArnLike: { "aws:SourceArn": [arn] } });

describe("a state machine", () => {
  it.each([
    [
      "its role may not invoke its function",
      { ofRole: { allows: { ...invokes, resource: `${functionArn}2` } } },
      /role A-R may not lambda:InvokeFunction on .*:F$/,
    ],
    [
      "Step Functions may not assume its role",
      { ofRole: { service: "lambda.amazonaws.com" } },
      /states.amazonaws.com may not assume role A-R/,
    ],
    [
      "its role is for other machines",
      { ofRole: { condition: from(`${machineArn}2`) } },
      /may not assume role/,
    ],
    [
      "it names a function that is not there",
      { machine: { DefinitionString: definition("G") } },
      /no function G/,
    ],
    ["it is an express one", { machine: { StateMachineType: "EXPRESS" } }, /StateMachineType/],
    [
      "it would fail on AWS",
      { machine: { DefinitionString: '{"StartAt":"B","States":{"A":{"Type":"Succeed"}}}' } },
      /stateMachine:M: MISSING_TRANSITION_TARGET/,
    ],
  ])("is refused at start when %s", (_, given, message) => {
    expect(() => open(given)).toThrow(message);
  });

  it("runs the template's text, with its substitutions", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how CloudFormation writes it
    const machine = { DefinitionString: definition("${F}"), DefinitionSubstitutions: { F: functionArn } };
    const { definitionOf } = open({
      machine,
      ofRole: { condition: from("arn:aws:states:*:*:stateMachine:*") },
    });
    expect(definitionOf(machineArn)).toBe(definition(functionArn));
    expect(() => definitionOf(`${machineArn}2`)).toThrow("no state machine");
  });
});

describe("the permission that a call asks for", () => {
  const { service } = open({});
  const taskToken = `${Buffer.from(machineArn).toString("base64url")}.abc`;

  it.each([
    ["StartExecution", { stateMachineArn: machineArn }, machineArn],
    ["SendTaskSuccess", { taskToken, output: "{}" }, machineArn],
    ["SendTaskFailure", { taskToken }, machineArn],
    ["ListExecutions", { stateMachineArn: machineArn }, machineArn],
    ["DescribeExecution", { executionArn }, executionArn],
    ["StopExecution", { executionArn }, executionArn],
    ["GetExecutionHistory", { executionArn }, executionArn],
  ])("%s is about the machine or the execution", async (operation, input, resource) => {
    const asked: Access[] = [];
    const call = {
      caller: { arn: "", isFunction: true, refusal: () => undefined },
      method: "POST",
      path: "/",
      rawUrl: "/",
      query: new URLSearchParams(),
      headers: {},
      target: "",
    };
    const refused = async () =>
      service({ ...call, operation, body: Buffer.from(JSON.stringify(input)) }, (accesses) => {
        asked.push(...accesses);
        throw new Error("refused");
      });
    await expect(refused).rejects.toThrow("refused");
    expect(asked).toEqual([{ action: `states:${operation}`, resource }]);
  });
});
