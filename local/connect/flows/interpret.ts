/** What one action of a flow does. Pure; an action that is not in the table stops the runtime's start. */
import * as z from "zod";
import { agentQueue } from "../agent-queue.ts";
import type { Contact } from "../model.ts";
import type { Action } from "./flow.ts";
import { criteria } from "./routing-criteria.ts";

export type Effect =
  | { readonly kind: "go"; readonly next: string; readonly change?: Partial<Contact>; readonly says?: string }
  | {
      readonly kind: "wait";
      readonly for: "input" | "interruption";
      readonly seconds?: number;
      readonly says: string;
    }
  | {
      readonly kind: "invoke";
      readonly functionArn: string;
      readonly seconds: number;
      readonly parameters: Readonly<Record<string, string>>;
    }
  | { readonly kind: "transfer-to-queue" }
  | { readonly kind: "call-back"; readonly queueId: string; readonly delaySeconds: number }
  | { readonly kind: "disconnect" }
  | { readonly kind: "end" };

/** Resolves a JSONPath such as `$.Attributes.language`; other text is itself. */
export type Value = (text: string) => string;

type Run = (action: Action, value: Value, contact: Contact) => Effect;

const message = z.union([
  z.strictObject({ Text: z.string() }).transform(({ Text }) => Text),
  z.strictObject({ SSML: z.string() }).transform(({ SSML }) => SSML),
]);
const invocation = z.strictObject({
  LambdaFunctionARN: z.string(),
  InvocationTimeLimitSeconds: z.coerce.number().int().min(1).max(8).default(3),
  InvocationType: z.literal("SYNCHRONOUS").default("SYNCHRONOUS"),
  LambdaInvocationAttributes: z.record(z.string(), z.string()).default({}),
  ResponseValidation: z.strictObject({ ResponseType: z.literal("STRING_MAP") }).optional(),
});
const question = z
  .strictObject({
    Text: z.string().optional(),
    SSML: z.string().optional(),
    InputTimeLimitSeconds: z.coerce.number(),
    StoreInput: z.literal("False"),
  })
  .transform(({ Text, SSML, InputTimeLimitSeconds }) => ({
    text: Text ?? SSML ?? "",
    seconds: InputTimeLimitSeconds,
  }));
const entertainment = z.strictObject({
  Messages: z.array(message),
  InterruptFrequencySeconds: z.coerce.number().optional(),
});
const hooks = z.strictObject({
  EventHooks: z.record(z.enum(["CustomerQueue", "CustomerRemaining"]), z.string().optional()),
});
const callback = z.strictObject({
  QueueId: z.string(),
  InitialCallDelaySeconds: z.coerce.number().default(0),
  MaximumConnectionAttempts: z.unknown(),
  RetryDelaySeconds: z.unknown(),
});

const target = z.union([
  z.strictObject({ QueueId: z.string(), AgentId: z.undefined().optional() }),
  z.strictObject({ AgentId: z.string(), QueueId: z.undefined().optional() }),
]);

/** The laptop's instance may dial numbers of Türkiye. */
const dialable = /^\+90\d{10}$/;
const e164 = /^\+[1-9]\d{6,14}$/;

