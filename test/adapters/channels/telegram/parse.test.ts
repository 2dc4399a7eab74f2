import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as telegram } from "../../../../adapters/channels/telegram/index.ts";
import type { ParsedEvent } from "../../../../domain/ingest/channel-adapter.ts";
import { anyBytes, mutated } from "../arbitraries.ts";
import { aJsonRequest, anEndpoint, aRequest, assertStorable } from "../requests.ts";
import { update, updateNames } from "./fixtures.ts";

const endpoint = { ...anEndpoint("telegram"), account: { botToken: "7654321:secret-part" } };

function eventsOf(body: unknown): readonly ParsedEvent[] {
  const parsed = telegram.parse(aJsonRequest(body), endpoint);
  if (parsed.kind !== "events") throw new Error(JSON.stringify(parsed));
  for (const event of parsed.events) assertStorable(event);
  return parsed.events;
}

function read(name: string): ParsedEvent {
  const [event, ...others] = eventsOf(update(name));
  if (event === undefined || others.length > 0) throw new Error(`${name}: expected one event`);
  return event;
}

const ayse = { kind: "telegram", value: "1111111", level: "verified" };
const profile = { profileName: "Ayşe Yılmaz", username: "ayse_y", languageCode: "tr" };

describe("a message to the bot", () => {
  it("is the customer's, by the numeric id alone", () => {
    expect(read("text")).toEqual({
      channel: "telegram",
      direction: "inbound",
      kind: "message.received",
      identifiers: [ayse],
      occurredAt: "2026-01-02T03:00:00.000Z",
      text: "Kredi başvurumda son adımda kaldım 🙁",
      attributes: { to: "7654321", ...profile },
      providerMessageId: "1111111:1365",
      idempotencyKey: String(update("text").update_id),
    });
  });

  it("says what it replies to", () => {
    expect(read("reply").attributes).toMatchObject({ replyTo: "1111111:1366" });
  });

  it("is edited at the time of the edit, under its own id", () => {
    expect(read("edited")).toMatchObject({
      kind: "message.edited",
      direction: "inbound",
      text: "Kredi başvurumda 3. adımda kaldım",
      occurredAt: "2026-01-02T03:00:30.000Z",
      providerMessageId: "1111111:1365",
    });
  });

  it.each([
    ["photo", [{ mediaId: "AgACAgQAAxkBAAIFVWXlarge" }], "Ekran görüntüsü"],
    [
      "document",
      [{ mediaId: "BQACAgQAAxkBAAIFVmXdoc", contentType: "application/pdf", name: "belge.pdf" }],
      undefined,
    ],
    ["voice", [{ mediaId: "AwACAgQAAxkBAAIFV2Xvoice", contentType: "audio/ogg" }], undefined],
    [
      "animation",
      [{ mediaId: "CgACAgQAAxkBAAIanim", contentType: "video/mp4", name: "dans.mp4" }],
      undefined,
    ],
    ["sticker", [{ mediaId: "CAACAgQAAxkBAAIstick" }], "👍"],
  ])("brings its file, once and in its largest size: %s", (name, attachments, text) => {
    expect(read(name)).toMatchObject({ kind: "message.received", attachments });
    expect(read(name).text).toBe(text);
  });

  it("may be a place", () => {
    expect(read("location").attributes?.location).toEqual({ latitude: 40.9909, longitude: 29.0303 });
    expect(read("venue").attributes?.location).toEqual({
      latitude: 40.9909,
      longitude: 29.0303,
      name: "Kadıköy Şubesi",
      address: "Söğütlüçeşme Cad. 12",
    });
  });

  it("keeps content without a form of ours", () => {
    expect(read("poll")).toMatchObject({ kind: "message.received", identifiers: [ayse] });
    expect(read("poll").attributes?.raw).toEqual(update("poll").message);
  });
});

describe("a shared contact", () => {
  it("is the customer's own number when it is their own card", () => {
    expect(read("contact-own").identifiers).toEqual([
      ayse,
      { kind: "phone", value: "+905551112233", level: "verified" },
    ]);
  });

  it.each([
    ["another person's card", update("contact-other").message.contact, {}],
    ["a card of nobody on Telegram", { phone_number: "905551112233", first_name: "Ayşe" }, {}],
    ["a forwarded card", update("contact-own").message.contact, { forward_origin: { type: "hidden_user" } }],
    ["no number", { ...update("contact-own").message.contact, phone_number: "ayse@example.com" }, {}],
  ])("proves no number: %s", (_, contact, more) => {
    const body = {
      ...update("text"),
      message: { ...update("text").message, text: undefined, contact, ...more },
    };
    const [event] = eventsOf(body);
    expect(event?.kind).toBe("message.received");
    expect(event?.identifiers).toEqual([ayse]);
    expect(event?.attributes?.contacts).toEqual([contact]);
  });
});

describe("a group", () => {
  it("is the thread of a member's message, with its topic", () => {
    expect(read("group")).toMatchObject({
      kind: "message.received",
      identifiers: [ayse],
      thread: "-1001234567890",
      attributes: { topicId: 12 },
      providerMessageId: "-1001234567890:88",
    });
    expect(read("text")).not.toHaveProperty("thread");
  });

  it.each(["group-joined", "added-to-group", "channel-post", "game", "poll-answer"])(
    "and what nobody says to us is kept: %s",
    (name) => {
      expect(read(name)).toMatchObject({
        kind: "webhook.received",
        direction: "internal",
        attributes: { raw: update(name) },
        idempotencyKey: String(update(name).update_id),
      });
      expect(read(name).identifiers).toEqual([
        { kind: "external", value: expect.stringMatching(/^telegram:-?\d+$/), level: "verified" },
      ]);
    },
  );

  it("holds bots, whose messages nobody has to answer", () => {
    expect(read("bot")).toMatchObject({ kind: "message.auto-replied", direction: "inbound" });
    expect(read("group-anonymous")).toMatchObject({
      kind: "message.auto-replied",
      identifiers: [{ kind: "external", value: "telegram:-1001234567890" }],
    });
  });
});

