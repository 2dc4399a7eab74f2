import { describe, expect, it } from "vitest";
import { adapter as meta } from "../../../../adapters/channels/meta/index.ts";
import { aJsonRequest, allEvents, fixture, onlyEvent } from "../requests.ts";

const read = (body: unknown) => onlyEvent(meta, aJsonRequest(body));
const readAll = (body: unknown) => allEvents(meta, aJsonRequest(body));
const readFixture = (name: string) => read(fixture("meta", name));

const person = { kind: "messenger", value: "1234567890:4821907312345678", level: "verified" };
const follower = { kind: "instagram", value: "17841400000000001:1784900000012345", level: "verified" };

/** A fixture with the fields of its only piece replaced. */
function changed(name: string, fields: Record<string, unknown>) {
  const body = fixture("meta", name);
  Object.assign(body.entry[0].messaging[0], fields);
  return body;
}

describe("a Messenger message", () => {
  it("is the person's on that page, with what it answers and the button pressed", () => {
    expect(readFixture("messenger")).toEqual({
      channel: "messenger",
      direction: "inbound",
      kind: "message.received",
      identifiers: [person],
      occurredAt: "2026-01-02T03:00:00.000Z",
      text: "hi",
      attributes: { to: "1234567890", type: "text", replyTo: "m_0", buttonPayload: "HELLO" },
      providerMessageId: "m_x",
      idempotencyKey: "m_x",
    });
  });

  it("has its files as attachments by URL, and keeps what else is shared", () => {
    const event = readFixture("messenger-files");
    expect(event.attachments).toEqual([
      { url: "https://scontent.xx.fbcdn.net/v/1.jpg?oh=1" },
      { url: "https://cdn.fbsbx.com/v/dekont.pdf?dl=1" },
    ]);
    expect(event.attributes).toMatchObject({
      type: "image",
      shared: [
        { type: "location", payload: { coordinates: { lat: 41.0082 } } },
        { type: "fallback", url: "https://www.example.com/kampanya" },
      ],
    });
  });

  it("keeps files that no attachment can hold: a URL too long, more than a hundred", () => {
    const file = (url: string) => ({ type: "image", payload: { url } });
    const long = file(`https://x.fbcdn.net/${"a".repeat(2048)}`);
    expect(read(changed("messenger", { message: { mid: "m", attachments: [long] } }))).toMatchObject({
      kind: "message.received",
      attributes: { shared: [long] },
    });
    const many = Array.from({ length: 102 }, (_, index) => file(`https://x.fbcdn.net/${index}`));
    const event = read(changed("messenger", { message: { mid: "m", attachments: many } }));
    expect(event.attachments).toHaveLength(100);
    expect(event.attributes?.shared).toHaveLength(2);
  });

  it("that we sent ourselves comes back as its status, by our own name of it", () => {
    expect(readFixture("messenger-echo")).toEqual({
      channel: "messenger",
      direction: "outbound",
      kind: "message.status",
      identifiers: [person],
      occurredAt: "2026-01-02T03:00:00.000Z",
      status: "sent",
      attributes: { from: "1234567890", sendId: "01KE0000000000000000000001" },
      providerMessageId: "m_echo",
      idempotencyKey: "m_echo:sent",
    });
  });

  it.each([
    ["another app", "bot-7", { metadata: "bot-7" }],
    ["another app with such ids", "01KE0000000000000000000001", { metadata: "01KE0000000000000000000001" }],
    ["a human in Meta's inbox", undefined, {}],
  ])("that %s sent is sent, with its own words, and never received", (_, metadata, words) => {
    const body = fixture("meta", "messenger-echo");
    body.entry[0].messaging[0].message.metadata = metadata;
    expect(read(body)).toMatchObject({
      direction: "outbound",
      kind: "message.sent",
      identifiers: [person],
      text: "Siparişiniz yolda.",
      providerMessageId: "m_echo",
      idempotencyKey: "m_echo",
    });
    expect(read(body).attributes).toEqual({
      from: "1234567890",
      type: "text",
      appId: "1517776481860111",
      ...words,
    });
  });

  it("of the customer's is no status, whatever it calls itself", () => {
    const sendId = "01KE0000000000000000000001";
    const metadata = `omniline:${sendId}`;
    const event = read(changed("messenger", { message: { mid: "m", text: "hi", metadata } }));
    expect(event).toMatchObject({ kind: "message.received", text: "hi" });
    expect(event.attributes).not.toHaveProperty("sendId");
  });

  it("from the page itself is the business's, though no echo says so", () => {
    const body = changed("messenger", {
      sender: { id: "1234567890" },
      recipient: { id: "4821907312345678" },
    });
    expect(read(body)).toMatchObject({ kind: "message.sent", direction: "outbound", identifiers: [person] });
  });

  it("is edited", () => {
    expect(readFixture("messenger-edit")).toMatchObject({
      kind: "message.edited",
      text: "hi there",
      attributes: { messageId: "m_x", edits: 1 },
      idempotencyKey: "m_x:edit:1",
    });
  });

  it("is reacted to, and the reaction taken back", () => {
    expect(readFixture("messenger-reaction")).toMatchObject({
      channel: "messenger",
      kind: "message.reacted",
      identifiers: [person],
      attributes: { messageId: "m_echo", emoji: "❤️", reaction: "love" },
      idempotencyKey: "m_echo:4821907312345678:react:1767322800000",
    });
    const taken = readFixture("instagram-unreact");
    expect(taken).toMatchObject({ kind: "message.reacted", identifiers: [follower] });
    expect(taken.attributes).not.toHaveProperty("emoji");
  });

  it("may be a button of ours, pressed", () => {
    expect(readFixture("messenger-postback")).toMatchObject({
      kind: "message.received",
      direction: "inbound",
      text: "Siparişim nerede?",
      attributes: { buttonPayload: "WHERE_IS_MY_ORDER", referral: { ref: "winter" } },
      idempotencyKey: "m_postback",
    });
  });

  it("is told apart by who, when and what where a button has no id", () => {
    const keyOf = (fields: Record<string, unknown>, postback: Record<string, unknown> = {}) =>
      read(changed("messenger-postback", { postback: { payload: "P", ...postback }, ...fields }))
        .idempotencyKey;
    const keys = [
      keyOf({}),
      keyOf({ timestamp: 1767322800001 }),
      keyOf({ sender: { id: "4821907312345679" } }),
      keyOf({}, { payload: "Q" }),
    ];
    expect(new Set(keys).size).toBe(4);
    expect(keyOf({})).toBe(keys[0]);
  });
});

