/** Runs a contact's flow as far as it goes without waiting for anything. */
import { agentOfQueue } from "../agent-queue.ts";
import type { Floor } from "../floor.ts";
import { agentOf } from "../floor.ts";
import { connect, disconnect, enqueue, hangUp, startContact } from "../lifecycle.ts";
import type { Contact, Position } from "../model.ts";
import type { Action } from "./flow.ts";
import { contactFlowEvent, flowValues } from "./flow-data.ts";
import { actions, chosen, type Effect, failed, nextOf } from "./interpret.ts";

/** A Lambda function that a flow waits for. */
export interface FunctionCall {
  readonly contactId: string;
  readonly actionId: string;
  readonly functionArn: string;
  readonly limitMs: number;
  readonly event: unknown;
}

/** More in one go is a loop without a wait in it. */
const maxActions = 1000;
/** What is kept of what a customer heard. */
const maxHeard = 20;

/** @returns the function that the flow now waits for @throws Error for a flow that runs in circles */
export function runFlow(floor: Floor, contactId: string): FunctionCall | undefined {
  for (let count = 0; count < maxActions; count += 1) {
    const contact = floor.state.contact(contactId);
    if (!contact?.flow || contact.startsAt !== undefined || contact.flow.waitingFor !== undefined)
      return undefined;
    const action = actionOf(floor, contact.flow);
    const effect = runAction(floor, contact, action);
    const call = apply(floor, contact, contact.flow, action, effect);
    if (call) return call;
  }
  throw new Error(`contact ${contactId}: its flow runs in circles`);
}

/** The function that a stored contact waited for when the runtime stopped: it is called again. */
export function pendingCall(floor: Floor, contact: Contact): FunctionCall | undefined {
  if (contact.flow?.waitingFor !== "function") return undefined;
  const effect = runAction(floor, contact, actionOf(floor, contact.flow));
  return effect.kind === "invoke" ? functionCall(floor, contact, contact.flow, effect) : undefined;
}

/** A key press, or a word in a chat. @returns whether somebody was waiting for it */
export function giveInput(floor: Floor, contact: Contact, input: string): boolean {
  if (contact.flow?.waitingFor !== "input") return false;
  goTo(floor, contact, chosen(actionOf(floor, contact.flow), input));
  return true;
}

/** What a flow waited for is not coming, or its time is up. */
export function endWait(floor: Floor, contact: Contact) {
  if (!contact.flow) return;
  const action = actionOf(floor, contact.flow);
  const waitedFor = contact.flow.waitingFor;
  if (waitedFor === "interruption") goTo(floor, contact, chosen(action, "MessagesInterrupted"));
  else goTo(floor, contact, failed(action, waitedFor === "input" ? "InputTimeLimitExceeded" : undefined));
}

/** @param answer the function's answer; undefined when it failed or took too long */
export function giveAnswer(floor: Floor, call: FunctionCall, answer: unknown) {
  const contact = floor.state.contact(call.contactId);
  const { flow } = contact ?? {};
  if (!contact || flow?.waitingFor !== "function" || flow.actionId !== call.actionId) return;
  const external = stringMap(answer);
  if (!external) return endWait(floor, contact);
  goTo(floor, { ...contact, flow: { ...flow, external } }, nextOf(actionOf(floor, flow)));
}

function actionOf({ instance }: Floor, { flowId, actionId }: Position): Action {
  const action = instance.flows.get(flowId)?.actions.get(actionId);
  if (!action) throw new Error(`flow ${flowId}: no action ${actionId} in the templates any more`);
  return action;
}

function runAction(floor: Floor, contact: Contact, action: Action): Effect {
  const run = actions[action.Type];
  if (!run) throw new Error(`flow action ${action.Type} is not known here`);
  return run(action, flowValues(floor.instance, contact), contact);
}

function goTo(floor: Floor, contact: Contact, actionId: string, change: Partial<Contact> = {}) {
  if (!contact.flow) return;
  const { flowId, external } = contact.flow;
  floor.saveContact(contact, { ...change, flow: { flowId, actionId, external } });
}

