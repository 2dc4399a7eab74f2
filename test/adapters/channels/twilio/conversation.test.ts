import { describe, expect, it } from "vitest";
import { adapter as twilio } from "../../../../adapters/channels/twilio/index.ts";
import { anEndpoint, fixture } from "../requests.ts";
import { formCall, type Params } from "./calls.ts";

const conversation = "CH00000000000000000000000000000028";
const message = "IM00000000000000000000000000000029";
const service = "IS0000000000000000000000000000002b";
const phone = { kind: "phone", value: "+905551112233", level: "verified" };
const underIt = [{ kind: "external", value: conversation, level: "verified" }];

function read(changes: Params = {}, account: Record<string, string> = {}) {
  const endpoint = { ...anEndpoint("twilio"), account };
  const parsed = twilio.parse(formCall({ ...fixture("twilio", "conversation"), ...changes }), endpoint);
  if (parsed.kind !== "events") throw new Error(parsed.kind);
  const [event] = parsed.events;
  if (event === undefined) throw new Error("no event");
  return event;
}

describe("a message in a Twilio conversation", () => {
  it("of a customer is received, at its own time, on the channel they write from", () => {
    expect(read()).toEqual({
      channel: "whatsapp",
      direction: "inbound",
      kind: "message.received",
      identifiers: [phone],
      occurredAt: "2026-01-02T03:00:00.000Z",
      text: "Merhaba",
      thread: conversation,
      attributes: {
        accountSid: "AC00000000000000000000000000000001",
        chatServiceSid: service,
        index: "3",
        participantSid: "MB0000000000000000000000000000002a",
        source: "WHATSAPP",
      },
      providerMessageId: message,
      idempotencyKey: `onMessageAdded:${message}`,
    });
  });

  it("may come by SMS, or from Messenger, where an id is a person's on our page", () => {
    expect(read({ Author: "+905551112233", Source: "SMS" })).toMatchObject({
      channel: "sms",
      identifiers: [phone],
    });
    expect(read({ Author: "messenger:42" }, { messengerFrom: "messenger:7" })).toMatchObject({
      channel: "messenger",
      identifiers: [{ kind: "messenger", value: "7:42" }],
    });
  });

  it.each<[string, Params, Record<string, string>]>([
    ["by the API", { Source: "API" }, {}],
    ["by the API under the customer's address", { Source: "Api", Author: "+905551112233" }, {}],
    ["by nobody", { Author: "" }, {}],
    ["by the system", { Author: "system", Source: "SDK" }, { identity: "agent-7" }],
    ["under a name, where no names of ours are told apart", { Author: "agent-7", Source: "SDK" }, {}],
    ["under a name of ours", { Author: "agent-7", Source: "SDK" }, { identity: "bot, agent-7" }],
  ])("that was written %s is ours: it opens nothing", (_, changes, account) => {
    expect(read(changes, account)).toMatchObject({
      channel: "chat",
      direction: "outbound",
      kind: "message.sent",
      identifiers: underIt,
      thread: conversation,
    });
  });

  it("under another name than ours is the customer's of our site's chat", () => {
    expect(read({ Author: "visitor-1", Source: "SDK" }, { identity: "agent-7" })).toMatchObject({
      channel: "chat",
      direction: "inbound",
      kind: "message.received",
      identifiers: [{ kind: "external", value: `${service}:visitor-1` }],
      attributes: { author: "visitor-1" },
    });
  });

  it("has its files, by the ids of Twilio's media service", () => {
    const Media = JSON.stringify([
      { Sid: "ME1", ContentType: "image/jpeg", Filename: "a.jpg", Size: 12 },
      { Sid: "ME2", ContentType: null },
    ]);
    expect(read({ Media }).attachments).toEqual([
      { mediaId: `${service}/ME1`, contentType: "image/jpeg", name: "a.jpg" },
      { mediaId: `${service}/ME2`, contentType: undefined, name: undefined },
    ]);
    expect(read({ Media }).attributes).not.toHaveProperty("media");
    for (const odd of ["", "[]", "{}", "[{}]", "{"]) expect(read({ Media: odd }).attachments).toBeUndefined();
  });

  it("that is edited has its new text, once for every edit", () => {
    const DateUpdated = "2026-01-02T03:05:00.000Z";
    const edit = { EventType: "onMessageUpdated", Body: "Merhabalar", DateUpdated };
    expect(read(edit)).toMatchObject({
      kind: "message.edited",
      direction: "inbound",
      identifiers: [phone],
      occurredAt: DateUpdated,
      text: "Merhabalar",
      attributes: { messageId: message },
      providerMessageId: message,
    });
    const keys = [DateUpdated, "2026-01-02T03:06:00.000Z"].map(
      (at) => read({ ...edit, DateUpdated: at }).idempotencyKey,
    );
    expect(new Set(keys).size).toBe(2);
    expect(read({ ...edit, Source: "API" })).toMatchObject({ kind: "message.edited", direction: "outbound" });
  });

  it("that is removed is not repeated", () => {
    const event = read({ EventType: "onMessageRemoved", DateRemoved: "2026-01-02T03:07:00.000Z" });
    expect(event).toMatchObject({
      kind: "message.deleted",
      occurredAt: "2026-01-02T03:07:00.000Z",
      attributes: { messageId: message },
    });
    expect(JSON.stringify(event)).not.toContain("Merhaba");
  });

  it.each([
    ["sent", "sent"],
    ["delivered", "delivered"],
    ["read", "read"],
    ["failed", "failed"],
    ["undelivered", "failed"],
  ])("of ours that is %s has the status %s", (Status, status) => {
    const receipt = {
      EventType: "onDeliveryUpdated",
      DeliveryReceiptSid: "DY1",
      ChannelMessageSid: "SM1",
      DateUpdated: "2026-01-02T03:08:00.000Z",
      Status,
    };
    expect(read(receipt)).toMatchObject({
      kind: "message.status",
      direction: "outbound",
      identifiers: underIt,
      status,
      occurredAt: "2026-01-02T03:08:00.000Z",
      attributes: { messageStatus: Status, channelMessageSid: "SM1" },
      providerMessageId: message,
      idempotencyKey: `DY1:${Status}`,
    });
  });

  it.each([
    { EventType: "onDeliveryUpdated", Status: "lost" },
    { EventType: "onMessageAdd" },
    { EventType: "onConversationStateUpdated" },
    { EventType: "" },
    { MessageSid: "" },
    { Author: "a".repeat(300) },
  ])("is kept as it is with %j", (changes) => {
    expect(read(changes)).toMatchObject({
      kind: "webhook.received",
      channel: "chat",
      identifiers: underIt,
    });
  });

  it("is one event on every retry", () => {
    const retried = read({ RetryCount: "1" });
    expect(retried.idempotencyKey).toBe(read().idempotencyKey);
    expect(retried.occurredAt).toBe(read().occurredAt);
  });
});
