import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as twilio } from "../../../../adapters/channels/twilio/index.ts";
import type { WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { anyBytes } from "../arbitraries.ts";
import { aJsonRequest, allEvents, anEndpoint, aRequest, fixture, onlyEvent } from "../requests.ts";
import { encodeForm, formCall, type Params, url } from "./calls.ts";

const read = (params: Params) => onlyEvent(twilio, formCall(params));
const readFixture = (name: string) => read(fixture("twilio", name));
const parse = (parts: Partial<WebhookRequest>) => twilio.parse(aRequest(parts), anEndpoint("twilio"));
const phone = { kind: "phone", value: "+905551112233", level: "verified" };

describe("a message a customer sends through Twilio", () => {
  it("reads an SMS, whose time is the time we first receive it", () => {
    expect(readFixture("sms")).toEqual({
      channel: "sms",
      direction: "inbound",
      kind: "message.received",
      identifiers: [phone],
      text: "Kredi kartı başvurum ne oldu?",
      attributes: {
        accountSid: "AC00000000000000000000000000000001",
        fromCountry: "TR",
        numSegments: "1",
        to: "+908502220000",
        toCountry: "TR",
      },
      providerMessageId: "SM00000000000000000000000000000001",
      idempotencyKey: "SM00000000000000000000000000000001",
    });
  });

  it("has no occurredAt, which Twilio does not tell", () => {
    expect(readFixture("sms").occurredAt).toBeUndefined();
  });

  it("lists the files of an MMS, and has no text where there is none", () => {
    const event = readFixture("mms");
    expect(event.text).toBeUndefined();
    expect(event.attachments).toEqual([
      { url: expect.stringMatching(/Media\/ME1$/), contentType: "image/jpeg" },
      { url: expect.stringMatching(/Media\/ME2$/), contentType: "application/pdf" },
    ]);
    expect(event.attributes).not.toHaveProperty("mediaUrl0");
  });

  it("reads an opt-out as one", () => {
    const { attributes } = readFixture("sms-opt-out");
    expect(attributes).toMatchObject({ optOut: "stop" });
    expect(attributes).not.toHaveProperty("optOutType");
  });

  it.each([
    ["STOP", "stop"],
    ["Start", "start"],
    ["HELP", "help"],
  ])("reads the keyword that Twilio names: %s", (OptOutType, optOut) => {
    expect(read({ ...fixture("twilio", "sms"), OptOutType }).attributes).toMatchObject({ optOut });
  });

  it("keeps a kind of opt-out that nobody has heard of, and makes none of it", () => {
    const { attributes } = read({ ...fixture("twilio", "sms"), OptOutType: "PAUSE" });
    expect(attributes).toMatchObject({ optOutType: "PAUSE" });
    expect(attributes).not.toHaveProperty("optOut");
  });

  it("takes a short code for the sender's number", () => {
    expect(readFixture("sms-short-code").identifiers).toEqual([{ ...phone, value: "4040" }]);
  });

  it("reads a WhatsApp message", () => {
    const event = readFixture("whatsapp");
    expect(event).toMatchObject({ channel: "whatsapp", text: "Merhaba 👋", identifiers: [phone] });
    expect(event.attributes).toMatchObject({
      profileName: "Ayşe",
      waId: "905551112233",
      to: "whatsapp:+14155238886",
    });
  });

  it("reads a WhatsApp button and the message it answers", () => {
    const event = readFixture("whatsapp-button");
    expect(event.text).toBe("Evet");
    expect(event.attributes).toMatchObject({
      buttonPayload: "offer-yes",
      replyTo: "SM00000000000000000000000000000009",
    });
  });

  it("names what was chosen from a list as a button's payload", () => {
    const { ButtonPayload: _, ButtonText: __, ...message } = fixture("twilio", "whatsapp-button");
    const event = read({ ...message, ListId: "branch-7", ListTitle: "Kadıköy", Body: "Kadıköy" });
    expect(event).toMatchObject({
      text: "Kadıköy",
      attributes: { buttonPayload: "branch-7", listId: "branch-7", listTitle: "Kadıköy" },
    });
  });

  it("says what a button without a body says", () => {
    expect(read({ ...fixture("twilio", "whatsapp-button"), Body: "" }).text).toBe("Evet");
  });

  it("reads a WhatsApp location", () => {
    const { attributes } = readFixture("whatsapp-location");
    expect(attributes).toMatchObject({
      location: {
        latitude: 41.0082,
        longitude: 28.9784,
        name: "Sultanahmet Şubesi",
        address: "Fatih, İstanbul",
      },
    });
    expect(attributes).not.toHaveProperty("latitude");
  });

  it("knows a WhatsApp user who hides the number by the user id", () => {
    expect(readFixture("whatsapp-username").identifiers).toEqual([
      { kind: "whatsapp", value: "TR.1502576394655843", level: "verified" },
    ]);
  });

  it.each(["TR.1", "whatsapp:TR.1"])("reads the user id %s", (ExternalUserId) => {
    const { identifiers } = read({ ...fixture("twilio", "whatsapp"), ExternalUserId });
    expect(identifiers[0]).toEqual({ kind: "whatsapp", value: "TR.1", level: "verified" });
  });

  it("lists as many files as a contact event may have", () => {
    const media = Array.from({ length: 102 }, (_, n) => [`MediaUrl${n}`, `https://example.com/${n}`]);
    expect(read({ ...fixture("twilio", "sms"), ...Object.fromEntries(media) }).attachments).toHaveLength(100);
  });

  it("puts the user id before the number where Twilio gives both", () => {
    expect(readFixture("whatsapp-user-id").identifiers).toEqual([
      { kind: "whatsapp", value: "TR.1502576394655843", level: "verified" },
      phone,
    ]);
  });

  it("reads RCS as SMS and says so", () => {
    expect(readFixture("rcs")).toMatchObject({
      channel: "sms",
      identifiers: [phone],
      attributes: { transport: "rcs" },
    });
  });

  it("reads Messenger, where an id is a person's on one page", () => {
    const person = { kind: "messenger", value: "106540352242922:4821907312345678", level: "verified" };
    expect(readFixture("messenger")).toMatchObject({ channel: "messenger", identifiers: [person] });
    const { From, To, ...message } = fixture("twilio", "messenger");
    const status = { ...message, From: To, To: From, SmsStatus: "", MessageStatus: "delivered" };
    expect(read(status)).toMatchObject({ kind: "message.status", identifiers: [person] });
    expect(read({ ...message, From, To: "messenger:2" }).identifiers).not.toEqual([person]);
  });

  it("keeps a message whose addresses are too long for one identifier", () => {
    const message = fixture("twilio", "messenger");
    expect(read({ ...message, From: `messenger:${"1".repeat(300)}` }).kind).toBe("webhook.received");
  });

  it("reads a GET as it reads a form", () => {
    const request = aRequest({ method: "GET", url: `${url}?${encodeForm(fixture("twilio", "sms"))}` });
    expect(onlyEvent(twilio, request)).toEqual(readFixture("sms"));
  });

  it("keeps every value of a repeated parameter, and parameters it has never heard of", () => {
    const { attributes } = read({ ...fixture("twilio", "sms"), NewThing: "x", Tag: ["a", "b"] });
    expect(attributes).toMatchObject({ newThing: "x", tag: ["a", "b"] });
  });

  it("has the same key on every retry", () => {
    expect(readFixture("sms").idempotencyKey).toBe(readFixture("sms").idempotencyKey);
    expect(readFixture("sms").idempotencyKey).not.toBe(readFixture("whatsapp").idempotencyKey);
  });
});

describe("the status of a message sent through Twilio", () => {
  it.each([
    ["accepted", "queued"],
    ["scheduled", "queued"],
    ["queued", "queued"],
    ["sending", "queued"],
    ["sent", "sent"],
    ["delivered", "delivered"],
    ["read", "read"],
    ["undelivered", "failed"],
    ["failed", "failed"],
    ["canceled", "failed"],
  ])("maps %s to %s", (reported, status) => {
    const event = read({ ...fixture("twilio", "status-delivered"), MessageStatus: reported });
    expect(event).toMatchObject({
      kind: "message.status",
      direction: "outbound",
      status,
      idempotencyKey: `SM00000000000000000000000000000014:${reported}`,
      providerMessageId: "SM00000000000000000000000000000014",
    });
  });

  it("belongs to the person it was sent to", () => {
    expect(readFixture("status-delivered")).toMatchObject({ channel: "sms", identifiers: [phone] });
    expect(readFixture("status-delivered").attributes).toMatchObject({ from: "+908502220000" });
  });

  it("keeps the error of a failure and what Twilio called it", () => {
    expect(readFixture("status-undelivered").attributes).toMatchObject({
      errorCode: "30003",
      messageStatus: "undelivered",
    });
  });

  it("reads WhatsApp's receipts", () => {
    expect(readFixture("status-whatsapp-read")).toMatchObject({
      channel: "whatsapp",
      status: "read",
      identifiers: [phone],
    });
  });

  it("names our send where Twilio repeats our id of it", () => {
    const sendId = "01KB0123456789ABCDEFGHJKMN";
    const status = (query: string) =>
      onlyEvent(
        twilio,
        formCall(fixture("twilio", "status-delivered"), { url: `${url}?${query}`, rawQuery: query }),
      );
    expect(status(`send=${sendId}`).attributes).toMatchObject({ sendId });
    for (const query of ["send=", "send=x", `send=${sendId}0`, "sent=1"]) {
      expect(status(query).attributes).not.toHaveProperty("sendId");
    }
  });

  it("is filed under the message where the recipient is not told", () => {
    expect(read({ ...fixture("twilio", "status-delivered"), To: "" }).identifiers).toEqual([
      { kind: "external", value: "SM00000000000000000000000000000014", level: "verified" },
    ]);
  });
});

describe("what Twilio sends that is no message", () => {
  it("keeps a call's recording under the call, at its own time", () => {
    const recording = { RecordingSid: "RE1", RecordingStatus: "completed", RecordingDuration: "40" };
    expect(read({ ...fixture("twilio", "voice-status"), ...recording })).toMatchObject({
      channel: "voice",
      direction: "internal",
      kind: "webhook.received",
      occurredAt: "2026-01-02T03:00:00.000Z",
      identifiers: [{ kind: "external", value: "CA0000000000000000000000000000001e" }],
      attributes: { raw: { RecordingStatus: "completed", RecordingDuration: "40", From: "+905551112233" } },
    });
  });

  it.each(["yesterday", "Ankara 5", "2026-01-02T03:00:00", "Fri, 99 Foo 9999 99:99:99 GMT", ""])(
    "does not take %j for a time",
    (Timestamp) => {
      expect(read({ ...fixture("twilio", "voice-status"), Timestamp }).occurredAt).toBeUndefined();
    },
  );

  it("does not take a call or a conversation for a message, whatever else it tells", () => {
    for (const more of [{ CallSid: "CA1" }, { ConversationSid: "CH1" }]) {
      expect(read({ ...fixture("twilio", "sms"), ...more }).kind).toBe("webhook.received");
    }
  });

  it.each([{ From: "" }, { MessageSid: "", SmsMessageSid: "", SmsSid: "" }])(
    "keeps a message without %j",
    (without) => {
      expect(read({ ...fixture("twilio", "sms"), ...without }).kind).toBe("webhook.received");
    },
  );

  it("keeps a conversation's other events under the conversation", () => {
    expect(read({ ...fixture("twilio", "conversation"), EventType: "onParticipantAdded" })).toMatchObject({
      channel: "chat",
      kind: "webhook.received",
      occurredAt: "2026-01-02T03:00:00.000Z",
      identifiers: [{ kind: "external", value: "CH00000000000000000000000000000028" }],
      attributes: { raw: { EventType: "onParticipantAdded" } },
    });
  });

  it("keeps each element of an event stream at its own time", () => {
    const events = allEvents(twilio, aJsonRequest(fixture("twilio", "event-streams")));
    expect(events.map(({ kind, occurredAt }) => [kind, occurredAt])).toEqual([
      ["webhook.received", "2026-01-02T03:00:00.123Z"],
      ["webhook.received", "2026-01-02T03:00:05.000Z"],
    ]);
    expect(new Set(events.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
  });

  it("keeps a message in a state it does not know", () => {
    const params = { ...fixture("twilio", "status-delivered"), MessageStatus: "partially_delivered" };
    expect(read(params)).toMatchObject({ kind: "webhook.received", channel: "sms" });
  });

  it.each(["constructor", "__proto__", "toString"])(
    "does not take the status %s for one of its own",
    (status) => {
      expect(read({ ...fixture("twilio", "sms"), MessageStatus: status }).kind).toBe("webhook.received");
    },
  );

  it("has one key for the same parameters in any order, another for other parameters", () => {
    const params: Params = fixture("twilio", "voice-status");
    params.RecordingStatus = "completed";
    const reversed = Object.fromEntries(Object.entries(params).reverse());
    expect(read(reversed).idempotencyKey).toBe(read(params).idempotencyKey);
    expect(read({ ...params, SequenceNumber: "3" }).idempotencyKey).not.toBe(read(params).idempotencyKey);
  });

  it("keeps a message whose address or file does not fit into a contact event", () => {
    for (const tooLong of [{ From: "9".repeat(600) }, { MediaUrl0: `https://x/${"a".repeat(3000)}` }]) {
      expect(read({ ...fixture("twilio", "mms"), ...tooLong })).toMatchObject({
        kind: "webhook.received",
        attributes: { raw: tooLong },
      });
    }
  });
});

describe("a Twilio call that cannot be read", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  it.each([
    ["no content type", {}, "From=%2B1", /expected application/],
    ["another content type", { "content-type": "text/plain" }, "From=%2B1", /expected application/],
    ["another charset", { "content-type": `${form["content-type"]}; charset=iso-8859-9` }, "a=b", /expected/],
    ["no parameters", form, "", /parameters/],
    ["bytes that are not UTF-8", form, Buffer.from([0x61, 0x3d, 0xff]), /UTF-8/],
    ["escapes that are not UTF-8", form, "Body=%ff", /UTF-8/],
    ["escapes that are none", form, "Body=%zz", /UTF-8/],
    ["JSON cut short", { "content-type": "application/json" }, '[{"From":', /JSON/],
  ])("is refused with %s", (_, headers, body, detail) => {
    expect(parse({ headers, body: Buffer.from(body) })).toEqual({
      kind: "unreadable",
      problem: { pointer: "", detail: expect.stringMatching(detail) },
    });
  });

  it("is refused without parameters in a GET", () => {
    expect(parse({ method: "GET" }).kind).toBe("unreadable");
  });
});

describe("parse", () => {
  const parameter = fc.oneof(
    fc.constantFrom("MessageSid", "From", "To", "Body", "MessageStatus", "SmsStatus", "CallSid", "Timestamp"),
    fc.constantFrom(
      "CallStatus",
      "Direction",
      "CallDuration",
      "EventType",
      "Author",
      "Media",
      "Status",
      "ParentCallSid",
    ),
    fc.constantFrom("ConversationSid", "MediaUrl0", "Latitude", "Longitude", "ExternalUserId", "__proto__"),
    fc.string(),
  );
  const text = fc.oneof(
    fc.constantFrom("", "+905551112233", "whatsapp:", "messenger:", "rcs:+90", "sent", "received", "1e999"),
    fc.constantFrom(
      "completed",
      "ringing",
      "outbound-dial",
      "onMessageAdded",
      "onDeliveryUpdated",
      "onMessageUpdated",
    ),
    fc.constantFrom('[{"Sid":"ME1"}]', "[1]", "{", "anonymous", "client:ayse", "sip:a@b"),
    fc.constantFrom("x".repeat(3000), "Fri, 02 Jan 2026 03:00:00 +0000", "Fri, 99 Foo 9999 99:99:99 GMT"),
    fc.string({ unit: "binary" }),
  );

  it("never throws, and only makes events that can be stored", () => {
    const types = fc.constantFrom("application/x-www-form-urlencoded", "application/json", "text/xml", "");
    fc.assert(
      fc.property(types, anyBytes, fc.constantFrom("GET", "POST"), (type, body, method) => {
        const request = aRequest({ method, url: `${url}?${body}`, headers: { "content-type": type }, body });
        if (parse(request).kind === "events") allEvents(twilio, request);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(parameter, text), { minLength: 1 }), (pairs) => {
        const body = Buffer.from(new URLSearchParams(pairs).toString());
        const request = aRequest({ headers: { "content-type": "application/x-www-form-urlencoded" }, body });
        expect(allEvents(twilio, request)).toHaveLength(1);
      }),
      { numRuns: 2000 },
    );
  });
});

it("acknowledges with empty TwiML", () => {
  expect(twilio.acknowledgement).toEqual({ statusCode: 200, contentType: "text/xml", body: "<Response/>" });
});
