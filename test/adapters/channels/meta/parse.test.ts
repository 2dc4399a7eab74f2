import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as meta } from "../../../../adapters/channels/meta/index.ts";
import { anyBytes, mutated } from "../arbitraries.ts";
import { aJsonRequest, allEvents, aRequest, fixture, onlyEvent, vector } from "../requests.ts";

const read = (body: unknown) => onlyEvent(meta, aJsonRequest(body));
const readAll = (body: unknown) => allEvents(meta, aJsonRequest(body));
const readFixture = (name: string) => read(fixture("meta", name));

const userId = { kind: "whatsapp", value: "TR.1502576394655843", level: "verified" };
const phone = { kind: "phone", value: "+905551112233", level: "verified" };

/** A fixture with the fields of its only message replaced. */
function changed(name: string, fields: Record<string, unknown>) {
  const body = fixture("meta", name);
  Object.assign(body.entry[0].changes[0].value.messages[0], fields);
  return body;
}

describe("a WhatsApp message", () => {
  it("is read with its sender, time, text and what it answers", () => {
    expect(readFixture("text")).toEqual({
      channel: "whatsapp",
      direction: "inbound",
      kind: "message.received",
      identifiers: [userId, phone],
      occurredAt: "2026-01-02T03:00:00.000Z",
      text: "Kartım ne zaman gelir?",
      attributes: {
        type: "text",
        to: "106540352242922",
        profileName: "Ayşe Yılmaz",
        username: "@ayse",
        replyTo: "wamid.PREV",
      },
      providerMessageId: "wamid.HBgMTEXT",
      idempotencyKey: "wamid.HBgMTEXT",
    });
  });

  it("is read from the bytes Meta signs, escaped as they are", () => {
    const event = onlyEvent(
      meta,
      aRequest({
        headers: { "content-type": "application/json" },
        body: Buffer.from(vector("meta-escaped").body ?? ""),
      }),
    );
    expect(event).toMatchObject({ text: "Merhaba 👋", attributes: { profileName: "Ayşe" } });
  });

  it("knows whether it was forwarded, and the advertisement it came from", () => {
    expect(readFixture("text-forwarded").attributes).toMatchObject({
      forwarded: true,
      frequentlyForwarded: true,
    });
    expect(readFixture("text-from-ad").attributes).toMatchObject({
      referral: { source_id: "120226305854810726" },
    });
  });

  it.each([
    ["image", "Dekont", { contentType: "image/jpeg" }],
    ["video", undefined, { contentType: "video/mp4" }],
    ["voice", undefined, { contentType: "audio/ogg; codecs=opus" }],
    ["document", "Kimliğim", { contentType: "application/pdf", name: "kimlik.pdf" }],
    ["sticker", undefined, { contentType: "image/webp" }],
  ])("has its %s as an attachment and the caption as text", (name, text, attachment) => {
    const event = readFixture(name);
    expect(event.text).toBe(text);
    expect(event.attachments).toEqual([{ mediaId: "1003383421387256", ...attachment }]);
  });

  it.each([
    ["button", "Evet, istiyorum", { buttonPayload: "offer-yes", replyTo: "wamid.TEMPLATE" }],
    [
      "interactive-button",
      "Şubeye git",
      { buttonPayload: "branch", interactive: { button_reply: { id: "branch" } } },
    ],
    [
      "interactive-list",
      "Öncelikli",
      { buttonPayload: "priority", interactive: { list_reply: { id: "priority" } } },
    ],
    ["interactive-flow", "Sent", { interactive: { nfm_reply: { name: "flow" } } }],
    ["order", "Kapıda ödeme olur mu?", { order: { catalog_id: "194836987003835" } }],
    ["location", undefined, { location: { latitude: 41.0082, name: "Sultanahmet Şubesi" } }],
    ["contacts", undefined, { contacts: [{ phones: [{ wa_id: "905554443322" }] }] }],
    ["request-welcome", undefined, { type: "request_welcome" }],
  ])("of the type %s has its text and its details", (name, text, attributes) => {
    const event = readFixture(name);
    expect(event).toMatchObject({ kind: "message.received", attributes });
    expect(event.text).toBe(text);
    expect(event.attributes).not.toHaveProperty("raw");
  });

  it("that reacts names the message and the emoji, none when the reaction is taken back", () => {
    expect(readFixture("reaction")).toMatchObject({
      kind: "message.reacted",
      attributes: { messageId: "wamid.PREV", emoji: "👍" },
    });
    expect(readFixture("reaction-removed").attributes).not.toHaveProperty("emoji");
    expect(
      read(changed("reaction", { reaction: { message_id: "m", emoji: "" } })).attributes,
    ).not.toHaveProperty("emoji");
  });

  it.each(["unsupported", "a_type_to_come"])("of the type %s is kept raw", (type) => {
    const event = read(changed("unsupported", { type }));
    expect(event).toMatchObject({
      kind: "message.received",
      identifiers: [userId, phone],
      attributes: { type, raw: { errors: [{ code: 131051 }] } },
    });
  });

  it("in a group belongs to the group's thread and to its writer", () => {
    expect(readFixture("group-text")).toMatchObject({
      thread: "Y2FwaV9ncm91cDox",
      identifiers: [userId, phone],
    });
  });
});

