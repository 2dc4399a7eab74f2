/** The part of the Amazon States Language that runs here; any other field is refused. https://states-language.net */
import * as z from "zod";

const path = z.string().nullable().optional();
/** The engine package would write to a member `$`. */
const resultPath = z
  .string()
  .nullable()
  .transform((given) => (given === "$" ? undefined : given))
  .optional();
const errorNames = z.array(z.string()).min(1);
const comments = { Comment: z.string().optional(), QueryLanguage: z.literal("JSONPath").optional() };
const paths = { InputPath: path, OutputPath: path };
const moves = { Next: z.string().optional(), End: z.literal(true).optional() };

const retrier = z.strictObject({
  ErrorEquals: errorNames,
  IntervalSeconds: z.number().optional(),
  MaxAttempts: z.number().optional(),
  BackoffRate: z.number().optional(),
  MaxDelaySeconds: z.number().optional(),
  JitterStrategy: z.enum(["NONE", "FULL"]).optional(),
});
const catcher = z.strictObject({ ErrorEquals: errorNames, Next: z.string(), ResultPath: resultPath });

/** What a Task may do: invoke a function, and for the second kind wait for its token as well. */
export const invokeAndWait = "arn:aws:states:::lambda:invoke.waitForTaskToken";
const task = z.strictObject({
  Type: z.literal("Task"),
  Resource: z.enum(["arn:aws:states:::lambda:invoke", invokeAndWait]),
  Parameters: z.strictObject({
    FunctionName: z.string(),
    Payload: z.unknown().optional(),
    "Payload.$": z.string().optional(),
  }),
  ResultSelector: z.record(z.string(), z.unknown()).optional(),
  ResultPath: resultPath,
  Retry: z.array(retrier).optional(),
  Catch: z.array(catcher).optional(),
  TimeoutSeconds: z.number().positive().optional(),
  TimeoutSecondsPath: z.string().optional(),
  ...comments,
  ...paths,
  ...moves,
});
export type TaskState = z.infer<typeof task>;

const wait = z.strictObject({
  Type: z.literal("Wait"),
  Seconds: z.number().optional(),
  SecondsPath: z.string().optional(),
  Timestamp: z.string().optional(),
  TimestampPath: z.string().optional(),
  ...comments,
  ...paths,
  ...moves,
});
export type WaitState = z.infer<typeof wait>;

/** One state, as far as it is known here. */
export const state = z.discriminatedUnion("Type", [
  task,
  wait,
  z.strictObject({
    Type: z.literal("Pass"),
    Parameters: z.unknown().optional(),
    Result: z.unknown().optional(),
    ResultPath: resultPath,
    ...comments,
    ...paths,
    ...moves,
  }),
  z.strictObject({
    Type: z.literal("Choice"),
    Choices: z.array(z.looseObject({ Next: z.string(), Assign: z.never().optional() })),
    Default: z.string().optional(),
    ...comments,
    ...paths,
  }),
  z.strictObject({ Type: z.literal("Succeed"), ...comments, ...paths }),
  z.strictObject({
    Type: z.literal("Fail"),
    Error: z.string().optional(),
    ErrorPath: z.string().optional(),
    Cause: z.string().optional(),
    CausePath: z.string().optional(),
    ...comments,
  }),
]);
export type State = z.infer<typeof state>;

export const machine = z.strictObject({
  StartAt: z.string(),
  States: z.record(z.string(), state),
  TimeoutSeconds: z.number().positive().optional(),
  Version: z.literal("1.0").optional(),
  ...comments,
});
