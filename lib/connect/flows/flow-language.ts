/** Amazon Connect's flow language, as far as our flows speak it, and the way a list of steps becomes a flow. */

/**
 * The whole vocabulary: what an interpreter must know, and nothing more ("Flow language actions" in the
 * Amazon Connect API Reference). Every value in a flow is a string; `$.…` is read from the contact.
 *
 * | action | parameters | leads on by |
 * |---|---|---|
 * | Compare | ComparisonValue | equal values, else NoMatchingCondition |
 * | CreateCallbackContact | QueueId, InitialCallDelaySeconds, MaximumConnectionAttempts, RetryDelaySeconds | NextAction |
 * | DisconnectParticipant | | nothing: the end |
 * | EndFlowExecution | | nothing: back to the queue, or to the call |
 * | GetParticipantInput | Text, InputTimeLimitSeconds, StoreInput | equal input, else InputTimeLimitExceeded, NoMatchingCondition |
 * | InvokeLambdaFunction | LambdaFunctionARN, InvocationTimeLimitSeconds, InvocationType, LambdaInvocationAttributes, ResponseValidation | NextAction; the answer is `$.External` |
 * | MessageParticipant | Text | NextAction |
 * | MessageParticipantIteratively | Messages (of Text or SSML), InterruptFrequencySeconds | equal to MessagesInterrupted |
 * | TransferContactToQueue | | nothing, else QueueAtCapacity |
 * | UpdateContactAttributes | Attributes, TargetContact | NextAction |
 * | UpdateContactCallbackNumber | CallbackNumber | NextAction, else InvalidCallbackNumber, CallbackNumberNotDialable |
 * | UpdateContactEventHooks | EventHooks (one: CustomerQueue or CustomerRemaining) | NextAction |
 * | UpdateContactRoutingCriteria | RoutingCriteria (Steps of Expression and Expiry) | NextAction |
 * | UpdateContactTargetQueue | QueueId, or AgentId | NextAction |
 * | UpdateContactTextToSpeechVoice | TextToSpeechVoice, TextToSpeechEngine | NextAction |
 *
 * What can fail has NoMatchingError on top. The reference has UpdateContactRoutingCriteria on a page that is called
 * "UpdateRoutingCriteria": a type that CreateContactFlow does not know.
 */
export const usedActions = [
  "Compare",
  "CreateCallbackContact",
  "DisconnectParticipant",
  "EndFlowExecution",
  "GetParticipantInput",
  "InvokeLambdaFunction",
  "MessageParticipant",
  "MessageParticipantIteratively",
  "TransferContactToQueue",
  "UpdateContactAttributes",
  "UpdateContactCallbackNumber",
  "UpdateContactEventHooks",
  "UpdateContactRoutingCriteria",
  "UpdateContactTargetQueue",
  "UpdateContactTextToSpeechVoice",
] as const;

export type ErrorType =
  | "NoMatchingError"
  | "NoMatchingCondition"
  | "InputTimeLimitExceeded"
  | "QueueAtCapacity"
  | "InvalidCallbackNumber"
  | "CallbackNumberNotDialable";

interface Condition {
  readonly NextAction: string;
  readonly Condition: { readonly Operator: "Equals"; readonly Operands: readonly [string] };
}

export interface Transitions {
  readonly NextAction?: string;
  readonly Conditions?: readonly Condition[];
  readonly Errors?: readonly { readonly ErrorType: ErrorType; readonly NextAction: string }[];
}

export interface Action {
  /** A sentence that a flow designer reads; `% : ( \ / ) = $ , ; [ ] { }` are not allowed in it. */
  readonly Identifier: string;
  readonly Type: (typeof usedActions)[number];
  readonly Parameters: Readonly<Record<string, unknown>>;
  readonly Transitions: Transitions;
}

export interface Flow {
  readonly Version: "2019-10-30";
  readonly StartAction: string;
  readonly Actions: readonly Action[];
}

/** One thing that a flow does: one action, or several that belong together. */
export interface Step {
  readonly name: string;
  /** @param next the step after this one in the list: where it leads unless it says otherwise */
  readonly actions: (next: string) => readonly Action[];
}

/**
 * Joins steps, in the order in which they are told.
 *
 * @throws Error when a step leads nowhere: a caller would be cut off there
 */
export function flowOf(steps: readonly Step[]): Flow {
  const actions = steps.flatMap((step, index) => step.actions(steps[index + 1]?.name ?? "the end"));
  const names = new Set(actions.map(({ Identifier }) => Identifier));
  for (const { Identifier, Transitions } of actions) {
    const lost = targetsOf(Transitions).find((target) => !names.has(target));
    if (lost !== undefined)
      throw new Error(`"${Identifier}" leads to "${lost}", which is no step of the flow`);
  }
  return { Version: "2019-10-30", StartAction: steps[0]?.name ?? "", Actions: actions };
}

function targetsOf({ NextAction, Conditions = [], Errors = [] }: Transitions): string[] {
  const branches = [...Conditions, ...Errors].map((branch) => branch.NextAction);
  return NextAction === undefined ? branches : [NextAction, ...branches];
}
