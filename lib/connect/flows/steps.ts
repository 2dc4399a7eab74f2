/** The steps that move contacts. Trouble leads on to the next step, unless a step is told otherwise. */
import { survey } from "./attributes.ts";
import type { Step } from "./flow-language.ts";
import { heldCalls, heldSeconds } from "./initial-criteria.ts";
import { comparison, error, type MayFail, type Onward, simple, terminal } from "./step-shapes.ts";

/** As long as Amazon Connect waits for a function, at most. */
const lambdaSeconds = 8;

/**
 * Asks a function; its answer, a flat map of strings, is `$.External` until the next one.
 *
 * @param parameters reach the function as `Details.Parameters`
 */
export function invokeLambda(
  name: string,
  functionArn: string,
  parameters: Readonly<Record<string, string>>,
  branches?: MayFail,
): Step {
  return simple(
    name,
    "InvokeLambdaFunction",
    {
      LambdaFunctionARN: functionArn,
      InvocationTimeLimitSeconds: String(lambdaSeconds),
      InvocationType: "SYNCHRONOUS",
      LambdaInvocationAttributes: parameters,
      ResponseValidation: { ResponseType: "STRING_MAP" },
    },
    branches,
  );
}

export function setAttributes(
  name: string,
  attributes: Readonly<Record<string, string>>,
  branches?: Onward,
): Step {
  return simple(
    name,
    "UpdateContactAttributes",
    { Attributes: attributes, TargetContact: "Current" },
    branches,
  );
}

/** Takes the branch of the value that `path` has, or goes on. */
export function branch(
  name: string,
  path: string,
  branches: Readonly<Record<string, string>>,
  { next }: Onward = {},
): Step {
  return { name, actions: (following) => [comparison(name, path, branches, next ?? following)] };
}

export function setQueue(name: string, queueArn: string, branches: MayFail): Step {
  return simple(name, "UpdateContactTargetQueue", { QueueId: queueArn }, branches);
}

/** The agent's own queue: nobody else gets what waits there. */
export function setAgent(name: string, agentId: `$.${string}`, branches: MayFail): Step {
  return simple(name, "UpdateContactTargetQueue", { AgentId: agentId }, branches);
}

/** Asks for an agent whom there is not, for a while: Omniline puts the agent it wants in place of that. */
export function holdForSteering(name: string): Step {
  const AttributeCondition = {
    Name: heldCalls.attribute,
    Value: heldCalls.value,
    ProficiencyLevel: "1.0",
    ComparisonOperator: "NumberGreaterOrEqualTo",
  };
  const step = {
    Expression: { AndExpression: [{ AttributeCondition }] },
    Expiry: { DurationInSeconds: String(heldSeconds) },
  };
  return simple(name, "UpdateContactRoutingCriteria", { RoutingCriteria: { Steps: [step] } });
}

/** Sets the flow that runs while the customer waits, or once only the customer is left. */
export function setHook(name: string, hook: "CustomerQueue" | "CustomerRemaining", flowArn: string): Step {
  return simple(name, "UpdateContactEventHooks", { EventHooks: { [hook]: flowArn } });
}

/** The number to call back is the one that calls; a withheld or foreign one may be impossible. */
export function takeNumber(name: string, { impossible }: { readonly impossible: string }): Step {
  return {
    name,
    actions: (next) => [
      {
        Identifier: name,
        Type: "UpdateContactCallbackNumber",
        Parameters: { CallbackNumber: "$.CustomerEndpoint.Address" },
        Transitions: {
          NextAction: next,
          Errors: [
            error("InvalidCallbackNumber", impossible),
            error("CallbackNumberNotDialable", impossible),
          ],
        },
      },
    ],
  };
}

/** Queues a call to the customer. It is offered to an agent first, and dialled when they accept. */
export function createCallback(name: string, queueArn: string, branches: MayFail): Step {
  return simple(
    name,
    "CreateCallbackContact",
    {
      QueueId: queueArn,
      // Time to hang up; then three attempts, ten minutes apart.
      InitialCallDelaySeconds: "10",
      MaximumConnectionAttempts: "3",
      RetryDelaySeconds: "600",
    },
    branches,
  );
}

/** Puts the contact into the queue that was set: the flow ends there, when it goes well. */
export function transferToQueue(name: string, { failed }: { readonly failed: string }): Step {
  return {
    name,
    actions: () => [
      {
        Identifier: name,
        Type: "TransferContactToQueue",
        Parameters: {},
        Transitions: {
          NextAction: failed,
          Errors: [error("QueueAtCapacity", failed), error("NoMatchingError", failed)],
        },
      },
    ],
  };
}

export const hangUp = (name: string): Step => terminal(name, "DisconnectParticipant");

/** Nobody served the customer: the disconnect flow, which runs now, has nothing to ask. */
export const askNoRating = (name: string): Step => setAttributes(name, { survey: survey.none });

/** Gives the contact back: to the queue it waits in, or to the call that it is about to be. */
export const endFlow = (name: string): Step => terminal(name, "EndFlowExecution");
