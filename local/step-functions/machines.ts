/** The template's state machines, checked for what would fail on AWS only once an execution gets there. */
import * as z from "zod";
import type { Grants } from "../iam/grants.ts";
import type { LambdaFunction } from "../lambda/functions.ts";
import type { Resources } from "../template/resources.ts";
import { type Definition, readDefinition, refuseInvalid } from "./definition.ts";

const properties = z.strictObject({
  DefinitionString: z.string(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
  RoleArn: z.string(),
  StateMachineName: z.string().optional(),
  StateMachineType: z.literal("STANDARD").default("STANDARD"),
  LoggingConfiguration: z.unknown().optional(),
  TracingConfiguration: z.unknown().optional(),
  Tags: z.unknown().optional(),
});

export interface Machine {
  readonly arn: string;
  readonly roleArn: string;
  readonly definition: Definition;
}

/** @throws Error listing every definition that cannot run, and every function that a machine's role may not invoke */
export function readMachines(
  resources: Resources,
  grants: Grants,
  functionOf: (name: string) => LambdaFunction | undefined,
): ReadonlyMap<string, Machine> {
  const problems: string[] = [];
  const machines = new Map<string, Machine>();
  for (const { arn, properties: given } of resources.ofType("AWS::StepFunctions::StateMachine", properties)) {
    try {
      const text = substituted(given.DefinitionString, given.DefinitionSubstitutions);
      const definition = readDefinition(text);
      refuseInvalid(text);
      const machine = { arn, roleArn: given.RoleArn, definition };
      machines.set(arn, machine);
      problems.push(...missingPermissions(machine, grants, functionOf).map(prefixed(arn)));
    } catch (error) {
      problems.push(prefixed(arn)(error instanceof Error ? error.message : String(error)));
    }
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return machines;
}

const prefixed = (arn: string) => (problem: string) => `state machine ${arn}: ${problem}`;

function substituted(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([^}]+)\}/g, (found, name: string) => values[name] ?? found);
}

function missingPermissions(
  { arn, roleArn, definition }: Machine,
  grants: Grants,
  functionOf: (name: string) => LambdaFunction | undefined,
): readonly string[] {
  const role = grants.role(roleArn);
  const problems = role.isAssumableBy("states.amazonaws.com", arn)
    ? []
    : [`states.amazonaws.com may not assume role ${role.roleName}`];
  for (const name of new Set(definition.functions)) {
    const target = functionOf(name);
    if (!target) problems.push(`no function ${name}`);
    else if (role.refusal({ action: "lambda:InvokeFunction", resource: target.arn }) !== undefined) {
      problems.push(`role ${role.roleName} may not lambda:InvokeFunction on ${target.arn}`);
    }
  }
  return problems;
}