describe("what became of a message on Messenger and Instagram", () => {
  it("is one status for each message that was delivered", () => {
    const events = readAll(fixture("meta", "messenger-delivery"));
    expect(events).toHaveLength(2);
    expect(events[0]).toEqual({
      channel: "messenger",
      direction: "outbound",
      kind: "message.status",
      identifiers: [person],
      occurredAt: "2026-01-02T03:00:00.000Z",
      status: "delivered",
      attributes: { from: "1234567890", watermark: "2026-01-02T02:59:59.000Z" },
      providerMessageId: "m_echo",
      idempotencyKey: "m_echo:delivered",
    });
    expect(events[1]?.providerMessageId).toBe("m_echo2");
  });

  it("is the message's on Instagram, which names it", () => {
    expect(readFixture("instagram-read")).toMatchObject({
      channel: "instagram",
      kind: "message.status",
      status: "read",
      identifiers: [follower],
      providerMessageId: "aWdf_echo",
      idempotencyKey: "aWdf_echo:read",
    });
  });

  it.each([
    ["messenger-read", {}, "conversation.read"],
    ["messenger-delivery", { delivery: { watermark: 1767322799000 } }, "conversation.delivered"],
    ["messenger-delivery", { delivery: { mids: [], watermark: 1767322799000 } }, "conversation.delivered"],
  ])("is the conversation's up to a time, where %s %j names no message", (name, fields, kind) => {
    const event = read(changed(name, fields));
    expect(event).toMatchObject({
      kind,
      direction: "outbound",
      identifiers: [person],
      attributes: { watermark: "2026-01-02T02:59:59.000Z" },
    });
    expect(event).not.toHaveProperty("status");
    expect(event.idempotencyKey).toContain(":1767322799000");
  });

  it("is kept where it names neither", () => {
    expect(read(changed("messenger-read", { read: {} })).kind).toBe("webhook.received");
  });

  it("names a message once, however often the delivery does", () => {
    expect(readAll(changed("messenger-delivery", { delivery: { mids: ["m_1", "m_1"] } }))).toHaveLength(1);
  });
});

