import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter } from "../../../../adapters/channels/aws/index.ts";
import { samples } from "../../../../adapters/channels/aws/samples.ts";
import { signedSnsMessage, snsRequest } from "../../../../adapters/channels/aws/sns-message.ts";
import { assertStorable } from "../requests.ts";
import {
  call,
  content,
  eventOf,
  eventsOf,
  key,
  notification,
  pinned,
  subscription,
  topicArn,
  url,
} from "./calls.ts";

const ayse = { kind: "email", value: "ayse@example.com", level: "verified" };
const sendId = "01JGKZ0000000000000000SEND";
const mailId = "0107019b7c0f0000-5c191be4-5e9a-4d12-a87d-dd0099a07f8a-000000";
const chatId = "51a2d5d8-3b80-4b43-b2e6-0a2a9d4b4c5e";
const instanceId = "0b1d5c5e-7a3f-4b53-8a53-6a2f1f7b9c11";

describe("a call", () => {
  it("that asks whether we want a topic is read later, and so is a mail in a bucket", () => {
    expect(adapter.parse(call(subscription()), pinned)).toEqual({ kind: "later" });
    expect(adapter.parse(call(notification(content("mail-received"))), pinned)).toEqual({ kind: "later" });
  });

  it("that tells of an ended subscription is kept, without what would begin it again", () => {
    const parsed = adapter.parse(call(subscription({ Type: "UnsubscribeConfirmation" })), pinned);
    expect(parsed).toMatchObject({
      events: [
        { kind: "webhook.received", direction: "internal", attributes: { raw: { TopicArn: topicArn } } },
      ],
    });
    expect(JSON.stringify(parsed)).not.toContain("2336412f37f");
  });

  it("may call itself JSON, as a delivery policy can have it, but no other type", () => {
    const request = call(notification("x"));
    const typed = (type: string) => ({ ...request, headers: { ...request.headers, "content-type": type } });
    expect(adapter.parse(typed("application/json"), pinned)).toMatchObject({ kind: "events" });
    for (const type of ["application/x-www-form-urlencoded", "text/plain; charset=latin1", ""]) {
      expect(adapter.parse(typed(type), pinned)).toMatchObject({
        kind: "unreadable",
        problem: { pointer: "" },
      });
    }
  });

  it.each([
    ["[", "", "expected JSON"],
    ["[]", "", "expected a message of Amazon SNS"],
    [
      JSON.stringify({ ...signedSnsMessage(notification("x"), key), Message: {} }),
      "/Message",
      "expected a message of Amazon SNS",
    ],
    [JSON.stringify({ originationNumber: "+1" }), "/Type", "expected a message of Amazon SNS"],
  ])("with the body %s says where it is wrong", (body, pointer, detail) => {
    const request = { ...call(notification("x")), body: Buffer.from(body) };
    expect(adapter.parse(request, pinned)).toEqual({ kind: "unreadable", problem: { pointer, detail } });
  });

  it("with any message at all becomes events that can be stored", () => {
    const names = [
      "mail-bounce",
      "text-message",
      "text-delivered",
      "whatsapp-message",
      "chat-message",
      "bus-rule-matched",
    ];
    const broken = fc
      .tuple(
        fc.constantFrom(...names.map(content)),
        fc.array(fc.tuple(fc.nat(), fc.jsonValue()), { maxLength: 3 }),
      )
      .map(([message, changes]) => {
        const copy = structuredClone(message);
        for (const [n, value] of changes) {
          const inner = Object.values(copy).filter(
            (one) => typeof one === "object" && one !== null && !Array.isArray(one),
          );
          const target = [copy, ...inner][n % (inner.length + 1)];
          const keys = Object.keys(target);
          target[keys[n % Math.max(1, keys.length)] ?? "x"] = value;
        }
        return copy;
      });
    fc.assert(
      fc.property(fc.oneof(broken, fc.jsonValue(), fc.string()), (message) => {
        const text = typeof message === "string" ? message : JSON.stringify(message);
        const envelope = { ...signedEnvelope, Message: text };
        const parsed = adapter.parse(snsRequest(envelope, url), pinned);
        if (parsed.kind !== "events") throw new Error(parsed.kind);
        for (const event of parsed.events) assertStorable(event);
      }),
      { numRuns: 400 },
    );
  });
});

const signedEnvelope = signedSnsMessage(notification("x"), key);