describe("who wrote on WhatsApp", () => {
  it("is known by the user ids alone when the number is hidden, the portfolio's own before its parent's", () => {
    const event = readFixture("username-only");
    expect(event.identifiers).toEqual([
      { ...userId, value: "US.13491208655302741918" },
      { ...userId, value: "US.ENT.11815799212886844830" },
    ]);
    expect(event.attributes).toMatchObject({ profileName: "Sheena", username: "@sheena" });
  });

  it("has the parent id of all the company's portfolios before the number, from the contact where need be", () => {
    const body = changed("text", {});
    body.entry[0].changes[0].value.contacts[0].parent_user_id = "TR.ENT.1";
    const parent = { ...userId, value: "TR.ENT.1" };
    expect(read(body).identifiers).toEqual([userId, parent, phone]);
    expect(read(changed("text", { from_parent_user_id: "TR.ENT.1" })).identifiers).toEqual([
      userId,
      parent,
      phone,
    ]);
  });

  it("is known by the contact's ids when the message has none", () => {
    expect(read(changed("text", { from: undefined, from_user_id: undefined })).identifiers).toEqual([
      userId,
      phone,
    ]);
  });

  it("is known by the number alone before user ids", () => {
    const body = changed("text", { from_user_id: undefined });
    delete body.entry[0].changes[0].value.contacts[0].user_id;
    expect(read(body).identifiers).toEqual([phone]);
  });

  it("may have the user id in the number's place", () => {
    const event = read(changed("system-number", { type: "text", text: { body: "x" }, from: "TR.1" }));
    expect(event.identifiers).toEqual([{ ...userId, value: "TR.1" }]);
  });

  it("is the only contact there is, though its WhatsApp id differs from the number", () => {
    const event = read(changed("text", { from: "5511987654321", from_user_id: undefined }));
    expect(event.identifiers).toEqual([userId, { ...phone, value: "+5511987654321" }]);
  });

  it("is never a contact with another user id", () => {
    const event = read(changed("text", { from_user_id: "TR.999" }));
    expect(event.identifiers).toEqual([{ ...userId, value: "TR.999" }, phone]);
    expect(event.attributes).not.toHaveProperty("profileName");
  });

  it("is found among several contacts", () => {
    const body = changed("text", { from: undefined });
    body.entry[0].changes[0].value.contacts.unshift({ profile: { name: "Other" }, user_id: "TR.2" }, "noise");
    expect(read(body).attributes).toMatchObject({ profileName: "Ayşe Yılmaz" });
    delete body.entry[0].changes[0].value.messages[0].from_user_id;
    body.entry[0].changes[0].value.messages[0].from = "905551112233";
    expect(read(body).attributes).toMatchObject({ profileName: "Ayşe Yılmaz" });
  });

  it("is not guessed among several contacts", () => {
    const body = changed("text", { from: undefined, from_user_id: undefined });
    body.entry[0].changes[0].value.contacts.push({ profile: { name: "Other" }, user_id: "TR.2" });
    expect(read(body)).toMatchObject({ identifiers: [{ kind: "external", value: "wamid.HBgMTEXT" }] });
  });

  it("is nobody else's contact where several messages have one contact between them", () => {
    const body = fixture("meta", "text");
    const { messages } = body.entry[0].changes[0].value;
    messages.push({ ...messages[0], id: "wamid.B", from: "905329998877", from_user_id: undefined });
    const [first, second] = readAll(body);
    expect(first).toEqual(readFixture("text"));
    expect(second?.identifiers).toEqual([{ ...phone, value: "+905329998877" }]);
    expect(second?.attributes).not.toHaveProperty("profileName");
    messages[1].from = "905551112233";
    expect(readAll(body)[1]?.identifiers).toEqual([userId, phone]);
  });

  it("is filed under the message when nothing tells", () => {
    const body = changed("system-number", { type: "text", text: { body: "x" }, from: undefined });
    expect(read(body).identifiers).toEqual([
      { kind: "external", value: "wamid.HBgMSYSN", level: "verified" },
    ]);
  });
});

