/** What every function that routes is made of: the same store, workflow and policies everywhere. */
import { randomInt } from "node:crypto";
import { ulid } from "ulid";
import type { Policies } from "../../domain/policies/policies.ts";
import { caseDescriber, wholeCaseReader } from "../../domain/routing/describe-case.ts";
import type { FollowDeps } from "../../domain/routing/follow-case.ts";
import type { WorkflowStepDeps } from "../../domain/routing/workflow-steps/deps.ts";
import { jsonCalls } from "../aws/json-call.ts";
import { readMember } from "../dynamodb/members.ts";
import { dynamoPolicies } from "../dynamodb/policies.ts";
import type { HalfLife } from "../dynamodb/routing/learned.ts";
import { dynamoRoutingStore } from "../dynamodb/routing/store.ts";
import type { TableDeps } from "../dynamodb/table-call.ts";
import { stepFunctionsWorkflow } from "../stepfunctions/workflow.ts";

const drawSteps = 2 ** 32;
const firstPauseMs = 5;
const longestPauseMs = 200;

export interface RoutingParts extends FollowDeps {
  readonly describeCase: WorkflowStepDeps["describeCase"];
  readonly halfLife: HalfLife;
  readonly policies: Policies;
}

export function routingDeps(table: TableDeps, env: NodeJS.ProcessEnv, stateMachineArn: string): RoutingParts {
  const now = () => new Date();
  const policies = dynamoPolicies(table, Date.now);
  const halfLife: HalfLife = async () => (await policies.current("routing")).policy.learning;
  const store = dynamoRoutingStore(table, halfLife);
  const people = { readMember: (customerId: string) => readMember(table, customerId), policies, now };
  const readCase = wholeCaseReader(people);
  return {
    store,
    policies,
    halfLife,
    workflow: stepFunctionsWorkflow(jsonCalls("states", env), stateMachineArn),
    now,
    draw: () => randomInt(drawSteps) / drawSteps,
    newDecisionId: () => ulid(),
    readCase,
    lastHeard: async (caseId) => (await readCase(caseId))?.heardAt,
    describeCase: caseDescriber({ ...people, store }),
    pause: (lost) => pauseAfter(lost),
  };
}

/** Those who raced do not meet again: each waits for another while. */
function pauseAfter(lost: number): Promise<void> {
  const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(lost, 10));
  return new Promise((resolve) => setTimeout(resolve, randomInt(longest + 1)));
}