describe("a mail that an agent wrote", () => {
  it.each([
    ["mail-send", "sent", "2026-01-02T03:00:00.000Z"],
    ["mail-delivery", "delivered", "2026-01-02T03:00:01.200Z"],
    ["mail-bounce", "failed", "2026-01-02T03:00:02.669Z"],
    ["mail-reject", "failed", "2026-01-02T03:00:00.000Z"],
    ["mail-delay", "sent", "2026-01-02T03:15:00.095Z"],
    ["mail-bounce-away", undefined, "2026-01-02T03:00:02.669Z"],
  ])("%s has the status %s", (name, status, occurredAt) => {
    const event = eventOf(content(name));
    expect(event).toMatchObject({
      channel: "email",
      direction: "outbound",
      kind: "message.status",
      identifiers: [ayse],
      occurredAt,
      providerMessageId: mailId,
      attributes: { sendId, from: "Acme <destek@acme.example>", subject: "Kredi başvurunuz" },
    });
    expect(event.status).toBe(status);
  });

  it("has been read when it is opened, or a link in it", () => {
    const tags = content("mail-send").mail.tags;
    for (const name of ["mail-open", "mail-click"]) {
      const event = content(name);
      expect(eventOf({ ...event, mail: { ...event.mail, tags } })).toMatchObject({
        kind: "message.status",
        direction: "outbound",
        status: "read",
      });
    }
  });

  it("says why it came back", () => {
    expect(eventOf(content("mail-bounce")).attributes).toMatchObject({
      messageStatus: "Bounce",
      bounceType: "permanent",
      bounceSubType: "General",
      statusCode: "5.1.1",
      diagnosticCode: "smtp; 550 5.1.1 user unknown",
    });
  });

  it("is one event for each recipient that it came back from", () => {
    const event = content("mail-bounce");
    event.bounce.bouncedRecipients.push({ emailAddress: "veli@example.com" });
    const events = eventsOf(event);
    expect(events.map(({ identifiers }) => identifiers[0]?.value)).toEqual([
      "ayse@example.com",
      "veli@example.com",
    ]);
    expect(new Set(events.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
  });

  it("that was complained about is a wish, not a step of its way", () => {
    const complaint = content("mail-complaint");
    const tags = content("mail-send").mail.tags;
    expect(eventOf({ ...complaint, mail: { ...complaint.mail, tags } })).toMatchObject({
      channel: "email",
      direction: "inbound",
      kind: "email.complained",
      attributes: { optOut: "stop", purpose: "marketing", sendId },
    });
  });
});

describe("a campaign's mail", () => {
  it.each([
    ["mail-open", "email.opened", "inbound"],
    ["mail-click", "email.clicked", "inbound"],
    ["mail-bounce-full", "email.bounced", "outbound"],
    ["mail-complaint", "email.complained", "inbound"],
    ["mail-rendering-failure", "email.dropped", "outbound"],
    ["mail-unsubscription", "email.unsubscribed", "inbound"],
  ])("%s is %s, of its campaign", (name, kind, direction) => {
    const event = eventOf(content(name));
    expect(event).toMatchObject({
      channel: "marketing",
      direction,
      kind,
      identifiers: [ayse],
      attributes: { campaign: "winter-loans", offer: "loan-42", subject: "Kredi başvurunuz" },
    });
    expect(event.status).toBeUndefined();
    expect(event.attributes?.sendId).toBeUndefined();
  });

  it.each([
    ["mail-send", "email.sent"],
    ["mail-delivery", "email.delivered"],
    ["mail-bounce", "email.bounced"],
  ])("%s without our tag is %s", (name, kind) => {
    const event = content(name);
    const { tags, ...mail } = event.mail;
    expect(eventOf({ ...event, mail })).toMatchObject({ channel: "marketing", kind });
    const { eventType: notificationType, ...old } = { ...event, mail };
    expect(eventOf({ notificationType, ...old })).toMatchObject({ channel: "marketing", kind });
  });

  it("has the link that was clicked", () => {
    expect(eventOf(content("mail-click")).attributes?.link).toBe(
      "https://acme.example/kredi?utm_campaign=winter-loans",
    );
  });

  it.each(["mail-complaint", "mail-unsubscription"])("%s stops marketing", (name) => {
    expect(eventOf(content(name)).attributes).toMatchObject({ optOut: "stop", purpose: "marketing" });
  });

  it("may be wanted again", () => {
    const event = content("mail-unsubscription");
    event.subscription.newTopicPreferences = event.subscription.oldTopicPreferences;
    expect(eventOf(event)).toMatchObject({ kind: "email.resubscribed", attributes: { optOut: "start" } });
    event.subscription.newTopicPreferences = {
      unsubscribeAll: false,
      topicSubscriptionStatus: [{ subscriptionStatus: "OptIn" }, { subscriptionStatus: "OptOut" }],
    };
    expect(eventOf(event)).toMatchObject({ kind: "email.unsubscribed", attributes: { optOut: "stop" } });
  });

  it("opened by one of several recipients is nobody's", () => {
    const event = content("mail-open");
    event.mail.destination.push("veli@example.com");
    expect(eventOf(event).identifiers).toEqual([{ kind: "external", value: mailId, level: "verified" }]);
  });

  it("tells two opens and two links apart, and a retry not", () => {
    const click = content("mail-click");
    const later = { ...click, click: { ...click.click, timestamp: "2026-01-02T03:06:00.101Z" } };
    const other = { ...click, click: { ...click.click, link: "https://acme.example/" } };
    const keys = [click, later, other, click].map((event) => eventOf(event).idempotencyKey);
    expect(new Set(keys).size).toBe(3);
    expect(keys[0]).toBe(keys[3]);
  });

  it("is kept where SES says what nobody has heard of", () => {
    expect(eventOf({ ...content("mail-open"), eventType: "Forwarded" })).toMatchObject({
      kind: "webhook.received",
    });
    expect(eventOf({ ...content("mail-open"), open: undefined })).toMatchObject({ kind: "webhook.received" });
  });
});

describe("a text message", () => {
  it("of a customer has the time at which SNS got it", () => {
    expect(eventOf(content("text-message"))).toEqual({
      channel: "sms",
      direction: "inbound",
      kind: "message.received",
      identifiers: [{ kind: "phone", value: "+905551112233", level: "verified" }],
      occurredAt: "2026-01-02T03:00:05.000Z",
      text: "Kredi başvurum ne oldu?",
      attributes: {
        to: "+908501234567",
        keyword: "KEYWORD_908501234567",
        replyTo: "862a8790-60c0-4430-9b2b-658bdexample",
      },
      providerMessageId: "cae173d2-66b9-564c-8309-21f858e9fb84",
      idempotencyKey: "cae173d2-66b9-564c-8309-21f858e9fb84",
    });
  });

  it.each([
    ["TEXT_PENDING", "queued"],
    ["TEXT_QUEUED", "queued"],
    ["TEXT_SENT", "sent"],
    ["TEXT_SUCCESSFUL", "delivered"],
    ["TEXT_DELIVERED", "delivered"],
    ["MEDIA_DELIVERED", "delivered"],
    ["RCS_READ", "read"],
    ["TEXT_BLOCKED", "failed"],
    ["TEXT_CARRIER_BLOCKED", "failed"],
    ["TEXT_CARRIER_UNREACHABLE", "failed"],
    ["TEXT_INVALID", "failed"],
    ["TEXT_INVALID_MESSAGE", "failed"],
    ["TEXT_PROTECT_BLOCKED", "failed"],
    ["TEXT_SPAM", "failed"],
    ["TEXT_TTL_EXPIRED", "failed"],
    ["TEXT_UNREACHABLE", "failed"],
    ["RCS_FAILED", "failed"],
    ["TEXT_UNKNOWN", undefined],
    ["RCS_FALLEN_BACK_TO_SMS", undefined],
  ])("of ours that is %s is %s", (eventType, status) => {
    const event = eventOf({ ...content("text-delivered"), eventType });
    expect(event.status).toBe(status);
    expect(event).toMatchObject({
      kind: "message.status",
      occurredAt: "2026-01-02T03:00:03.470Z",
      identifiers: [{ kind: "phone", value: "+905551112233" }],
      attributes: { sendId, from: "+908501234567", messageStatus: eventType },
      idempotencyKey: `862a8790-60c0-4430-9b2b-658bdexample:${eventType}`,
    });
    expect(event.attributes?.transport).toBe(eventType.startsWith("RCS") ? "rcs" : undefined);
  });

  it("of ours is nobody's where the bus leaves the number out", () => {
    expect(eventOf(content("bus-text-successful"))).toMatchObject({
      kind: "message.status",
      status: "delivered",
      identifiers: [{ kind: "external", value: "862a8790-60c0-4430-9b2b-658bdexample" }],
    });
  });

  it("that was a voice message is kept", () => {
    const voice = eventOf({ ...content("text-delivered"), eventType: "VOICE_COMPLETED" });
    expect(voice.kind).toBe("webhook.received");
  });
});

describe("WhatsApp", () => {
  it("is read as Meta's own webhook is", () => {
    expect(eventOf(content("whatsapp-message"))).toMatchObject({
      channel: "whatsapp",
      kind: "message.received",
      text: "Merhaba",
      identifiers: [
        { kind: "whatsapp", value: "TR.1502576394655843" },
        { kind: "phone", value: "+905551112233" },
      ],
      attributes: { to: "321010217760100", profileName: "Ayşe" },
      idempotencyKey: "wamid.HBgMOTA1NTUxMTEyMjMzFQIAEhgg",
    });
  });

  it("is kept where the entry is no JSON", () => {
    expect(eventOf({ ...content("whatsapp-message"), whatsAppWebhookEntry: "{" }).kind).toBe(
      "webhook.received",
    );
  });

  it("reports on the bus by AWS's id of the message", () => {
    expect(eventOf(content("bus-whatsapp-delivered"))).toMatchObject({
      kind: "message.status",
      status: "delivered",
      occurredAt: "2026-01-02T03:00:04.000Z",
      providerMessageId: "4bee7d29-70f5-4a49-b84e-facf4424fe58",
    });
    const event = content("bus-whatsapp-delivered");
    event.detail.status = "undeliverable";
    expect(eventOf(event).status).toBe("failed");
  });
});

describe("a chat of Amazon Connect", () => {
  it("has the customer's messages, in the thread of its first contact", () => {
    expect(eventOf(content("chat-message"))).toMatchObject({
      channel: "chat",
      direction: "inbound",
      kind: "message.received",
      identifiers: [],
      thread: chatId,
      occurredAt: "2026-01-02T03:00:00.656Z",
      text: "Kredi başvurumda takıldım",
      attributes: { contactId: chatId, profileName: "Ayşe", role: "customer" },
      idempotencyKey: "333ab0a2-4af0-4bc3-9c0f-5ac7d4d4fb2c",
    });
  });

  it("is the person of the contact, where the endpoint says whose instance it is", () => {
    const endpoint = { ...pinned, account: { ...pinned.account, connectInstanceId: instanceId } };
    expect(eventOf(content("chat-message"), endpoint).identifiers).toEqual([
      { kind: "external", value: `connect:${instanceId}:${chatId}`, level: "verified" },
    ]);
  });

  it.each(["AGENT", "SYSTEM", "CUSTOM_BOT", "SUPERVISOR", "ROLE_TO_COME", undefined])(
    "has what %s says as sent by us",
    (ParticipantRole) => {
      expect(eventOf({ ...content("chat-agent-message"), ParticipantRole })).toMatchObject({
        direction: "outbound",
        kind: "message.sent",
        text: "Hemen bakıyorum.",
      });
    },
  );

  it.each([
    ["participant.joined", "chat.participant-joined"],
    ["participant.left", "chat.participant-left"],
    ["chat.ended", "chat.ended"],
    ["transfer.succeeded", "chat.transfer-succeeded"],
    ["transfer.failed", "chat.transfer-failed"],
  ])("tells of %s", (what, kind) => {
    const event = {
      ...content("chat-joined"),
      ContentType: `application/vnd.amazonaws.connect.event.${what}`,
    };
    expect(eventOf(event)).toMatchObject({ direction: "internal", kind, thread: chatId });
  });

  it("says nothing of somebody who is typing, and keeps events to come", () => {
    expect(eventsOf(content("chat-typing"))).toEqual([]);
    const event = {
      ...content("chat-joined"),
      ContentType: "application/vnd.amazonaws.connect.event.message.read",
    };
    expect(eventOf(event).kind).toBe("webhook.received");
  });

  it("ends with nobody's role", () => {
    expect(eventOf(content("chat-ended"))).toMatchObject({ kind: "chat.ended", direction: "internal" });
  });

  it("keeps a choice as what it is, and files by their ids", () => {
    const choice = {
      ...content("chat-message"),
      ContentType: "application/vnd.amazonaws.connect.message.interactive.response",
      Content: '{"templateType":"ListPicker","action":"select"}',
    };
    expect(eventOf(choice)).toMatchObject({ attributes: { interactive: { templateType: "ListPicker" } } });
    expect(eventOf(choice).text).toBeUndefined();
    const file = {
      ...content("chat-message"),
      Type: "ATTACHMENT",
      Content: undefined,
      Attachments: [
        { AttachmentId: "a1", AttachmentName: "fiş.pdf", ContentType: "application/pdf", Status: "APPROVED" },
      ],
    };
    expect(eventOf(file)).toMatchObject({
      kind: "message.received",
      attachments: [{ mediaId: "a1", name: "fiş.pdf", contentType: "application/pdf" }],
    });
  });
});

describe("the event bus", () => {
  it("tells of a rule of Contact Lens that matched, of the contact's person", () => {
    expect(eventOf(content("bus-rule-matched"))).toEqual({
      channel: "chat",
      direction: "internal",
      kind: "contact-lens.matched",
      identifiers: [{ kind: "external", value: `connect:${instanceId}:${chatId}`, level: "verified" }],
      occurredAt: "2026-01-02T03:00:05.000Z",
      thread: chatId,
      attributes: {
        ruleName: "wants to cancel",
        actionName: "cancel-watch",
        contactId: chatId,
        agentId: "7d1e0b0c-5d51-4c4d-8a0b-2b9d7f6a1c22",
        queueId: "2f6d0f7e-1b1e-4cfe-9a44-5b8e4b7f0d33",
        analysis: "Contact Lens Post Chat Rules Matched",
      },
      idempotencyKey: "8d5f4e2a-1111-2222-3333-444455556666",
    });
  });

  it.each([
    ["Contact Lens Realtime Rules Matched", "voice"],
    ["Contact Lens Post Call Rules Matched", "voice"],
    ["Contact Lens Realtime Chat Rules Matched", "chat"],
    ["Contact Lens Email Rules Matched", "email"],
  ])("%s is about %s", (detailType, channel) => {
    expect(eventOf({ ...content("bus-rule-matched"), "detail-type": detailType }).channel).toBe(channel);
  });

  it("brings what a topic would bring", () => {
    const detail = content("mail-delivery");
    const wrapped = {
      ...content("bus-contact-event"),
      source: "aws.ses",
      "detail-type": "Email Delivered",
      detail,
    };
    expect(eventOf(wrapped)).toEqual(eventOf(detail));
  });

  it("has contact events, which are kept", () => {
    expect(eventOf(content("bus-contact-event"))).toMatchObject({
      channel: "voice",
      kind: "webhook.received",
      occurredAt: "2026-01-02T03:00:05.000Z",
    });
  });
});

describe("what is no service's", () => {
  it("is kept under the message's id, text and JSON alike", () => {
    expect(eventOf("Successfully validated SNS topic for Amazon SES event publishing.")).toMatchObject({
      kind: "webhook.received",
      direction: "internal",
      attributes: { raw: "Successfully validated SNS topic for Amazon SES event publishing." },
      occurredAt: "2026-01-02T03:00:05.000Z",
    });
    const [one, again, other] = [{ a: 1 }, { a: 1 }, { a: 2 }].map(
      (message) => eventOf(message).idempotencyKey,
    );
    expect(one).toBe(again);
    expect(one).not.toBe(other);
  });
});

describe("the samples", () => {
  const at = new Date("2026-01-02T03:00:00.000Z");
  const { status, sending, endpoint, sign, secret } = {
    ...samples,
    secret: samples.endpoint.secrets[0] ?? "",
  };

  it("are accepted, and are what they say", async () => {
    const request = sign(samples.event({ id: "e1", at }), secret, at, url);
    expect(await adapter.verify(request, endpoint, at)).toEqual({ kind: "verified" });
    expect(
      await adapter.verify(sign(samples.event({ id: "e1", at }), "another", at, url), endpoint, at),
    ).toMatchObject({ reason: "invalid" });
    const parsed = adapter.parse(request, endpoint);
    expect(parsed).toMatchObject({ events: [{ idempotencyKey: "wamid.e1", text: "Merhaba" }] });
  });

  it("report each status that the sender names, of the send and its recipient", () => {
    for (const rung of sending?.message ? (["sent", "delivered", "read", "failed"] as const) : []) {
      const sample = status?.({
        providerMessageId: "m1",
        status: rung,
        at,
        to: "veli@example.com",
        sendId: "s1",
      });
      if (sample === undefined) throw new Error(rung);
      expect(adapter.parse(sign(sample, secret, at, url), endpoint)).toMatchObject({
        events: [
          {
            kind: "message.status",
            status: rung,
            providerMessageId: "m1",
            identifiers: [{ value: "veli@example.com" }],
            attributes: { sendId: "s1" },
            occurredAt: at.toISOString(),
          },
        ],
      });
    }
  });

  it("of machines are never a customer's message", () => {
    for (const automatic of samples.automatic ?? []) {
      const parsed = adapter.parse(sign(automatic(at), secret, at, url), endpoint);
      expect(parsed).toMatchObject({ kind: "events" });
      expect(JSON.stringify(parsed)).not.toContain("message.received");
    }
  });
});
