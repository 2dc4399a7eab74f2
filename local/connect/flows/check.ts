/** Flows that could not run, here or on AWS, stop the runtime's start. */
import * as z from "zod";
import type { ConnectInstance } from "../instance.ts";
import type { Contact } from "../model.ts";
import type { Action } from "./flow.ts";
import { actions } from "./interpret.ts";

/** @throws Error naming every action that cannot be run here, and every function that Connect may not invoke */
export function refuseUnrunnable(instance: ConnectInstance, mayInvoke: (functionArn: string) => boolean) {
  const problems = [...instance.flows.values()].flatMap((flow) =>
    [...flow.actions.values()].flatMap((action) => {
      const problem = problemOf(action, mayInvoke);
      return problem === undefined ? [] : [`flow ${flow.name}, action ${action.Identifier}: ${problem}`];
    }),
  );
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

function problemOf(action: Action, mayInvoke: (functionArn: string) => boolean): string | undefined {
  const run = actions[action.Type];
  if (!run) return `type ${action.Type} is not known here`;
  try {
    const effect = run(action, (text) => text, anyContact);
    if (effect.kind !== "invoke" || mayInvoke(effect.functionArn)) return undefined;
    return `connect.amazonaws.com may not lambda:InvokeFunction on ${effect.functionArn}`;
  } catch (error) {
    return error instanceof z.ZodError ? z.prettifyError(error) : String(error);
  }
}

const anyContact: Contact = {
  contactId: "",
  channel: "VOICE",
  initiationMethod: "INBOUND",
  state: "FLOW",
  attributes: {},
  priority: 5,
  adjustmentSeconds: 0,
  attempts: 0,
  hooks: {},
  heard: [],
  initiatedAt: 0,
  updatedAt: 0,
};
