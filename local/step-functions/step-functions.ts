/** Step Functions: the template's state machines, their executions on disk, and the API. */
import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { openValues } from "../data-dir.ts";
import type { Service } from "../gateway/call.ts";
import type { Grants } from "../iam/grants.ts";
import type { LambdaFunction } from "../lambda/functions.ts";
import type { Log } from "../log.ts";
import type { Resources } from "../template/resources.ts";
import { type Definition, readDefinition } from "./definition.ts";
import { createExecutions } from "./executions.ts";
import { type Machine, readMachines } from "./machines.ts";
import { stepFunctionsService } from "./service.ts";
import { openExecutionStore } from "./store.ts";
import { createTasks } from "./tasks.ts";

export interface StepFunctions {
  readonly service: Service;
  /** The very text that runs. @throws Error when no such state machine is in the templates */
  definitionOf(stateMachineArn: string): string;
  /** Takes up what an earlier process left running. */
  resume(): void;
  close(): Promise<void>;
}

export interface StepFunctionsOptions {
  readonly resources: Resources;
  readonly grants: Grants;
  readonly database: DatabaseSync;
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly log: Log;
}

/** @throws Error listing every state machine that could not run, here or on AWS */
export function openStepFunctions(options: StepFunctionsOptions): StepFunctions {
  const { resources, grants, database, functions, log } = options;
  const byName = new Map([...functions.values()].map((one) => [one.name, one]));
  const functionOf = (name: string) => functions.get(name) ?? byName.get(name);
  const machines = readMachines(resources, grants, functionOf);
  const store = openExecutionStore(database);
  const tasks = createTasks({ store, functionOf, log });
  const texts = openValues(database, "state machine definition");
  const definitions = new Map<string, Definition>();

  /** An execution keeps the definition that it was started with, also when the template has another by now. */
  function keepDefinition({ definition }: Machine): string {
    const hash = createHash("sha256").update(definition.text).digest("hex");
    texts.getOrSet(hash, () => definition.text);
    definitions.set(hash, definition);
    return hash;
  }

  function definitionBy(hash: string): Definition {
    const known = definitions.get(hash);
    if (known) return known;
    const read = readDefinition(texts.get(hash) ?? "");
    definitions.set(hash, read);
    return read;
  }

  const executions = createExecutions({ store, tasks, log, definition: definitionBy });
  return {
    service: stepFunctionsService({ machines, store, tasks, executions, keepDefinition }),
    definitionOf(stateMachineArn) {
      const machine = machines.get(stateMachineArn);
      if (!machine) throw new Error(`no state machine ${stateMachineArn} in the templates`);
      return machine.definition.text;
    },
    resume: executions.resume,
    close: executions.close,
  };
}