describe("a changed WhatsApp identity", () => {
  it("has the new number in the place of the previous one", () => {
    expect(readFixture("system-number")).toMatchObject({
      kind: "identity.changed",
      identifiers: [{ ...phone, value: "+905559998877" }],
      previousIdentifiers: [phone],
      attributes: { change: "user_changed_number", previousWaId: "905551112233" },
    });
  });

  it("has the new user id in the place of the previous one", () => {
    expect(readFixture("system-user-id")).toMatchObject({
      kind: "identity.changed",
      identifiers: [{ ...userId, value: "TR.2613687405766954" }],
      previousIdentifiers: [userId],
      attributes: { change: "user_changed_user_id", previousUserId: "TR.1502576394655843" },
    });
  });

  it("has all ids that a new number changes", () => {
    const system = {
      type: "user_changed_number",
      wa_id: "905559998877",
      user_id: "TR.2",
      parent_user_id: "TR.ENT.2",
      previous_user_id: "TR.1",
      previous_parent_user_id: "TR.ENT.1",
    };
    expect(read(changed("system-number", { system }))).toMatchObject({
      identifiers: [
        { ...userId, value: "TR.2" },
        { ...userId, value: "TR.ENT.2" },
        { ...phone, value: "+905559998877" },
      ],
      previousIdentifiers: [{ ...userId, value: "TR.1" }, { ...userId, value: "TR.ENT.1" }, phone],
    });
  });

  it("takes the writer's user id for the previous one only where there is a new one", () => {
    const from_user_id = "TR.1";
    const named = changed("system-user-id", {
      from_user_id,
      system: { type: "user_changed_user_id", user_id: "TR.2" },
    });
    expect(read(named).previousIdentifiers).toEqual([{ ...userId, value: "TR.1" }]);
    const system = { type: "user_changed_number", wa_id: "905559998877" };
    expect(read(changed("system-number", { from_user_id, system })).previousIdentifiers).toEqual([phone]);
  });

  it("leaves the number alone that a new user id comes with", () => {
    const event = read(
      changed("system-user-id", {
        from: "905551112233",
        system: { type: "user_changed_user_id", user_id: "TR.2", previous_user_id: "TR.1" },
      }),
    );
    expect(event.previousIdentifiers).toEqual([{ ...userId, value: "TR.1" }]);
  });

  it("takes no id out of the notice's text, which holds a name the customer chose", () => {
    const system = {
      type: "user_changed_user_id",
      user_id: "TR.2",
      body: "User A changed from TR.9 to changed from TR.1 to TR.2",
    };
    const event = read(changed("system-user-id", { system }));
    expect(event.attributes).not.toHaveProperty("previousUserId");
    expect(event.identifiers).toEqual([{ ...userId, value: "TR.2" }]);
  });

  it("stays with the writer when the notice has no new id", () => {
    const event = read(changed("system-number", { system: { type: "user_changed_number" } }));
    expect(event).toMatchObject({ kind: "identity.changed", identifiers: [phone] });
    expect(event).not.toHaveProperty("previousIdentifiers");
  });

  it("is not read out of any other system notice", () => {
    const event = read(
      changed("system-number", { system: { type: "customer_identity_changed", body: "x" } }),
    );
    expect(event.kind).toBe("webhook.received");
  });
});