describe("how a person came to a page", () => {
  it("is told by a referral", () => {
    expect(readFixture("messenger-referral")).toMatchObject({
      kind: "referral.received",
      direction: "inbound",
      identifiers: [person],
      attributes: { referral: { ref: "winter", source: "ADS" } },
    });
  });

  it("is told by an opt-in, which is no consent to all marketing", () => {
    const event = readFixture("messenger-optin");
    expect(event).toMatchObject({
      kind: "optin.received",
      attributes: { optin: { title: "Kampanyalar" } },
    });
    expect(event.attributes).not.toHaveProperty("optOut");
  });

  it.each([
    ["STOP NOTIFICATIONS", "stop"],
    ["STOP_NOTIFICATIONS", "stop"],
    ["RESUME NOTIFICATIONS", "start"],
  ])("changes with %s: %s", (status, optOut) => {
    const body = fixture("meta", "messenger-optin-stop");
    body.entry[0].messaging[0].optin.notification_messages_status = status;
    expect(read(body)).toMatchObject({
      kind: "preference.changed",
      identifiers: [person],
      attributes: { optOut, purpose: "marketing" },
    });
  });
});

describe("a conversation that another app answers", () => {
  it("is observed, and asks nothing of us", () => {
    const [said, answered] = readAll(fixture("meta", "messenger-standby"));
    expect(said).toMatchObject({
      kind: "message.observed",
      direction: "inbound",
      identifiers: [person],
      text: "Merhaba bot",
      attributes: { standby: true },
    });
    expect(answered).toMatchObject({ kind: "message.sent", attributes: { standby: true, appId: "456" } });
  });

  it("is handed over in a way that is kept", () => {
    expect(readFixture("messenger-handover")).toMatchObject({
      kind: "webhook.received",
      channel: "messenger",
      identifiers: [{ kind: "external", value: "1234567890" }],
      attributes: { raw: { pass_thread_control: { new_owner_app_id: "456" } } },
    });
  });
});

describe("an Instagram message", () => {
  it("is the person's for that account, with the story it answers", () => {
    expect(readFixture("instagram")).toMatchObject({
      channel: "instagram",
      direction: "inbound",
      kind: "message.received",
      identifiers: [follower],
      text: "Bu ürün var mı?",
      attributes: { to: "17841400000000001", story: { id: "18000000000000001" } },
    });
  });

  it("may mention us in a story", () => {
    expect(readFixture("instagram-story-mention")).toMatchObject({
      kind: "message.received",
      attributes: { type: "story_mention", shared: [{ type: "story_mention" }] },
    });
  });

  it("that we sent is sent", () => {
    expect(readFixture("instagram-echo")).toMatchObject({
      kind: "message.sent",
      direction: "outbound",
      identifiers: [follower],
      attributes: { from: "17841400000000001" },
    });
  });

  it("of our account to itself is nobody's", () => {
    const message = { mid: "aWdf_self", is_self: true, text: "deneme" };
    const account = { id: "17841400000000001" };
    expect(read(changed("instagram", { sender: account, recipient: account, message }))).toMatchObject({
      kind: "message.sent",
      direction: "outbound",
      identifiers: [{ kind: "external", value: "17841400000000001", level: "verified" }],
      text: "deneme",
    });
  });

  it("is taken back", () => {
    expect(readFixture("instagram-deleted")).toMatchObject({
      kind: "message.deleted",
      identifiers: [follower],
      attributes: { messageId: "aWdf_x" },
      idempotencyKey: "aWdf_x:deleted",
    });
  });

  it("that Instagram does not pass on is received raw", () => {
    expect(readFixture("instagram-unsupported")).toMatchObject({
      kind: "message.received",
      attributes: { raw: { is_unsupported: true } },
    });
  });
});

