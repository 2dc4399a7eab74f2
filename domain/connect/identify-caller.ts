/** Answers a flow that asks who has come: the contact is put on the timeline, the customer is recognised. */
import type { BriefLanguage } from "../../schemas/brief.ts";
import type { Channel, Identifier } from "../../schemas/contact-event.ts";
import type { ParsedEvent } from "../ingest/channel-adapter.ts";
import { type WaitNotice, waitNotice } from "../routing/wait-words.ts";
import { type ArrivedContact, arrivalEvent, callbackEvent, channelOf } from "./arrived-contact.ts";
import { type Caller, flowLanguage } from "./caller.ts";
import { greeting, soon } from "./caller-words.ts";
import { identifiersOf } from "./customer-endpoint.ts";
import type { ConnectContacts } from "./follow-contact.ts";
import { callStarted } from "./our-call.ts";

/** What flows read of the answer; Connect takes a flat map of texts. */
export type CallerAnswer = Readonly<
  Record<"known" | "language" | "greeting" | "offerCallback" | "waitText" | "priority", string>
>;

export interface Question {
  readonly purpose: "arrived" | "callback-chosen";
  readonly contact: ArrivedContact;
}

export interface IdentifyDeps {
  readonly store: (event: ParsedEvent, instanceId: string) => Promise<unknown>;
  readonly contacts: Pick<ConnectContacts, "change">;
  /** Whom a call of ours about a case has reached. */
  readonly calledIdentifiers: (caseId: string, address: string) => Promise<Identifier[]>;
  /** By an identifier that the channel vouches for. */
  readonly findCaller: (identifier: Identifier) => Promise<Caller | undefined>;
  readonly estimate: (wanted: {
    readonly channel: Channel;
    readonly language: BriefLanguage;
  }) => Promise<WaitNotice>;
  readonly defaultLanguage: BriefLanguage;
  /** Ends after so many milliseconds. */
  readonly pause: (ms: number) => Promise<undefined>;
  /** Nobody waits for what went wrong: the flow goes on. */
  readonly onTrouble: (what: "store" | "caller" | "estimate", error: unknown) => void;
}

/** Flows give up after eight seconds, and the customer has heard nothing all the while. */
const limitsMs = { caller: 2500, estimate: 1000, store: 6500 } as const;

/** What is answered where not even the question is understood. */
export const unknownCaller = (language: BriefLanguage): CallerAnswer => ({
  known: "false",
  language,
  greeting: greeting(undefined, language),
  offerCallback: "false",
  waitText: soon(language),
  priority: "normal",
});

/** Never fails: whoever cannot be recognised is queued all the same. */
export async function identifyCaller(deps: IdentifyDeps, question: Question): Promise<CallerAnswer> {
  const storing = inTime(deps, "store", store(deps, question));
  const answer = await answerTo(deps, question);
  await storing;
  return answer;
}

async function store(deps: IdentifyDeps, { purpose, contact }: Question) {
  const { contacts, store: put } = deps;
  const { contactId, calledFor: caseId } = contact;
  if (purpose === "callback-chosen") {
    const marked = contacts.change(contact.contactId, (known) => ({ ...known, callbackChosen: true }));
    await Promise.all([marked, put(callbackEvent(contact), contact.instanceId)]);
    return;
  }
  if (caseId !== undefined) {
    const identifiers = await deps.calledIdentifiers(caseId, contact.endpoint.address);
    await put(callStarted({ contactId, caseId, identifiers }), contact.instanceId);
    return;
  }
  const arrival = arrivalEvent(contact);
  if (arrival !== undefined) await put(arrival, contact.instanceId);
}

async function answerTo(deps: IdentifyDeps, { purpose, contact }: Question): Promise<CallerAnswer> {
  if (purpose === "callback-chosen") return unknownCaller(languageOf(deps, contact, undefined));
  const caller = await inTime(deps, "caller", recognise(deps, contact));
  // Whom we call does not wait.
  if (contact.calledFor !== undefined) return answerFor(deps, contact, caller, undefined);
  const wanted = { channel: channelOf(contact), language: languageOf(deps, contact, caller) };
  const notice = await inTime(deps, "estimate", deps.estimate(wanted));
  return answerFor(deps, contact, caller, notice);
}

async function recognise(deps: IdentifyDeps, { calledFor, endpoint }: ArrivedContact) {
  const [identifier] =
    calledFor === undefined
      ? identifiersOf(endpoint).filter(({ level }) => level === "verified")
      : await deps.calledIdentifiers(calledFor, endpoint.address);
  return identifier === undefined ? undefined : deps.findCaller(identifier);
}

const languageOf = (deps: IdentifyDeps, { language }: ArrivedContact, caller: Caller | undefined) =>
  caller?.language ?? flowLanguage(language) ?? deps.defaultLanguage;

/** The flow itself asks whether a call back is wanted: the text does not. */
function answerFor(
  deps: IdentifyDeps,
  contact: ArrivedContact,
  caller: Caller | undefined,
  notice: WaitNotice | undefined,
): CallerAnswer {
  const language = languageOf(deps, contact, caller);
  return {
    ...unknownCaller(language),
    ...(caller === undefined ? {} : { known: "true", greeting: greeting(caller, language) }),
    ...(caller?.highValue === true ? { priority: "high" } : {}),
    ...(notice === undefined
      ? {}
      : {
          offerCallback: String(notice.offersCallback),
          waitText: waitNotice({ ...notice, offersCallback: false }, language),
        }),
  };
}

async function inTime<Value>(
  { pause, onTrouble }: IdentifyDeps,
  what: keyof typeof limitsMs,
  promise: Promise<Value>,
): Promise<Value | undefined> {
  const late = pause(limitsMs[what]).then(() => {
    throw new RangeError(`${what}: no answer in ${limitsMs[what]} ms`);
  });
  try {
    return await Promise.race([promise, late]);
  } catch (error) {
    onTrouble(what, error);
    return undefined;
  }
}
