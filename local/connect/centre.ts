/** Local Connect: one change at a time, stored as a whole, followed by what comes of it. */
import type { DatabaseSync } from "node:sqlite";
import { describeError, type Log } from "../log.ts";
import { type Clock, realClock } from "./clock.ts";
import { distribute, handleDue, nextDue } from "./due.ts";
import { type Destinations, type EventFaults, openOutbox } from "./events/outbox.ts";
import { type Floor, openFloor } from "./floor.ts";
import { type FunctionCall, giveAnswer, pendingCall, runFlow } from "./flows/run.ts";
import type { ConnectInstance } from "./instance.ts";
import { disconnect } from "./lifecycle.ts";
import { openState, type State } from "./state.ts";
import { addUser } from "./status.ts";

export interface ContactCentre {
  readonly instance: ConnectInstance;
  readonly clock: Clock;
  readonly view: View;
  /** Changes, and what comes of them. All of it is stored or, when it throws, nothing. */
  act<T>(work: (floor: Floor) => T): T;
  /** Called after every change. */
  onChange(listener: () => void): void;
  setFaults(faults: EventFaults): void;
  close(): void;
}

/** What there is, without changing it. */
export type View = Pick<State, "contact" | "openContacts" | "agent" | "agents">;

export interface CentreOptions {
  readonly instance: ConnectInstance;
  readonly database: DatabaseSync;
  readonly destinations: Destinations;
  /** A Lambda function's synchronous invocation. @throws when the function fails */
  invoke(functionArn: string, event: unknown): Promise<unknown>;
  readonly log: Log;
  readonly clock?: Clock;
  readonly newId?: () => string;
  readonly random?: () => number;
}

/** Takes up what an earlier process left: ringing, waiting and flows go on where they were. */
export function openCentre({
  instance,
  database,
  destinations,
  invoke,
  log,
  clock = realClock,
  newId = () => crypto.randomUUID(),
  random = Math.random,
}: CentreOptions): ContactCentre {
  const state = openState(database);
  const outbox = openOutbox({ database, clock, random, destinations, log });
  const floor = openFloor(instance, state, outbox, { now: clock.now, newId });
  const listeners: (() => void)[] = [];
  const calls: FunctionCall[] = [];
  let closed = false;
  let cancel = () => {};

  function act<T>(work: (floor: Floor) => T): T {
    const result = state.transaction(() => {
      const done = work(floor);
      handleDue(floor);
      runFlows();
      distribute(floor);
      return done;
    });
    settle();
    return result;
  }

  function runFlows() {
    for (const { contactId } of state.openContacts()) {
      try {
        const call = runFlow(floor, contactId);
        if (call) calls.push(call);
      } catch (error) {
        log.error(`Amazon Connect: ${describeError(error)}`);
        const stuck = state.contact(contactId);
        if (stuck) disconnect(floor, stuck, "CONTACT_FLOW_DISCONNECT");
      }
    }
  }

  function settle() {
    if (closed) return;
    outbox.deliver();
    for (const call of calls.splice(0)) void answer(call);
    cancel();
    const due = nextDue(floor);
    if (due !== undefined) cancel = clock.after(Math.max(0, due - clock.now()), () => act(() => undefined));
    for (const listener of listeners) listener();
  }

  async function answer(call: FunctionCall) {
    const result = await withinLimit(clock, invoke(call.functionArn, call.event), call.limitMs).catch(
      (error: unknown) => {
        log.error(`Amazon Connect: ${call.functionArn} did not answer a flow: ${describeError(error)}`);
        return undefined;
      },
    );
    if (!closed) act((open) => giveAnswer(open, call, result));
  }

  act((open) => {
    for (const user of instance.users) addUser(open, user);
    for (const contact of state.openContacts()) {
      const call = pendingCall(open, contact);
      if (call) calls.push(call);
    }
  });

  return {
    instance,
    clock,
    view: state,
    act,
    onChange: (listener) => void listeners.push(listener),
    setFaults: outbox.setFaults,
    close() {
      closed = true;
      cancel();
      outbox.close();
    },
  };
}

async function withinLimit<T>(clock: Clock, work: Promise<T>, limitMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(limitMs, () => late.reject(new Error(`not within ${limitMs} ms`)));
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    cancel();
  }
}
