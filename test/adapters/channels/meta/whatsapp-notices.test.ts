import { describe, expect, it } from "vitest";
import { adapter as meta } from "../../../../adapters/channels/meta/index.ts";
import { readWhatsappEntry } from "../../../../adapters/channels/whatsapp-entry.ts";
import { aJsonRequest, fixture, onlyEvent } from "../requests.ts";

const read = (body: unknown) => onlyEvent(meta, aJsonRequest(body));
const readFixture = (name: string) => read(fixture("meta", name));

const userId = { kind: "whatsapp", value: "TR.1502576394655843", level: "verified" };
const phone = { kind: "phone", value: "+905551112233", level: "verified" };

/** A fixture with the fields of the only piece in its list replaced. */
function changed(name: string, list: string, fields: Record<string, unknown>) {
  const body = fixture("meta", name);
  Object.assign(body.entry[0].changes[0].value[list][0], fields);
  return body;
}

describe("a WhatsApp message that was edited or taken back", () => {
  it("is edited: the new text, and which message has it", () => {
    expect(readFixture("edit")).toMatchObject({
      kind: "message.edited",
      direction: "inbound",
      identifiers: [userId, phone],
      text: "Kartım ne zaman gelecek?",
      attributes: { type: "edit", messageId: "wamid.HBgMTEXT" },
      idempotencyKey: "wamid.HBgMEDIT",
    });
  });

  it("is edited in its caption, and keeps its file", () => {
    expect(readFixture("edit-caption")).toMatchObject({
      kind: "message.edited",
      text: "Yeni dekont",
      attachments: [{ mediaId: "1003383421387256", contentType: "image/jpeg" }],
    });
  });

  it("is taken back", () => {
    const event = readFixture("revoke");
    expect(event).toMatchObject({ kind: "message.deleted", attributes: { messageId: "wamid.HBgMTEXT" } });
    expect(event.text).toBeUndefined();
  });

  it.each([
    ["edit", { edit: undefined }],
    ["edit", { edit: { original_message_id: "x" } }],
    ["revoke", { revoke: { original_message_id: "" } }],
  ])("is kept when the %s is malformed: %j", (name, fields) => {
    expect(read(changed(name, "messages", fields)).kind).toBe("webhook.received");
  });
});

describe("what the business wrote in the WhatsApp Business app", () => {
  it("is sent, to the customer, and never received", () => {
    expect(readFixture("echo")).toEqual({
      channel: "whatsapp",
      direction: "outbound",
      kind: "message.sent",
      identifiers: [userId, phone],
      occurredAt: "2026-01-02T03:00:00.000Z",
      text: "Kartınız yola çıktı.",
      attributes: { type: "text", from: "106540352242922" },
      providerMessageId: "wamid.HBgMECHO",
      idempotencyKey: "wamid.HBgMECHO",
    });
  });

  it("may be edited and taken back like the customer's", () => {
    const revoke = { type: "revoke", text: undefined, revoke: { original_message_id: "wamid.1" } };
    expect(read(changed("echo", "message_echoes", revoke))).toMatchObject({
      direction: "outbound",
      kind: "message.deleted",
      attributes: { messageId: "wamid.1" },
    });
  });

  it("is kept when it is malformed or a notice", () => {
    expect(read(changed("echo", "message_echoes", { id: "" })).kind).toBe("webhook.received");
    const notice = { type: "system", system: { type: "user_changed_number" } };
    expect(read(changed("echo", "message_echoes", notice)).kind).toBe("webhook.received");
  });
});