describe("a business account's chat", () => {
  it("brings the customer's messages", () => {
    expect(read("business")).toMatchObject({
      kind: "message.received",
      direction: "inbound",
      identifiers: [ayse],
      attributes: { businessConnectionId: "bc-1" },
    });
  });

  it("brings what the business wrote itself, as ours to the customer", () => {
    expect(read("business-owner")).toMatchObject({
      kind: "message.sent",
      direction: "outbound",
      identifiers: [ayse],
      attributes: { from: "7654321" },
    });
    expect(read("business-owner").attributes).not.toHaveProperty("profileName");
  });

  it("brings its away message, which is no answer of anybody's", () => {
    expect(read("business-away")).toMatchObject({ kind: "message.auto-replied", direction: "outbound" });
  });

  it("tells of every deleted message", () => {
    const { update_id: id } = update("business-deleted");
    expect(eventsOf(update("business-deleted"))).toEqual(
      [501, 504].map((messageId) => ({
        channel: "telegram",
        direction: "internal",
        kind: "message.deleted",
        identifiers: [ayse],
        attributes: { messageId: `1111111:${messageId}`, businessConnectionId: "bc-1" },
        idempotencyKey: `${id}:${messageId}`,
      })),
    );
  });
});

describe("what is no message", () => {
  it("a pressed button speaks with the button's words", () => {
    expect(read("button")).toEqual({
      channel: "telegram",
      direction: "inbound",
      kind: "message.received",
      identifiers: [ayse],
      text: "Siparişim nerede?",
      attributes: { to: "7654321", ...profile, buttonPayload: "status:1001", replyTo: "1111111:1366" },
      idempotencyKey: String(update("button").update_id),
    });
  });

  it("a reaction names the message and the new emoji; none where it was taken back", () => {
    expect(read("reaction")).toMatchObject({
      kind: "message.reacted",
      identifiers: [ayse],
      attributes: { messageId: "1111111:1366", emoji: "❤" },
    });
    expect(read("reaction-removed").attributes).toEqual({
      to: "7654321",
      ...profile,
      messageId: "1111111:1366",
    });
  });

  it("blocking the bot is an opt-out, unblocking it takes that back", () => {
    expect(read("blocked")).toMatchObject({
      kind: "channel.blocked",
      direction: "inbound",
      identifiers: [ayse],
      attributes: { optOut: "stop" },
    });
    expect(read("unblocked")).toMatchObject({ kind: "channel.unblocked", attributes: { optOut: "start" } });
  });
});

describe("the update", () => {
  it("has the bot's id as our address, and nothing else of the token", () => {
    for (const name of updateNames) {
      expect(JSON.stringify(eventsOf(update(name))), name).not.toContain("secret-part");
    }
    const parsed = telegram.parse(aJsonRequest(update("text")), anEndpoint("telegram"));
    expect(parsed.kind === "events" && parsed.events[0]?.attributes).toEqual(profile);
  });

  it.each([
    ["a malformed message", { message: { ...update("text").message, text: 7 } }],
    ["a message of nobody's chat", { message: { text: "hi" } }],
    ["a kind nobody has heard of", { teapot: { from: { id: 5 } } }],
    ["nothing", {}],
    ["a message that is none", { message: "text" }],
  ])("is kept with its content: %s", (_, content) => {
    const body = { update_id: 1, ...content };
    expect(eventsOf(body)).toMatchObject([
      { kind: "webhook.received", direction: "internal", attributes: { raw: body }, idempotencyKey: "1" },
    ]);
  });

  it.each([undefined, "today", 0, 1e15])("is read though its time is %s, which is left to us", (date) => {
    const content = update("text");
    expect(eventsOf({ ...content, message: { ...content.message, date } })).toEqual([
      { ...read("text"), occurredAt: undefined },
    ]);
  });

  it.each<[string, unknown, string | undefined, string]>([
    ["no number", { message: {} }, undefined, "/update_id"],
    ["a number as text", { update_id: "1" }, undefined, "/update_id"],
    ["a list", [], undefined, ""],
    ["another media type", { update_id: 1 }, "text/plain", ""],
  ])("is refused with %s", (_, body, contentType, pointer) => {
    expect(telegram.parse(aJsonRequest(body, contentType), endpoint)).toMatchObject({
      kind: "unreadable",
      problem: { pointer },
    });
  });

  it("never throws on any bytes", () => {
    fc.assert(
      fc.property(anyBytes, (body) => {
        const request = aRequest({ headers: { "content-type": "application/json" }, body });
        const parsed = telegram.parse(request, endpoint);
        if (parsed.kind === "events") parsed.events.forEach(assertStorable);
      }),
      { numRuns: 500 },
    );
  });

  it("becomes an event that can be stored, whatever is changed in it, or is refused", () => {
    fc.assert(
      fc.property(fc.oneof(...updateNames.map((name) => mutated(update(name)))), (body) => {
        const parsed = telegram.parse(aJsonRequest(body), endpoint);
        if (parsed.kind !== "events") return;
        expect(parsed.events.length).toBeGreaterThan(0);
        parsed.events.forEach(assertStorable);
      }),
      { numRuns: 1000 },
    );
  });
});
