/** How far a call is, as Twilio's voice status callback tells it. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { externalIdentifier } from "../fingerprint.ts";
import { instantOf } from "../instant.ts";
import { present } from "../json.ts";
import { readAddress } from "./address.ts";
import { attributesOf } from "./attributes.ts";
import { type Form, first } from "./form.ts";

const under = /^(queued|initiated|ringing|in-progress)$/;
const over = /^(completed|busy|no-answer|canceled|failed)$/;

/** What asks for the next instruction of a call, or tells of a part of it: no progress. */
const otherNews = [
  "Digits",
  "SpeechResult",
  "DialCallStatus",
  "RecordingStatus",
  "TranscriptionStatus",
  "QueueResult",
  "ConferenceSid",
];

/** What Twilio writes for a caller who shows no number: the words on a telephone's keys. All of them are nobody. */
const withheld = new Map([
  ["266696687", "ANONYMOUS"],
  ["2562533", "BLOCKED"],
  ["7378742833", "RESTRICTED"],
  ["86282452253", "UNAVAILABLE"],
  ["8656696", "UNKNOWN"],
]);

/** Twilio tells the customer's number once more, and the call by its own names. */
const repeated = ["CallSid", "CallStatus", "CallDuration", "Duration", "Direction", "Caller", "Called"];

/** @returns `undefined` when the parameters are not those of a call's progress */
export function callProgress(form: Form): ParsedEvent | undefined {
  const sid = first(form, "CallSid");
  const status = first(form, "CallStatus") ?? "";
  const source = first(form, "CallbackSource") ?? "call-progress-events";
  if (!sid || source !== "call-progress-events" || otherNews.some((name) => form.has(name))) return undefined;
  if (!under.test(status) && !over.test(status)) return undefined;
  const leg = legOf(form, sid);
  const kind = kindOf(status, leg.direction);
  // Where both are subscribed it rings and is answered: whichever is heard first starts the call, at that time.
  const isInboundStart = kind === "call.started" && leg.direction === "inbound";
  const occurredAt = isInboundStart ? undefined : instantOf(first(form, "Timestamp"));
  const inTime = occurredAt === undefined ? [] : ["Timestamp"];
  return {
    channel: "voice",
    direction: leg.direction,
    kind,
    identifiers: leg.identifiers,
    occurredAt,
    thread: leg.thread,
    attributes: present({
      ...attributesOf(form, ...repeated, ...inTime, ...leg.told),
      ...(leg.thread === sid ? {} : { callSid: sid }),
      callStatus: status,
      direction: first(form, "Direction"),
      durationSeconds: secondsOf(first(form, "CallDuration")),
    }),
    idempotencyKey: `${sid}:${isInboundStart ? "started" : (first(form, "SequenceNumber") ?? status)}`,
  };
}

/** A call to us starts when it rings; a call of ours when it is answered. A dialled leg is a part of another call. */
function kindOf(status: string, direction: ParsedEvent["direction"]): string {
  if (direction === "internal") return "call.progressed";
  if (over.test(status)) return "call.ended";
  const starts = status === "in-progress" || (status === "ringing" && direction === "inbound");
  return starts ? "call.started" : "call.progressed";
}

interface Leg {
  readonly direction: ParsedEvent["direction"];
  readonly identifiers: Identifier[];
  readonly thread: string;
  /** Parameters that the identifiers tell. */
  readonly told: readonly string[];
}

/** Whoever `<Dial>` rings is more often a colleague than the customer: that leg is filed under the call it is of. */
function legOf(form: Form, sid: string): Leg {
  const direction = first(form, "Direction") ?? "inbound";
  const parent = first(form, "ParentCallSid");
  if (direction === "outbound-dial" && parent) {
    return { direction: "internal", identifiers: [externalIdentifier(parent)], thread: parent, told: [] };
  }
  const isOurs = direction.startsWith("outbound");
  const theirs = isOurs ? "To" : "From";
  const person = personAt(first(form, theirs) ?? "");
  return {
    direction: isOurs ? "outbound" : "inbound",
    identifiers: person.length > 0 ? person : [externalIdentifier(sid)],
    thread: sid,
    told: person.length > 0 ? [theirs] : [],
  };
}

/** None behind a SIP address, a client of ours, or a withheld number. */
function personAt(address: string): Identifier[] {
  if (address.startsWith("whatsapp:")) return readAddress(address).identifiers;
  const digits = /^\+?(\d{3,15})$/.exec(address)?.[1];
  return digits === undefined || withheld.has(digits) ? [] : readAddress(address).identifiers;
}

function secondsOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : undefined;
}
