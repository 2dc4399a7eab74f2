import { describe, expect, it } from "vitest";
import { stepFunctionsWorkflow } from "../../../adapters/stepfunctions/workflow.ts";
import { AwsCallError } from "../../../domain/errors.ts";

const failing = (code: string) => async () => {
  throw new AwsCallError("states", "call", { status: 400, code, body: "" });
};
const reserved = { caseId: "c1", leg: 2, agentId: "a1", token: 3, offerSeconds: 20 };

describe("the workflow on Step Functions", () => {
  it("is called with what the definition reads", async () => {
    const calls: [string, object][] = [];
    const call = async (operation: string, input: object) => {
      calls.push([operation, input]);
      return "{}";
    };
    const workflow = stepFunctionsWorkflow(call, "arn");
    await workflow.start({ caseId: "c1", leg: 2, waitSeconds: 30 });
    expect(await workflow.resume("t1", reserved)).toBe("told");
    expect(await workflow.interrupt("t2", "CustomerLeft")).toBe("told");
    const input = JSON.stringify({ caseId: "c1", leg: 2, waitSeconds: 30 });
    expect(calls).toEqual([
      ["StartExecution", { stateMachineArn: "arn", name: "c1-2", input }],
      ["SendTaskSuccess", { taskToken: "t1", output: JSON.stringify(reserved) }],
      ["SendTaskFailure", { taskToken: "t2", error: "CustomerLeft" }],
    ]);
  });

  it.each(["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"])(
    "has nobody who waits, at %s",
    async (code) => {
      const workflow = stepFunctionsWorkflow(failing(code), "arn");
      expect(await workflow.resume("t1", reserved)).toBe("over");
      expect(await workflow.interrupt("t1", "Declined")).toBe("over");
      await expect(workflow.start({ caseId: "c1", leg: 1, waitSeconds: 1 })).rejects.toThrow(code);
    },
  );

  it("has been started by whoever came first", async () => {
    const workflow = stepFunctionsWorkflow(failing("ExecutionAlreadyExists"), "arn");
    await workflow.start({ caseId: "c1", leg: 1, waitSeconds: 1 });
    await expect(workflow.resume("t1", reserved)).rejects.toThrow("ExecutionAlreadyExists");
  });

  it.each(["ThrottlingException", "AccessDeniedException"])("is in trouble, at %s", async (code) => {
    const workflow = stepFunctionsWorkflow(failing(code), "arn");
    await expect(workflow.start({ caseId: "c1", leg: 1, waitSeconds: 1 })).rejects.toThrow(code);
    await expect(workflow.resume("t1", reserved)).rejects.toThrow(code);
    await expect(workflow.interrupt("t1", "Missed")).rejects.toThrow(code);
  });

  it("hides no trouble that is not Step Functions' own", async () => {
    const workflow = stepFunctionsWorkflow(async () => Promise.reject(new TypeError("bug")), "arn");
    await expect(workflow.start({ caseId: "c1", leg: 1, waitSeconds: 1 })).rejects.toThrow("bug");
    await expect(workflow.interrupt("t1", "Missed")).rejects.toThrow("bug");
  });
});