describe("the status of a WhatsApp message", () => {
  it("belongs to the recipient, at the provider's time", () => {
    expect(readFixture("status-sent")).toEqual({
      channel: "whatsapp",
      direction: "outbound",
      kind: "message.status",
      identifiers: [userId, phone],
      occurredAt: "2026-01-02T03:01:00.000Z",
      status: "sent",
      attributes: {
        from: "106540352242922",
        messageStatus: "sent",
        pricing: { billable: true, pricing_model: "PMP", type: "regular", category: "utility" },
      },
      providerMessageId: "wamid.OUT1",
      idempotencyKey: "wamid.OUT1:sent",
    });
  });

  it("is read when played", () => {
    expect(readFixture("status-played")).toMatchObject({
      status: "read",
      idempotencyKey: "wamid.OUT1:played",
    });
  });

  it("is known by the user id alone when the number is hidden", () => {
    expect(readFixture("status-delivered").identifiers).toEqual([
      { ...userId, value: "US.13491208655302741918" },
    ]);
  });

  it("keeps the errors of a failure, which comes without contacts", () => {
    expect(readFixture("status-failed")).toMatchObject({
      status: "failed",
      identifiers: [phone],
      attributes: { errors: [{ code: 131049 }], sendId: "campaign-7" },
    });
  });

  it("is filed under the message when it names nobody", () => {
    expect(readFixture("status-nobody").identifiers).toEqual([
      { kind: "external", value: "wamid.OUT1", level: "verified" },
    ]);
  });

  it.each([
    ["status-sent", "recipient_parent_user_id"],
    ["status-group", "recipient_participant_parent_user_id"],
  ])("of %s names the parent id too", (name, field) => {
    const body = fixture("meta", name);
    body.entry[0].changes[0].value.statuses[0][field] = "TR.ENT.1";
    expect(readAll(body)[0]?.identifiers).toEqual([userId, { ...userId, value: "TR.ENT.1" }, phone]);
  });

  it("in a group is told for each member apart", () => {
    const [first, second] = readAll(fixture("meta", "status-group"));
    expect(first).toMatchObject({ thread: "Y2FwaV9ncm91cDox", identifiers: [userId, phone] });
    expect(second?.identifiers).toEqual([{ ...userId, value: "US.13491208655302741918" }]);
    expect(first?.idempotencyKey).not.toBe(second?.idempotencyKey);
  });
});