function apply(
  floor: Floor,
  contact: Contact,
  flow: Position,
  action: Action,
  effect: Effect,
): FunctionCall | undefined {
  switch (effect.kind) {
    case "go":
      goTo(floor, contact, effect.next, { ...effect.change, ...heard(contact, effect.says) });
      return undefined;
    case "wait": {
      const until = effect.seconds === undefined ? undefined : floor.now() + effect.seconds * 1000;
      floor.saveContact(contact, {
        ...heard(contact, effect.says),
        flow: { ...flow, waitingFor: effect.for, until },
      });
      return undefined;
    }
    case "invoke":
      floor.saveContact(contact, { flow: { ...flow, waitingFor: "function" } });
      return functionCall(floor, contact, flow, effect);
    case "transfer-to-queue":
      transfer(floor, contact, action);
      return undefined;
    case "call-back":
      callBack(floor, contact, effect);
      goTo(floor, contact, nextOf(action));
      return undefined;
    case "disconnect":
      hangUp(floor, contact);
      return undefined;
    case "end":
      end(floor, contact, flow);
      return undefined;
  }
}

/** On success the flow is over; the `CustomerQueue` hook's flow goes on. */
function transfer(floor: Floor, contact: Contact, action: Action) {
  const { targetQueueId } = contact;
  if (contact.state !== "FLOW" || targetQueueId === undefined || !isQueue(floor, targetQueueId)) {
    return goTo(floor, contact, failed(action));
  }
  if (!enqueue(floor, contact, targetQueueId)) goTo(floor, contact, failed(action, "QueueAtCapacity"));
}

function isQueue({ instance, state }: Floor, queueId: string): boolean {
  const userId = agentOfQueue(queueId);
  return userId === undefined ? instance.queues.has(queueId) : state.agent(userId) !== undefined;
}

function callBack(floor: Floor, contact: Contact, { queueId, delaySeconds }: Effect & { kind: "call-back" }) {
  const number = contact.callbackNumber;
  const made = startContact(floor, {
    channel: "VOICE",
    initiationMethod: "CALLBACK",
    previousContactId: contact.contactId,
    initialContactId: contact.initialContactId ?? contact.contactId,
    attributes: contact.attributes,
    systemEndpoint: contact.systemEndpoint,
    customerEndpoint:
      number === undefined ? contact.customerEndpoint : { Address: number, Type: "TELEPHONE_NUMBER" },
    targetQueueId: queueId,
    ...(delaySeconds > 0 ? { startsAt: floor.now() + delaySeconds * 1000 } : {}),
  });
  if (delaySeconds <= 0) enqueue(floor, made, queueId);
}

/** In a queue the contact goes on waiting; before the customer of a callback the agent is joined; else it is over. */
function end(floor: Floor, contact: Contact, flow: Position) {
  const { type } = floor.instance.flows.get(flow.flowId) ?? {};
  const agent = agentOf(floor.state, contact);
  if (type === "OUTBOUND_WHISPER" && agent) connect(floor, contact, agent);
  else if (contact.state === "FLOW") disconnect(floor, contact, "CONTACT_FLOW_DISCONNECT");
  else floor.saveContact(contact, { flow: undefined });
}

function functionCall(
  floor: Floor,
  contact: Contact,
  flow: Position,
  { functionArn, seconds, parameters }: Effect & { kind: "invoke" },
): FunctionCall {
  return {
    contactId: contact.contactId,
    actionId: flow.actionId,
    functionArn,
    limitMs: seconds * 1000,
    event: contactFlowEvent(floor.instance, contact, parameters),
  };
}

function heard(contact: Contact, says: string | undefined): Partial<Contact> {
  return says === undefined || says === "" ? {} : { heard: [...contact.heard, says].slice(-maxHeard) };
}

/** Connect takes a flat object; numbers and booleans come out as text. */
function stringMap(answer: unknown): Record<string, string> | undefined {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return undefined;
  const entries = Object.entries(answer);
  if (entries.some(([, value]) => typeof value === "object" && value !== null)) return undefined;
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}
