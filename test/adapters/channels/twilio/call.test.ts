import { describe, expect, it } from "vitest";
import { adapter as twilio } from "../../../../adapters/channels/twilio/index.ts";
import { fixture, onlyEvent } from "../requests.ts";
import { formCall, type Params } from "./calls.ts";

const sid = "CA0000000000000000000000000000001e";
const phone = { kind: "phone", value: "+905551112233", level: "verified" };
const call = (changes: Params = {}) =>
  onlyEvent(twilio, formCall({ ...fixture("twilio", "voice-status"), ...changes }));
const outbound = { Direction: "outbound-api", From: "+908502220000", To: "+905551112233" };

describe("a call through Twilio", () => {
  it("ends under the caller, at its own time, with how long it was", () => {
    expect(call()).toEqual({
      channel: "voice",
      direction: "inbound",
      kind: "call.ended",
      identifiers: [phone],
      occurredAt: "2026-01-02T03:00:00.000Z",
      thread: sid,
      attributes: {
        accountSid: "AC00000000000000000000000000000001",
        callbackSource: "call-progress-events",
        calledCountry: "TR",
        callerCountry: "TR",
        callStatus: "completed",
        direction: "inbound",
        durationSeconds: 42,
        fromCountry: "TR",
        sequenceNumber: "2",
        sipResponseCode: "200",
        to: "+908502220000",
        toCountry: "TR",
      },
      idempotencyKey: `${sid}:2`,
    });
  });

  it.each([
    ["inbound", "queued", "call.progressed"],
    ["inbound", "ringing", "call.started"],
    ["inbound", "in-progress", "call.started"],
    ["outbound-api", "queued", "call.progressed"],
    ["outbound-api", "initiated", "call.progressed"],
    ["outbound-api", "ringing", "call.progressed"],
    ["outbound-api", "in-progress", "call.started"],
    ...["completed", "busy", "no-answer", "canceled", "failed"].flatMap((status) => [
      ["inbound", status, "call.ended"],
      ["outbound-api", status, "call.ended"],
    ]),
  ])("that is %s and %s is %s", (Direction, CallStatus = "", kind) => {
    const event = call({ ...(Direction === "inbound" ? {} : outbound), CallStatus });
    const direction = Direction === "inbound" ? "inbound" : "outbound";
    expect(event).toMatchObject({ kind, direction, identifiers: [phone], thread: sid });
    expect(event.attributes).toMatchObject({ callStatus: CallStatus });
  });

  it("of ours is under whom we called, from our number", () => {
    expect(call(outbound).attributes).toMatchObject({ from: "+908502220000", direction: "outbound-api" });
    expect(call(outbound).attributes).not.toHaveProperty("to");
  });

  it("has a key of its own at every step, also where Twilio counts none", () => {
    expect(call({ SequenceNumber: "3" }).idempotencyKey).toBe(`${sid}:3`);
    expect(call({ SequenceNumber: "" }).idempotencyKey).toBe(`${sid}:completed`);
  });

  it("to us starts once, though it rings and is answered", () => {
    const [rings, answered] = ["ringing", "in-progress"].map((CallStatus, step) =>
      call({ CallStatus, SequenceNumber: `${step}`, Timestamp: `Fri, 02 Jan 2026 03:00:0${step} +0000` }),
    );
    for (const event of [rings, answered]) {
      expect(event).toMatchObject({ kind: "call.started", idempotencyKey: `${sid}:started` });
      // Of two with one key the first receipt counts, where none brings a time of its own.
      expect(event?.occurredAt).toBeUndefined();
    }
    expect(answered?.attributes).toMatchObject({ timestamp: "Fri, 02 Jan 2026 03:00:01 +0000" });
    expect(call({ ...outbound, CallStatus: "in-progress", SequenceNumber: "2" })).toMatchObject({
      ...{ kind: "call.started", idempotencyKey: `${sid}:2`, occurredAt: "2026-01-02T03:00:00.000Z" },
    });
  });

  it("has no time and no length where Twilio tells none", () => {
    const event = call({ Timestamp: "", CallDuration: "" });
    expect(event.occurredAt).toBeUndefined();
    expect(event.attributes).not.toHaveProperty("durationSeconds");
    expect(call({ CallDuration: "soon" }).attributes).not.toHaveProperty("durationSeconds");
  });

  it("that rings a colleague is a part of the call it is of, and opens nothing", () => {
    const leg = call({
      CallSid: "CA2",
      ParentCallSid: sid,
      Direction: "outbound-dial",
      From: "+905551112233",
      To: "+905320000000",
    });
    expect(leg).toMatchObject({
      direction: "internal",
      kind: "call.progressed",
      identifiers: [{ kind: "external", value: sid }],
      thread: sid,
      attributes: { callSid: "CA2", callStatus: "completed", to: "+905320000000" },
      idempotencyKey: "CA2:2",
    });
  });

  it.each([
    "anonymous",
    "Restricted",
    "+266696687",
    "266696687",
    "+7378742833",
    "+2562533",
    "+86282452253",
    "+8656696",
    "client:agent7",
    "sip:+905551112233@example.com",
    "",
  ])("from %j is nobody's: it stays under itself, and joins no other call", (From) => {
    const event = call({ From });
    expect(event.identifiers).toEqual([{ kind: "external", value: sid, level: "verified" }]);
    if (From !== "") expect(event.attributes).toMatchObject({ from: From });
  });

  it("over WhatsApp is the WhatsApp user's", () => {
    expect(call({ From: "whatsapp:+905551112233" })).toMatchObject({
      channel: "voice",
      identifiers: [phone],
    });
  });

  it.each([
    { Digits: "1" },
    { SpeechResult: "merhaba" },
    { DialCallStatus: "completed" },
    { RecordingStatus: "completed" },
    { ConferenceSid: "CF1" },
    { CallbackSource: "amd" },
    { CallStatus: "parked" },
    { CallStatus: "constructor" },
    { CallStatus: "" },
  ])("is kept as it is with %j, which is no step of its progress", (changes) => {
    expect(call(changes)).toMatchObject({ kind: "webhook.received", channel: "voice" });
  });
});