describe("what Meta sends that is no message", () => {
  it.each([
    ["account-update", { raw: { field: "account_update" } }],
    ["call", { raw: { field: "calls" } }],
  ])("keeps %s whole, under the business account", (name, attributes) => {
    expect(readFixture(name)).toMatchObject({
      channel: "whatsapp",
      direction: "internal",
      kind: "webhook.received",
      identifiers: [{ kind: "external", value: "102290129340398" }],
      attributes,
    });
  });

  it("gives what it keeps the entry's time", () => {
    expect(readFixture("account-update").occurredAt).toBe("2026-01-02T03:00:00.000Z");
  });

  it("keeps an entry of a product it does not know", () => {
    const unknown = { ...fixture("meta", "messenger"), object: "threads" };
    expect(read(unknown)).toMatchObject({
      kind: "webhook.received",
      channel: "web",
      identifiers: [{ kind: "external", value: "1234567890" }],
      occurredAt: "2026-01-02T03:00:00.123Z",
      attributes: { raw: { messaging: [{ message: { mid: "m_x" } }] } },
    });
  });

  it("does not read another field or another product, though it looks like WhatsApp's messages", () => {
    const history = fixture("meta", "text");
    history.entry[0].changes[0].field = "history";
    expect(read(history).kind).toBe("webhook.received");
    expect(read({ ...fixture("meta", "text"), object: "instagram" }).kind).toBe("webhook.received");
  });

  it("keeps errors that come without messages or statuses", () => {
    const body = fixture("meta", "text");
    body.entry[0].changes[0].value = { messaging_product: "whatsapp", errors: [{ code: 130429 }] };
    expect(read(body)).toMatchObject({ kind: "webhook.received" });
  });

  it("has the same key on a retry, another for the same news at another time", () => {
    const body = fixture("meta", "account-update");
    const again = structuredClone(body);
    again.entry[0].time += 86_400;
    expect(read(structuredClone(body)).idempotencyKey).toBe(read(body).idempotencyKey);
    expect(read(again).idempotencyKey).not.toBe(read(body).idempotencyKey);
  });
});

describe("a batch from Meta", () => {
  it("becomes one event for each message and status, and keeps the malformed one", () => {
    const events = readAll(fixture("meta", "batch"));
    expect(events.map(({ kind, text, status }) => [kind, text ?? status])).toEqual([
      ["message.received", "bir"],
      ["webhook.received", undefined],
      ["message.status", "read"],
      ["message.received", "iki"],
    ]);
    expect(events[1]).toMatchObject({ attributes: { raw: { id: "wamid.HBgMB3" } } });
    expect(new Set(events.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(4);
  });

  it.each([
    ["no id", { id: undefined }],
    ["an empty id", { id: "" }],
    ["an id that is too long", { id: "w".repeat(600) }],
    ["no type", { type: undefined }],
    ["no content", { text: undefined }],
    ["content of another shape", { text: "hi" }],
    ["an address that is too long", { from: "9".repeat(600) }],
  ])("keeps a message with %s", (_, fields) => {
    expect(read(changed("text", fields))).toMatchObject({ kind: "webhook.received", channel: "whatsapp" });
  });

  it.each([
    ["no time", undefined],
    ["a time that is none", "yesterday"],
    ["a time before all others", "0"],
    ["a time beyond all years", "9".repeat(20)],
    ["milliseconds for seconds", "1767322800000"],
  ])("reads a message with %s, and leaves its time to us", (_, timestamp) => {
    expect(read(changed("text", { timestamp }))).toEqual({ ...readFixture("text"), occurredAt: undefined });
    const status = fixture("meta", "status-sent");
    status.entry[0].changes[0].value.statuses[0].timestamp = timestamp;
    expect(read(status)).toMatchObject({ kind: "message.status", occurredAt: undefined });
  });

  it("reads a time that is a number", () => {
    expect(read(changed("text", { timestamp: 1767322800 }))).toEqual(readFixture("text"));
  });

  it("keeps a change, and an entry, of another shape", () => {
    expect(read({ object: "whatsapp_business_account", entry: [7] }).attributes).toEqual({ raw: 7 });
    expect(read({ object: "whatsapp_business_account", entry: [{ id: "1", changes: ["x"] }] })).toMatchObject(
      {
        identifiers: [{ value: "1" }],
        attributes: { raw: "x" },
      },
    );
  });

  it("keeps a status it does not know", () => {
    const body = fixture("meta", "status-sent");
    body.entry[0].changes[0].value.statuses[0].status = "warning";
    expect(read(body).kind).toBe("webhook.received");
  });

  it("may be empty", () => {
    expect(readAll({ object: "whatsapp_business_account", entry: [] })).toEqual([]);
  });
});

describe("a body of Meta's that cannot be read", () => {
  const json = { "content-type": "application/json" };
  it.each([
    ["no content type", {}, "{}", "", /application\/json/],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }, "a=b", "", /application\/json/],
    ["JSON cut short", json, '{"object":', "", /JSON/],
    ["no JSON", json, "", "", /JSON/],
    ["bytes that are not UTF-8", json, Buffer.from([0x22, 0xff, 0x22]), "", /UTF-8/],
    ["a list", json, "[]", "", /object/],
    ["no object", json, '{"entry":[]}', "/object", /string/],
    ["no entries", json, '{"object":"page"}', "/entry", /array/],
    ["a number no store takes", json, '{"object":"page","entry":[1e400]}', "/entry/0", /number/],
    [
      "endless nesting",
      json,
      `{"object":"page","entry":${"[".repeat(99)}${"]".repeat(99)}}`,
      /^\/entry(\/0)+$/,
      /levels/,
    ],
  ])("is refused with %s", (_, headers, body, pointer, detail) => {
    const parsed = meta.parse(aRequest({ headers, body: Buffer.from(body) }));
    expect(parsed).toEqual({
      kind: "unreadable",
      problem: {
        pointer: typeof pointer === "string" ? pointer : expect.stringMatching(pointer),
        detail: expect.stringMatching(detail),
      },
    });
  });
});