export const actions: Readonly<Record<string, Run>> = {
  InvokeLambdaFunction: ({ Parameters }, value) => {
    const { LambdaFunctionARN, InvocationTimeLimitSeconds, LambdaInvocationAttributes } =
      invocation.parse(Parameters);
    return {
      kind: "invoke",
      functionArn: LambdaFunctionARN,
      seconds: InvocationTimeLimitSeconds,
      parameters: valuesOf(LambdaInvocationAttributes, value),
    };
  },
  UpdateContactAttributes: (action, value, { attributes }) => {
    const { Attributes } = z
      .strictObject({
        Attributes: z.record(z.string(), z.string()),
        TargetContact: z.literal("Current").optional(),
      })
      .parse(action.Parameters);
    return go(action, { attributes: { ...attributes, ...valuesOf(Attributes, value) } });
  },
  Compare: (action, value) => {
    const { ComparisonValue } = z.strictObject({ ComparisonValue: z.string() }).parse(action.Parameters);
    return { kind: "go", next: chosen(action, value(ComparisonValue)) };
  },
  MessageParticipant: (action, value) => {
    const { Text, SSML = "" } = z
      .strictObject({ Text: z.string().optional(), SSML: z.string().optional() })
      .parse(action.Parameters);
    return { ...go(action), says: value(Text ?? SSML) };
  },
  GetParticipantInput: ({ Parameters }, value) => {
    const { text, seconds } = question.parse(Parameters);
    return { kind: "wait", for: "input", seconds, says: value(text) };
  },
  MessageParticipantIteratively: ({ Parameters }, value) => {
    const { Messages, InterruptFrequencySeconds: seconds } = entertainment.parse(Parameters);
    const says = Messages.map(value).join("\n");
    return { kind: "wait", for: "interruption", says, ...(seconds === undefined ? {} : { seconds }) };
  },
  UpdateContactTextToSpeechVoice: (action) => go(action),
  UpdateContactTargetQueue: (action, value) => {
    const { QueueId = "", AgentId } = target.parse(action.Parameters);
    const queueId = AgentId === undefined ? lastOf(value(QueueId)) : agentQueue(lastOf(value(AgentId)));
    return queueId === "" ? { kind: "go", next: failed(action) } : go(action, { targetQueueId: queueId });
  },
  UpdateContactEventHooks: (action, value, contact) => {
    const { EventHooks } = hooks.parse(action.Parameters);
    const set = Object.entries(EventHooks).flatMap(([event, flow]) =>
      flow === undefined ? [] : [[event, lastOf(value(flow))] as const],
    );
    return go(action, { hooks: { ...contact.hooks, ...Object.fromEntries(set) } });
  },
  UpdateContactRoutingCriteria: (action, _, { routing }) =>
    go(action, { routing: { index: (routing?.index ?? -1) + 1, steps: criteria.parse(action.Parameters) } }),
  UpdateContactCallbackNumber: (action, value) => {
    const { CallbackNumber } = z.strictObject({ CallbackNumber: z.string() }).parse(action.Parameters);
    const number = value(CallbackNumber);
    if (!e164.test(number)) return { kind: "go", next: failed(action, "InvalidCallbackNumber") };
    if (!dialable.test(number)) return { kind: "go", next: failed(action, "CallbackNumberNotDialable") };
    return go(action, { callbackNumber: number });
  },
  CreateCallbackContact: ({ Parameters }, value) => {
    const { QueueId, InitialCallDelaySeconds } = callback.parse(Parameters);
    return { kind: "call-back", queueId: lastOf(value(QueueId)), delaySeconds: InitialCallDelaySeconds };
  },
  TransferContactToQueue: () => ({ kind: "transfer-to-queue" }),
  DisconnectParticipant: () => ({ kind: "disconnect" }),
  EndFlowExecution: () => ({ kind: "end" }),
};

/** Where an answered question, a comparison or an interruption leads. */
export function chosen(action: Action, value: string): string {
  const met = action.Transitions.Conditions.find(({ Condition }) => Condition.Operands[0] === value);
  return met?.NextAction ?? failed(action, "NoMatchingCondition");
}

/** Where an error leads; what no branch names goes to `NoMatchingError`. @throws Error when that is not drawn either */
export function failed(action: Action, errorType = "NoMatchingError"): string {
  const { Errors, NextAction } = action.Transitions;
  const branch =
    Errors.find(({ ErrorType }) => ErrorType === errorType) ??
    Errors.find(({ ErrorType }) => ErrorType === "NoMatchingError");
  const next = branch?.NextAction ?? NextAction;
  if (next === undefined) throw new Error(`action ${action.Identifier}: no branch for ${errorType}`);
  return next;
}

/** @throws Error when the action does not say what comes next */
export function nextOf(action: Action): string {
  const { NextAction } = action.Transitions;
  if (NextAction === undefined) throw new Error(`action ${action.Identifier}: nothing follows it`);
  return NextAction;
}

function go(action: Action, change: Partial<Contact> = {}) {
  return { kind: "go", next: nextOf(action), change } as const;
}

function valuesOf(given: Readonly<Record<string, string>>, value: Value): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([key, text]) => [key, value(text)]));
}

function lastOf(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}
