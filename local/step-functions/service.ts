/** Step Functions behind the gateway: permission per state machine and execution, then the executions. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import {
  type Answer,
  ApiError,
  type Call,
  json,
  readInput,
  type Service,
  unknownOperation,
} from "../gateway/call.ts";
import { type Executions, maxDataBytes } from "./executions.ts";
import { apiEvent } from "./history.ts";
import type { Machine } from "./machines.ts";
import type { Execution, ExecutionStore, Outcome } from "./store.ts";
import type { Tasks } from "./tasks.ts";
import { machineOfToken } from "./token.ts";

export interface ServedParts {
  readonly machines: ReadonlyMap<string, Machine>;
  readonly store: ExecutionStore;
  readonly tasks: Tasks;
  readonly executions: Executions;
  /** Keeps the text for as long as there is an execution of it; what the execution refers to it by. */
  keepDefinition(machine: Machine): string;
}

type Authorise = Parameters<Service>[1];
type Operation = (call: Call, authorise: Authorise) => Answer;

const data = z
  .string()
  .refine((text) => Buffer.byteLength(text) <= maxDataBytes, `at most ${maxDataBytes} bytes`);
/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const executionName = z.string().regex(/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u);
const startInput = z.object({
  stateMachineArn: z.string(),
  name: executionName.default(() => randomUUID()),
  input: data.default("{}"),
  traceHeader: z.string().optional(),
});
const successInput = z.object({ taskToken: z.string(), output: data });
const failureInput = z.object({
  taskToken: z.string(),
  error: z.string().max(256).default(""),
  cause: z.string().max(32_768).default(""),
});
const executionInput = z.object({ executionArn: z.string() });
const stopInput = executionInput.extend({ error: z.string().optional(), cause: z.string().optional() });
const pageInput = { maxResults: z.number().min(0).max(1000).optional(), nextToken: z.string().optional() };
const listInput = z.object({
  stateMachineArn: z.string(),
  statusFilter: z.string().optional(),
  ...pageInput,
});
const historyInput = executionInput.extend({ reverseOrder: z.boolean().default(false), ...pageInput });

const answer = (body: object) => json(body, "1.0");

export function stepFunctionsService(parts: ServedParts): Service {
  const { machines, store, tasks, executions } = parts;

  function machineOf(arn: string): Machine {
    const found = machines.get(arn);
    if (!found) throw new ApiError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    return found;
  }

  function executionOf(arn: string): Execution {
    const found = store.find(arn);
    if (!found) throw new ApiError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
    return found;
  }

  function settle(token: string, action: string, result: Outcome, authorise: Authorise): Answer {
    const machineArn = machineOfToken(token);
    if (machineArn === undefined) throw new ApiError("InvalidToken", "Invalid Token: 'Invalid token'");
    authorise([{ action: `states:${action}`, resource: machineArn }]);
    if (!tasks.settle(token, result)) {
      throw new ApiError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    }
    return answer({});
  }

  const operations: Readonly<Record<string, Operation>> = {
    StartExecution({ body }, authorise) {
      const { stateMachineArn, name, input } = readInput(startInput, body);
      authorise([{ action: "states:StartExecution", resource: stateMachineArn }]);
      const machine = machineOf(stateMachineArn);
      refuseOtherThanJson(input, "InvalidExecutionInput", "Invalid State Machine Execution Input");
      const arn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${name}`;
      const known = store.find(arn);
      if (known && (known.status !== "RUNNING" || known.input !== input)) {
        throw new ApiError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
      }
      const startedAt =
        known?.started_at ??
        executions.start({
          arn,
          name,
          input,
          machine_arn: stateMachineArn,
          role_arn: machine.roleArn,
          definition: parts.keepDefinition(machine),
        });
      return answer({ executionArn: arn, startDate: startedAt / 1000 });
    },
    SendTaskSuccess({ body }, authorise) {
      const { taskToken, output } = readInput(successInput, body);
      refuseOtherThanJson(output, "InvalidOutput", "Invalid Output");
      return settle(taskToken, "SendTaskSuccess", { output }, authorise);
    },
    SendTaskFailure({ body }, authorise) {
      const { taskToken, error, cause } = readInput(failureInput, body);
      return settle(taskToken, "SendTaskFailure", { error, cause }, authorise);
    },
    DescribeExecution({ body }, authorise) {
      const { executionArn } = readInput(executionInput, body);
      authorise([{ action: "states:DescribeExecution", resource: executionArn }]);
      const { input, output, error, cause, ...found } = executionOf(executionArn);
      const details = { included: true };
      return answer({
        ...summary(found),
        input,
        inputDetails: details,
        ...(output === null ? {} : { output, outputDetails: details }),
        ...(error === null ? {} : { error }),
        ...(cause === null ? {} : { cause }),
      });
    },
    ListExecutions({ body }, authorise) {
      const { stateMachineArn, statusFilter, ...page } = readInput(listInput, body);
      authorise([{ action: "states:ListExecutions", resource: stateMachineArn }]);
      machineOf(stateMachineArn);
      const found = store
        .ofMachine(stateMachineArn)
        .filter(({ status }) => statusFilter === undefined || status === statusFilter);
      const { items, nextToken } = pageOf(found, page);
      return answer({ executions: items.map(summary), nextToken });
    },
    StopExecution({ body }, authorise) {
      const { executionArn, error, cause } = readInput(stopInput, body);
      authorise([{ action: "states:StopExecution", resource: executionArn }]);
      executionOf(executionArn);
      executions.stop(executionArn, error, cause);
      return answer({ stopDate: (executionOf(executionArn).stopped_at ?? 0) / 1000 });
    },
    GetExecutionHistory({ body }, authorise) {
      const { executionArn, reverseOrder, ...page } = readInput(historyInput, body);
      authorise([{ action: "states:GetExecutionHistory", resource: executionArn }]);
      executionOf(executionArn);
      const events = store.history(executionArn).map(apiEvent);
      const { items, nextToken } = pageOf(reverseOrder ? events.toReversed() : events, page);
      return answer({ events: items, nextToken });
    },
  };

  return (call, authorise) => {
    const operation = operations[call.operation];
    if (!operation) throw unknownOperation(call.target);
    return operation(call, authorise);
  };
}

function summary(found: Omit<Execution, "input" | "output" | "error" | "cause">) {
  return {
    executionArn: found.arn,
    stateMachineArn: found.machine_arn,
    name: found.name,
    status: found.status,
    startDate: found.started_at / 1000,
    ...(found.stopped_at === null ? {} : { stopDate: found.stopped_at / 1000 }),
  };
}

function pageOf<T>(
  all: readonly T[],
  { maxResults, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
) {
  const from = Number(nextToken ?? 0);
  const to = from + (maxResults || 100);
  return { items: all.slice(from, to), nextToken: to < all.length ? String(to) : undefined };
}

function refuseOtherThanJson(text: string, code: string, what: string) {
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new ApiError(code, `${what}: '${cause instanceof Error ? cause.message : "not JSON"}'`);
  }
}