describe("a comment on Instagram", () => {
  it("is received, under its post", () => {
    expect(readFixture("instagram-comment")).toEqual({
      channel: "instagram",
      direction: "inbound",
      kind: "comment.received",
      identifiers: [follower],
      occurredAt: "2026-01-02T03:00:00.000Z",
      text: "Fiyatı nedir?",
      thread: "17887498072083520",
      attributes: {
        type: "comments",
        to: "17841400000000001",
        username: "ayse",
        replyTo: "17865799348089038",
        mediaType: "FEED",
      },
      providerMessageId: "17865799348089039",
      idempotencyKey: "comment:17865799348089039",
    });
  });

  it("is received from a live video, in the entry itself", () => {
    expect(readFixture("instagram-live-comment")).toMatchObject({
      kind: "comment.received",
      text: "Selam!",
      attributes: { type: "live_comments" },
    });
  });

  it("of our own account is sent, and nobody's", () => {
    const body = fixture("meta", "instagram-comment");
    body.entry[0].changes[0].value.from.id = "17841400000000001";
    expect(read(body)).toMatchObject({
      kind: "comment.sent",
      direction: "outbound",
      identifiers: [{ kind: "external", value: "17841400000000001", level: "verified" }],
    });
  });

  it.each([
    ["mentions", "instagram"],
    ["comments", "page"],
  ])("is not read out of %s of %s", (field, object) => {
    const body = { ...fixture("meta", "instagram-comment"), object };
    body.entry[0].changes[0].field = field;
    expect(read(body).kind).toBe("webhook.received");
  });

  it("is kept without its account or its writer", () => {
    const nameless = fixture("meta", "instagram-comment");
    delete nameless.entry[0].id;
    expect(read(nameless).kind).toBe("webhook.received");
    const anonymous = fixture("meta", "instagram-comment");
    delete anonymous.entry[0].changes[0].value.from;
    expect(read(anonymous).kind).toBe("webhook.received");
  });
});

describe("a batch of Messenger", () => {
  it("is read piece by piece, and keeps the malformed ones", () => {
    const events = readAll(fixture("meta", "messenger-batch"));
    expect(events.map(({ kind, text, status }) => [kind, text ?? status])).toEqual([
      ["message.received", "bir"],
      ["webhook.received", undefined],
      ["message.status", "delivered"],
      ["message.received", "iki"],
      ["webhook.received", undefined],
    ]);
    expect(events[1]).toMatchObject({ attributes: { raw: { message: { text: "kimliksiz" } } } });
    expect(new Set(events.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(5);
  });

  it.each([
    ["no sender", { sender: undefined }],
    ["an empty sender", { sender: { id: "" } }],
    ["a person without an id", { sender: { user_ref: "r" } }],
    ["an empty id", { message: { mid: "" } }],
    ["text of another shape", { message: { mid: "m", text: 7 } }],
    ["a kind to come", { message: undefined, account_linking: { status: "linked" } }],
  ])("keeps a message with %s", (_, fields) => {
    expect(read(changed("messenger", fields))).toMatchObject({
      kind: "webhook.received",
      channel: "messenger",
    });
  });

  it.each([
    ["no time", undefined],
    ["a time that is none", "yesterday"],
    ["a time beyond all years", 9e15],
  ])("reads what has an id of its own with %s, and leaves its time to us", (_, timestamp) => {
    for (const name of ["messenger", "messenger-postback", "instagram"]) {
      const event = read(changed(name, { timestamp }));
      expect(event, name).toEqual({ ...readFixture(name), occurredAt: undefined });
    }
  });

  it("reads a time that is text", () => {
    expect(read(changed("messenger", { timestamp: "1767322800000" }))).toEqual(readFixture("messenger"));
  });

  it.each([
    ["messenger-reaction", {}],
    ["messenger-referral", {}],
    ["messenger-optin", {}],
    ["messenger-postback", { postback: { payload: "P" } }],
  ])("keeps what has neither an id nor a time: %s", (name, fields) => {
    expect(read(changed(name, { ...fields, timestamp: undefined })).kind).toBe("webhook.received");
  });

  it("keeps what names a person or an account by more than an identifier holds", () => {
    const long = "1".repeat(256);
    const comment = fixture("meta", "instagram-comment");
    comment.entry[0].id = long;
    expect(read(comment)).toMatchObject({ kind: "webhook.received", channel: "instagram" });
    const kept = readAll(changed("messenger", { sender: { id: long }, recipient: { id: long } }));
    expect(kept.map(({ kind }) => kind)).toEqual(["webhook.received"]);
  });

  it("keeps an entry that has none of the known lists", () => {
    for (const object of ["page", "instagram"]) {
      expect(read({ object, entry: [{ id: "1", time: 1767322800123 }] })).toMatchObject({
        kind: "webhook.received",
        channel: object === "page" ? "messenger" : "instagram",
        occurredAt: "2026-01-02T03:00:00.123Z",
      });
      expect(read({ object, entry: [7] }).attributes).toEqual({ raw: 7 });
    }
  });
});
