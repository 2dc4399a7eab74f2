/** Walks through a flow as Amazon Connect would, with an outcome chosen for every action that has several. */
import type { Action, Flow } from "../../../../lib/connect/flows/flow-language.ts";

export interface Visit {
  readonly action: Action;
  /** What the customer hears or reads, with answers filled in. */
  readonly said: readonly string[];
  /** `ok`, an equal value, or an error's type. */
  readonly outcome: string;
}

export interface Walk {
  /** Chooses among the outcomes of an action; `Compare` chooses by itself. */
  readonly outcome: (action: Action, outcomes: readonly string[]) => string;
  /** `$.…` that are there at the start. */
  readonly contact?: Readonly<Record<string, string>>;
  /** What the function answers. */
  readonly answer?: Readonly<Record<string, string>>;
  readonly mostSteps?: number;
}

/** @throws Error when the flow does not come to an end */
export function walk(flow: Flow, { outcome, contact = {}, answer = {}, mostSteps = 5_000 }: Walk) {
  const values: Record<string, string> = { ...contact };
  const read = (text: string) => (text.startsWith("$.") ? (values[text] ?? "") : text);
  const visits: Visit[] = [];
  let name = flow.StartAction;
  for (let step = 0; step < mostSteps; step++) {
    const action = flow.Actions.find(({ Identifier }) => Identifier === name);
    if (action === undefined) throw new Error(`no action "${name}"`);
    const chosen = happening(action, read, outcome);
    visits.push({ action, said: saidBy(action).map(read), outcome: chosen });
    if (chosen === "ok" && action.Type === "InvokeLambdaFunction") {
      for (const [key, value] of Object.entries(answer)) values[`$.External.${key}`] = value;
    }
    if (chosen === "ok" && action.Type === "UpdateContactAttributes") {
      const { Attributes } = action.Parameters as { Attributes: Record<string, string> };
      for (const [key, value] of Object.entries(Attributes)) values[`$.Attributes.${key}`] = read(value);
    }
    const next = following(action, chosen);
    if (next === undefined) return { visits, values, end: { type: action.Type, outcome: chosen } };
    name = next;
  }
  throw new Error(`no end after ${mostSteps} steps`);
}

function happening(action: Action, read: (text: string) => string, choose: Walk["outcome"]): string {
  const { Conditions = [], Errors = [] } = action.Transitions;
  const equal = Conditions.map(({ Condition }) => Condition.Operands[0]);
  if (action.Type === "Compare") {
    const value = read(String(action.Parameters.ComparisonValue));
    return equal.includes(value) ? value : "NoMatchingCondition";
  }
  const normal = equal.length > 0 ? equal : ["ok"];
  const outcomes = [...normal, ...Errors.map(({ ErrorType }) => ErrorType)];
  return outcomes.length === 1 ? (outcomes[0] ?? "") : choose(action, outcomes);
}

/** `undefined` is the end: a terminal action, or the queue. */
function following({ Type, Transitions }: Action, outcome: string): string | undefined {
  const { NextAction, Conditions = [], Errors = [] } = Transitions;
  if (Type === "TransferContactToQueue" && outcome === "ok") return undefined;
  return (
    Errors.find(({ ErrorType }) => ErrorType === outcome)?.NextAction ??
    Conditions.find(({ Condition }) => Condition.Operands[0] === outcome)?.NextAction ??
    NextAction
  );
}

/** Texts of an action that the customer gets; silence is none. */
export function saidBy({ Parameters }: Action): string[] {
  const { Text, Messages = [] } = Parameters as { Text?: string; Messages?: { Text?: string }[] };
  return [Text, ...Messages.map((message) => message.Text)].filter((text) => text !== undefined);
}
