/** A flow of the template, read from the very JSON that deploys. */
import * as z from "zod";

const transitions = z.strictObject({
  NextAction: z.string().optional(),
  Conditions: z
    .array(
      z.strictObject({
        NextAction: z.string(),
        Condition: z.strictObject({ Operator: z.literal("Equals"), Operands: z.tuple([z.string()]) }),
      }),
    )
    .default([]),
  Errors: z.array(z.strictObject({ ErrorType: z.string(), NextAction: z.string() })).default([]),
});
const action = z.object({
  Identifier: z.string(),
  Type: z.string(),
  Parameters: z.record(z.string(), z.unknown()).default({}),
  Transitions: transitions,
});
const content = z.object({
  Version: z.literal("2019-10-30"),
  StartAction: z.string(),
  Actions: z.array(action),
});

export type Action = z.infer<typeof action>;

export interface Flow {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** `CONTACT_FLOW`, `CUSTOMER_QUEUE`, `OUTBOUND_WHISPER`, ... */
  readonly type: string;
  readonly start: string;
  readonly actions: ReadonlyMap<string, Action>;
}

/** @throws Error for content that is not of the flow language, or leads to an action that is not there */
export function parseFlow(
  arn: string,
  { Name, Type, Content }: { readonly Name: string; readonly Type: string; readonly Content: string },
): Flow {
  const parsed = content.safeParse(JSON.parse(Content));
  if (!parsed.success) throw new Error(`flow ${Name}: ${z.prettifyError(parsed.error)}`);
  const { StartAction, Actions } = parsed.data;
  const actions = new Map(Actions.map((one) => [one.Identifier, one]));
  for (const target of [StartAction, ...Actions.flatMap(targetsOf)]) {
    if (!actions.has(target)) throw new Error(`flow ${Name}: leads to action ${target}, which is not there`);
  }
  return {
    id: arn.split("/").at(-1) ?? arn,
    arn,
    name: Name,
    type: Type,
    start: StartAction,
    actions,
  };
}

function targetsOf({ Transitions: { NextAction, Conditions, Errors } }: Action): readonly string[] {
  const next = NextAction === undefined ? [] : [NextAction];
  return [...next, ...[...Conditions, ...Errors].map((transition) => transition.NextAction)];
}