describe("parse", () => {
  it("never throws on any bytes", () => {
    fc.assert(
      fc.property(anyBytes, (body) => {
        const request = aRequest({ headers: { "content-type": "application/json" }, body });
        if (meta.parse(request).kind === "events") allEvents(meta, request);
      }),
      { numRuns: 500 },
    );
  });

  it("makes events that can be stored out of any change to what Meta sends, or refuses the body", () => {
    const names = [
      "batch",
      "text",
      "image",
      "interactive-list",
      "reaction",
      "system-user-id",
      "status-group",
      "edit-caption",
      "echo",
      "preference-stop",
      "user-id-update",
      "messenger-files",
      "messenger-echo",
      "messenger-reaction",
      "messenger-postback",
      "messenger-delivery",
      "messenger-optin-stop",
      "messenger-standby",
      "messenger-batch",
      "instagram",
      "instagram-comment",
      "instagram-live-comment",
    ];
    const bodies = names.map((name) => mutated(fixture("meta", name)));
    fc.assert(
      fc.property(fc.oneof(...bodies), (body) => {
        const request = aJsonRequest(body);
        if (meta.parse(request).kind === "events") allEvents(meta, request);
      }),
      { numRuns: 3000 },
    );
  });

  it("survives nesting that only a parser on the heap survives", () => {
    const body = Buffer.from(`${"[".repeat(200_000)}${"]".repeat(200_000)}`);
    expect(meta.parse(aRequest({ headers: { "content-type": "application/json" }, body })).kind).toBe(
      "unreadable",
    );
  });

  it("mends half a surrogate pair and leaves whole ones and escaped backslashes alone", () => {
    const text = String.raw`\ud83d\udc4b \ud83d \udc4b \\ud83d \ud83d\ud83d\udc4b \u0000`;
    const raw = JSON.stringify(changed("text", { text: { body: "@" } })).replace('"@"', `"${text}"`);
    const event = onlyEvent(
      meta,
      aRequest({ headers: { "content-type": "application/json" }, body: Buffer.from(raw) }),
    );
    expect(event.text).toBe("👋 \ufffd \ufffd \\ud83d \ufffd👋 \u0000");
  });
});
