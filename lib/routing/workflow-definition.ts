/** The one workflow that routes every case of every channel, in Amazon States Language (JSONPath). */

/** The exceptions of Lambda's own that pass, as AWS advises to retry them. */
const lambdaTrouble = [
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.TooManyRequestsException",
  "ContendedRoutingError",
  "AwsCallError",
];
const Retry = [
  {
    ErrorEquals: lambdaTrouble,
    IntervalSeconds: 1,
    MaxAttempts: 6,
    BackoffRate: 2,
    MaxDelaySeconds: 20,
    JitterStrategy: "FULL",
  },
];

/** A step runs as long as its function may; what it waits for afterwards is the workflow's business. */
const stepTimeoutSeconds = 60;

type Catch = readonly { readonly errors: readonly string[]; readonly next: string }[];

/** Trouble that retries do not mend: the alarm rings, and the reaper takes the case up again. */
const broken = "Leave the case to the reaper";

const catching = (expected: Catch) => [
  ...expected.map(({ errors, next }) => ({ ErrorEquals: errors, ResultPath: "$.error", Next: next })),
  { ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: broken },
];

/** @param functionArn of `route-case`, which does every step by the name of its state */
export function workflowDefinition(functionArn: string) {
  /** The state's whole input goes along: ids and numbers, nothing else. */
  const payload = (step: string) => ({ step, "input.$": "$" });

  /** Runs the step and goes on with what it returns. */
  const step = (name: string, Next: string) => ({
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Parameters: { FunctionName: functionArn, Payload: payload(name) },
    OutputPath: "$.Payload",
    TimeoutSeconds: stepTimeoutSeconds,
    Retry,
    Catch: catching([]),
    Next,
  });

  /** Runs the step, and waits until somebody answers its task token. */
  const wait = (name: string, timeout: string, expected: Catch, Next: string) => ({
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    Parameters: {
      FunctionName: functionArn,
      Payload: { ...payload(name), "taskToken.$": "$$.Task.Token" },
    },
    TimeoutSecondsPath: timeout,
    Retry,
    Catch: catching(expected),
    Next,
  });

  return {
    Comment: "Routes one leg of one case to an agent, whatever its channel.",
    StartAt: "Stand in line for an agent",
    States: {
      "Stand in line for an agent": wait(
        "stand-in-line",
        "$.waitSeconds",
        [
          { errors: ["States.Timeout"], next: "Widen the circle of agents" },
          { errors: ["CustomerLeft"], next: "Note that the customer left" },
          { errors: ["CaseResolved", "HumanWanted"], next: "The case needs no agent" },
          { errors: ["ChannelChanged"], next: "Take the case up on its new channel" },
          { errors: ["CallbackChosen"], next: "Keep a place for the call back" },
          {
            errors: ["Declined", "Missed", "AgentLeft", "LeaseExpired"],
            next: "Give the case its place back",
          },
        ],
        "Offer the case to the agent",
      ),
      "Widen the circle of agents": step("widen-circle", "Stand in line for an agent"),
      "Offer the case to the agent": wait(
        "offer-case",
        "$.offerSeconds",
        [
          { errors: ["States.Timeout", "Missed"], next: "Note the missed offer" },
          { errors: ["Declined", "AgentLeft", "LeaseExpired"], next: "Give the case its place back" },
          { errors: ["CustomerLeft"], next: "Note that the customer left" },
          { errors: ["CaseResolved", "HumanWanted"], next: "Take the offer back" },
          { errors: ["ChannelChanged"], next: "Take the case up on its new channel" },
          { errors: ["CallbackChosen"], next: "Keep a place for the call back" },
        ],
        "Write down who has the case",
      ),
      "Note the missed offer": step("note-missed-offer", "Stand in line for an agent"),
      "Give the case its place back": step("return-to-line", "Stand in line for an agent"),
      "Take the offer back": step("take-offer-back", "The case needs no agent"),
      "Take the case up on its new channel": step("take-up-on-new-channel", "Stand in line for an agent"),
      "Keep a place for the call back": step("keep-for-call-back", "Stand in line for an agent"),
      "Note that the customer left": step("note-departure", "Is the customer to be called back?"),
      "Is the customer to be called back?": {
        Type: "Choice",
        Choices: [{ Variable: "$.callBack", BooleanEquals: true, Next: "Keep a place for the call back" }],
        Default: "The customer left",
      },
      "Write down who has the case": step("note-assignment", "An agent has the case"),
      "An agent has the case": { Type: "Succeed" },
      "The case needs no agent": { Type: "Succeed" },
      "The customer left": { Type: "Succeed" },
      [broken]: {
        Type: "Fail",
        Error: "RoutingBroke",
        Cause: "A step failed in spite of its retries; the reaper looks for cases without a workflow.",
      },
    },
  };
}