describe("a WhatsApp customer's wish for marketing", () => {
  it("stops it", () => {
    expect(readFixture("preference-stop")).toMatchObject({
      channel: "whatsapp",
      direction: "inbound",
      kind: "preference.changed",
      identifiers: [userId, phone],
      occurredAt: "2026-01-02T03:00:00.000Z",
      attributes: { optOut: "stop", purpose: "marketing", to: "106540352242922" },
    });
  });

  it("resumes it, by the contact's ids where the notice has the number alone", () => {
    expect(readFixture("preference-resume")).toMatchObject({
      identifiers: [userId, phone],
      attributes: { optOut: "start", purpose: "marketing" },
    });
  });

  it("has another key for another wish, time or person, and the same on a retry", () => {
    const keyOf = (fields: Record<string, unknown>) =>
      read(changed("preference-stop", "user_preferences", fields)).idempotencyKey;
    const keys = [{}, { value: "resume" }, { timestamp: 1767322801 }, { user_id: "TR.2" }].map(keyOf);
    expect(new Set(keys).size).toBe(4);
    expect(keyOf({})).toBe(keys[0]);
  });

  it.each([
    ["another category", { category: "utility_messages" }],
    ["another value", { value: "pause" }],
    ["no time", { timestamp: undefined }],
    ["a time in milliseconds", { timestamp: 1767322800000 }],
  ])("is kept with %s", (_, fields) => {
    expect(read(changed("preference-stop", "user_preferences", fields)).kind).toBe("webhook.received");
  });

  it("is kept when it names nobody", () => {
    const body = changed("preference-stop", "user_preferences", { wa_id: undefined, user_id: undefined });
    body.entry[0].changes[0].value.contacts = [];
    expect(read(body).kind).toBe("webhook.received");
  });

  it("is told by a failed status too, which names our send", () => {
    expect(readFixture("status-stopped")).toMatchObject({
      kind: "message.status",
      status: "failed",
      attributes: { optOut: "stop", purpose: "marketing", sendId: "01KE0000000000000000000001" },
    });
    expect(readFixture("status-failed").attributes).not.toHaveProperty("optOut");
    expect(readFixture("status-sent").attributes).not.toHaveProperty("sendId");
  });

  it("is not lost with what else is in the send's place", () => {
    const odd = changed("status-stopped", "statuses", { biz_opaque_callback_data: 7 });
    expect(read(odd)).toMatchObject({ kind: "message.status", attributes: { optOut: "stop" } });
    expect(read(odd).attributes).not.toHaveProperty("sendId");
  });
});

describe("a WhatsApp user id that was replaced", () => {
  it("is replaced, and the number beside it is left alone", () => {
    expect(readFixture("user-id-update")).toMatchObject({
      kind: "identity.changed",
      identifiers: [{ ...userId, value: "TR.2613687405766954" }],
      previousIdentifiers: [userId],
      attributes: { change: "user_id_update", previousUserId: "TR.1502576394655843" },
    });
  });

  it("is replaced together with the parent's", () => {
    const body = changed("user-id-update", "user_id_update", {
      parent_user_id: { previous: "TR.ENT.1", current: "TR.ENT.2" },
    });
    expect(read(body)).toMatchObject({
      identifiers: [{ value: "TR.2613687405766954" }, { value: "TR.ENT.2" }],
      previousIdentifiers: [{ value: "TR.1502576394655843" }, { value: "TR.ENT.1" }],
    });
  });

  it("is kept when it is malformed", () => {
    const body = changed("user-id-update", "user_id_update", { user_id: "TR.2" });
    expect(read(body).kind).toBe("webhook.received");
  });
});

describe("an entry of WhatsApp that another carrier delivers", () => {
  it("becomes the same events as Meta's own", () => {
    const body = fixture("meta", "batch");
    const events = body.entry.flatMap((entry: never) => readWhatsappEntry(entry, "aws"));
    expect(events.map(({ kind }: { kind: string }) => kind)).toEqual([
      "message.received",
      "webhook.received",
      "message.status",
      "message.received",
    ]);
  });

  it("is kept by its carrier's name when it cannot be read", () => {
    const [kept] = readWhatsappEntry({ id: "1" }, "delivery-1");
    const [other] = readWhatsappEntry({ id: "1" }, "delivery-2");
    expect(kept).toMatchObject({ kind: "webhook.received", identifiers: [{ value: "1" }] });
    expect(other?.idempotencyKey).not.toBe(kept?.idempotencyKey);
  });
});
