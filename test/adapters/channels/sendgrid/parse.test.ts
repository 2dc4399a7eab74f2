import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as sendgrid } from "../../../../adapters/channels/sendgrid/index.ts";
import { anyBytes, mutated } from "../arbitraries.ts";
import { ownFixture } from "../own-fixtures.ts";
import { aJsonRequest, allEvents, aRequest, assertStorable } from "../requests.ts";

const fixture: { event: string }[] = ownFixture("sendgrid", "events");
const find = (event: string) => fixture.find((one) => one.event === event) ?? {};
const [processed, , , open, click] = allEvents(sendgrid, aJsonRequest(fixture));
const read = (event: object) => allEvents(sendgrid, aJsonRequest([event]))[0];
const email = { kind: "email", value: "ayse@example.com", level: "verified" };

describe("an event of a campaign's mail", () => {
  it("is read with its recipient, time and campaign", () => {
    expect(processed).toEqual({
      channel: "marketing",
      direction: "outbound",
      kind: "email.sent",
      identifiers: [email],
      occurredAt: "2026-01-02T03:00:00.000Z",
      attributes: {
        campaign: "kis-indirimi",
        categories: ["kis-indirimi", "tr"],
        messageStatus: "processed",
      },
      providerMessageId: "14c5d75ce93",
      idempotencyKey: "sg-processed",
    });
  });

  it("has the name of a marketing campaign, and the arguments of whoever sent it", () => {
    expect(click).toMatchObject({
      kind: "email.clicked",
      direction: "inbound",
      attributes: {
        campaign: "Kış indirimi",
        campaignId: "12345",
        url: "https://acme.example/kis",
        args: { customerId: "CUST-42" },
      },
    });
    expect(read({ ...find("click"), campaign: "bahar" })?.attributes).toMatchObject({ campaign: "bahar" });
    expect(open).toMatchObject({ kind: "email.opened", attributes: { machineOpen: true } });
  });

  it.each([
    ["deferred", "email.deferred", { attempt: "5", reason: "400 try again later" }],
    ["delivered", "email.delivered", {}],
    ["bounce", "email.bounced", { reasonClass: "invalid-address", smtpStatus: "5.0.0" }],
    ["dropped", "email.dropped", { reasonClass: "bounced-address" }],
    ["spamreport", "email.complained", { optOut: "stop", purpose: "marketing" }],
    ["unsubscribe", "email.unsubscribed", { optOut: "stop", purpose: "marketing" }],
    ["group_unsubscribe", "email.unsubscribed", { optOut: "stop", purpose: "marketing", groupId: "10" }],
    ["group_resubscribe", "email.resubscribed", { optOut: "start", purpose: "marketing" }],
  ])("%s is %s", (type, kind, attributes) => {
    expect(read(find(type))).toMatchObject({ channel: "marketing", kind, attributes });
  });

  it("says whether a bounce that is not classified was a block", () => {
    const { bounce_classification: _, ...bounce } = find("bounce") as Record<string, unknown>;
    expect(read({ ...bounce, type: "blocked" })?.attributes).toMatchObject({ reasonClass: "blocked" });
  });
});

describe("an event of a mail of our outbox", () => {
  const of = (event: object) => read({ ...event, omnilineSend: "01SEND" });

  it.each([
    ["processed", "sent"],
    ["deferred", "sent"],
    ["delivered", "delivered"],
    ["click", "read"],
    ["bounce", "failed"],
    ["dropped", "failed"],
  ])("%s is the status %s of the message", (type, status) => {
    expect(of(find(type))).toMatchObject({
      channel: "email",
      direction: "outbound",
      kind: "message.status",
      status,
      identifiers: [email],
      providerMessageId: "14c5d75ce93",
      attributes: { sendId: "01SEND" },
    });
  });

  it("is read when a person opens it, and not when a program does for everybody", () => {
    expect(of(find("open"))).toMatchObject({ status: "delivered", attributes: { machineOpen: true } });
    expect(of({ ...find("open"), sg_machine_open: false })).toMatchObject({ status: "read" });
  });

  it("ends the campaigns' mails all the same", () => {
    expect(of(find("unsubscribe"))).toMatchObject({
      channel: "marketing",
      kind: "email.unsubscribed",
      attributes: { optOut: "stop", purpose: "marketing", sendId: "01SEND" },
    });
  });
});

describe("a call of SendGrid's", () => {
  it("has one event for each, with keys of their own", () => {
    const events = allEvents(sendgrid, aJsonRequest(fixture));
    expect(new Set(events.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(fixture.length);
    const { sg_event_id: _, ...nameless } = find("open") as Record<string, unknown>;
    expect(read(nameless)?.idempotencyKey).toBe(read(nameless)?.idempotencyKey);
  });

  it.each([
    { event: "account_status_change" },
    { event: "open" },
    { ...find("open"), email: "" },
    {},
    null,
    7,
  ])("keeps what is no event of a mail: %j", (item) => {
    const [kept, other] = allEvents(sendgrid, aJsonRequest([item, find("open")]));
    expect(kept).toMatchObject({ kind: "webhook.received", attributes: { raw: item } });
    expect(other?.kind).toBe("email.opened");
  });

  it("with a mail is read later", () => {
    const request = aRequest({ headers: { "content-type": "multipart/form-data; boundary=x" } });
    expect(sendgrid.parse(request)).toEqual({ kind: "later" });
  });

  it.each(["[", "{}", "7", '"x"'])("is refused when it is none: %s", (text) => {
    const request = aRequest({ headers: { "content-type": "application/json" }, body: Buffer.from(text) });
    expect(sendgrid.parse(request).kind).toBe("unreadable");
  });

  it("becomes events that can be stored, whatever is changed in it, or is refused", () => {
    fc.assert(
      fc.property(mutated(fixture as never), fc.boolean(), (body, ours) => {
        const items =
          Array.isArray(body) && ours ? body.map((item) => Object.assign({ omnilineSend: "s" }, item)) : body;
        const parsed = sendgrid.parse(aJsonRequest(items));
        if (parsed.kind === "events") parsed.events.forEach(assertStorable);
      }),
      { numRuns: 300 },
    );
  });

  it("never throws, whatever the bytes are", () => {
    fc.assert(
      fc.property(anyBytes, (body) => {
        const request = aRequest({ headers: { "content-type": "application/json" }, body });
        expect(["events", "unreadable"]).toContain(sendgrid.parse(request).kind);
      }),
    );
  });
});
