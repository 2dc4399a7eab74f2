import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as line } from "../../../../adapters/channels/line/index.ts";
import { anyBytes, mutated } from "../arbitraries.ts";
import { aJsonRequest, allEvents, aRequest, assertStorable, onlyEvent } from "../requests.ts";
import { webhook, webhookNames } from "./fixtures.ts";

const read = (name: string) => onlyEvent(line, aJsonRequest(webhook(name)));
const user = { kind: "line", value: "U3d3edab4f36c6292e6d8a8131f141b8b", level: "verified" };
const to = "U8e742f61d673b39c7fff3cecb7536ef0";
const groupId = "C4af4980629a1b3c9e5d7f60718293a4b";

describe("a message on LINE", () => {
  it("is the person's, at its own time, under the event's key", () => {
    expect(read("text")).toEqual({
      channel: "line",
      direction: "inbound",
      kind: "message.received",
      identifiers: [user],
      occurredAt: "2026-01-02T03:00:00.123Z",
      text: "Kredi başvurum nerede? 🙁",
      attributes: { to },
      providerMessageId: "444573844083572737",
      idempotencyKey: webhook("text").events[0].webhookEventId,
    });
  });

  it("is the same when it is delivered again", () => {
    expect(read("redelivery")).toEqual(read("first-delivery"));
  });

  it("says what it quotes", () => {
    expect(read("quote").attributes).toEqual({ to, replyTo: "444573844083572000" });
  });

  it.each(["image", "video", "audio"])("brings its file by the message's id: %s", (name) => {
    expect(read(name)).toMatchObject({
      kind: "message.received",
      attachments: [{ mediaId: "444573844083572737" }],
      attributes: { type: name },
    });
  });

  it("brings a file with its name, and one of another site by its URL", () => {
    expect(read("file").attachments).toEqual([{ mediaId: "444573844083572737", name: "belge.pdf" }]);
    expect(read("image-external").attachments).toEqual([{ url: "https://example.com/original.jpg" }]);
  });

  it("may be a place or a sticker", () => {
    expect(read("location").attributes?.location).toEqual({
      latitude: 40.9909,
      longitude: 29.0303,
      name: "Kadıköy Şubesi",
      address: "Söğütlüçeşme Cad. 12",
    });
    expect(read("sticker")).toMatchObject({
      text: "Teşekkürler",
      attributes: { sticker: { stickerId: "1988", keywords: ["thanks", "thumbs up"] } },
    });
  });

  it("keeps content of a type nobody has heard of", () => {
    expect(read("unknown-message")).toMatchObject({
      kind: "message.received",
      attributes: { raw: webhook("unknown-message").events[0].message },
    });
  });

  it("has the group or the room as its thread", () => {
    expect(read("group")).toMatchObject({ identifiers: [user], thread: groupId });
    expect(read("room").thread).toBe("R4af4980629a1b3c9e5d7f60718293a4b");
    expect(read("group-nobody").identifiers).toEqual([
      { kind: "external", value: `line:${groupId}`, level: "verified" },
    ]);
    expect(read("text")).not.toHaveProperty("thread");
  });

  it("may be edited, and taken back", () => {
    expect(read("edited")).toMatchObject({
      kind: "message.edited",
      text: "Şube kaçta açılıyor?",
      providerMessageId: "444573844083572737",
    });
    expect(read("unsend")).toMatchObject({
      kind: "message.deleted",
      identifiers: [user],
      attributes: { messageId: "444573844083572737" },
    });
  });

  it("is observed where another service answers this person, and so is a button", () => {
    expect(read("standby")).toMatchObject({ kind: "message.observed", direction: "inbound" });
    expect(read("standby").attributes).toEqual({ to, standby: true });
    const body = webhook("postback");
    body.events[0].mode = "standby";
    expect(onlyEvent(line, aJsonRequest(body))).toMatchObject({
      kind: "message.observed",
      attributes: { buttonPayload: "action=status&order=1001", standby: true },
    });
  });

  it.each([undefined, "today", 0, 1e15])(
    "is read though its time is %s, which is left to us",
    (timestamp) => {
      const body = webhook("text");
      body.events[0].timestamp = timestamp;
      expect(onlyEvent(line, aJsonRequest(body))).toEqual({ ...read("text"), occurredAt: undefined });
    },
  );
});

describe("what is no message", () => {
  it("a pressed button speaks with what was chosen", () => {
    expect(read("postback")).toMatchObject({
      kind: "message.received",
      attributes: { to, buttonPayload: "action=status&order=1001" },
    });
    expect(read("postback").text).toBeUndefined();
    expect(read("postback-date").text).toBe("2026-01-05T10:30");
  });

  it("blocking the account is an opt-out, and becoming its friend an opt-in", () => {
    expect(read("unfollow")).toMatchObject({ kind: "channel.blocked", attributes: { to, optOut: "stop" } });
    expect(read("follow")).toMatchObject({
      kind: "channel.unblocked",
      attributes: { to, optOut: "start", isUnblocked: true },
    });
  });

  it.each(["member-joined", "account-link", "postback-menu"])("is kept: %s", (name) => {
    const [event] = webhook(name).events;
    expect(read(name)).toMatchObject({
      kind: "webhook.received",
      direction: "internal",
      identifiers: [{ kind: "external", value: `line:${user.value}` }],
      attributes: { raw: event },
      idempotencyKey: event.webhookEventId,
    });
  });
});

describe("LINE's call", () => {
  it("may hold no events: LINE asks whether we are there", () => {
    expect(line.parse(aJsonRequest(webhook("verify")))).toEqual({ kind: "events", events: [] });
    expect(line.acknowledgement).toEqual({ statusCode: 200 });
  });

  it("is read event by event: a malformed one is kept, and the others are read", () => {
    const events = allEvents(line, aJsonRequest(webhook("batch")));
    expect(events.map(({ kind, text }) => text ?? kind)).toEqual(["bir", "webhook.received", "iki"]);
    expect(new Set(events.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
  });

  it.each<[string, unknown, string | undefined, string]>([
    ["no destination", { events: [] }, undefined, "/destination"],
    ["no events", { destination: to }, undefined, "/events"],
    ["a list", [], undefined, ""],
    ["another media type", { destination: to, events: [] }, "text/plain", ""],
  ])("is refused with %s", (_, body, contentType, pointer) => {
    expect(line.parse(aJsonRequest(body, contentType))).toMatchObject({
      kind: "unreadable",
      problem: { pointer },
    });
  });

  it("never throws on any bytes", () => {
    fc.assert(
      fc.property(anyBytes, (body) => {
        const parsed = line.parse(aRequest({ headers: { "content-type": "application/json" }, body }));
        if (parsed.kind === "events") parsed.events.forEach(assertStorable);
      }),
      { numRuns: 500 },
    );
  });

  it("becomes events that can be stored, whatever is changed in it, or is refused", () => {
    fc.assert(
      fc.property(fc.oneof(...webhookNames.map((name) => mutated(webhook(name)))), (body) => {
        const parsed = line.parse(aJsonRequest(body));
        if (parsed.kind === "events") parsed.events.forEach(assertStorable);
      }),
      { numRuns: 1000 },
    );
  });
});
