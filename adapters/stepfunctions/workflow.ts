/** The routing workflow on AWS Step Functions. */
import { AwsCallError } from "../../domain/errors.ts";
import type { Told, Workflow } from "../../domain/routing/workflow.ts";
import type { JsonCall } from "../aws/json-call.ts";

/** The wait is over, for whatever reason; or the token is of an execution that is no more. */
const overErrors = new Set(["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"]);

/** @throws AwsCallError when Step Functions cannot be told */
export function stepFunctionsWorkflow(call: JsonCall, stateMachineArn: string): Workflow {
  const tell = async (operation: string, input: object): Promise<Told> => {
    try {
      await call(operation, input);
      return "told";
    } catch (error) {
      if (error instanceof AwsCallError && overErrors.has(error.code)) return "over";
      throw error;
    }
  };
  return {
    async start({ caseId, leg, waitSeconds }) {
      const input = JSON.stringify({ caseId, leg, waitSeconds });
      try {
        await call("StartExecution", { stateMachineArn, name: `${caseId}-${leg}`, input });
      } catch (error) {
        // The name is the leg: whoever came first has started it.
        if (!(error instanceof AwsCallError) || error.code !== "ExecutionAlreadyExists") throw error;
      }
    },
    resume: (taskToken, result) => tell("SendTaskSuccess", { taskToken, output: JSON.stringify(result) }),
    interrupt: (taskToken, signal) => tell("SendTaskFailure", { taskToken, error: signal }),
  };
}
