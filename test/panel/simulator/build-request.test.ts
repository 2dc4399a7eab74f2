import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";
import twilio from "twilio";
import { describe, expect, it } from "vitest";
import type { DevEndpoint } from "../../../panel/api/dev-api.ts";
import { buildRequest, type SimulatedRequest } from "../../../panel/simulator/build-request.ts";
import { idsOf } from "../../../panel/simulator/person.ts";
import { type Draft, isOwnSystem, type Scenario, scenarios } from "../../../panel/simulator/scenario.ts";
import { reportedEventSchema } from "../../../schemas/contact-event.ts";

const endpoints: DevEndpoint[] = JSON.parse(
  readFileSync(new URL("../../../local/endpoints.json", import.meta.url), "utf8"),
);
const secretOf = (provider: string) => endpoints.find((one) => one.provider === provider)?.secrets[0] ?? "";
const baseUrl = "http://127.0.0.1:4100";
const person = { name: "Ayşe Yılmaz", phone: "+905551112233" };

function aDraft(changed: Partial<Draft> = {}): Draft {
  return {
    scenario: "sms",
    person,
    text: "Merhaba, şubeniz açık mı? 👋",
    metaAddress: "both",
    wrongSignature: false,
    report: { message: undefined, status: "delivered" },
    ...changed,
  };
}

function build(changed: Partial<Draft> = {}) {
  let made = 0;
  const newId = () => String(++made).padStart(32, "0");
  return buildRequest(aDraft(changed), { endpoints, baseUrl, now: new Date(), newId });
}

/** The providers' own verification, as their libraries do it. */
function isAccepted({ body, headers, path, provider }: SimulatedRequest): boolean {
  if (provider === "twilio") {
    const form = Object.fromEntries(new URLSearchParams(body));
    return twilio.validateRequest(
      secretOf("twilio"),
      headers["x-twilio-signature"] ?? "",
      `${baseUrl}${path}`,
      form,
    );
  }
  if (provider === "meta") {
    const expected = createHmac("sha256", secretOf("meta")).update(body).digest("hex");
    return headers["x-hub-signature-256"] === `sha256=${expected}`;
  }
  try {
    new Webhook(secretOf("standard")).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

const whatsappReport = (providerMessageId: string): Draft["report"] => ({
  message: { providerMessageId, channel: "whatsapp", phone: person.phone },
  status: "read",
});
const report = whatsappReport("wamid.A");

describe("buildRequest", () => {
  it.each(scenarios)("signs %s as its provider does", async (scenario) => {
    expect(isAccepted(await build({ scenario, report }))).toBe(true);
  });

  it.each(scenarios)("can sign %s wrongly", async (scenario) => {
    expect(isAccepted(await build({ scenario, report, wrongSignature: true }))).toBe(false);
  });

  it.each<[Scenario, string]>([
    ["sms", "/v1/ingest/twilio/demo"],
    ["whatsapp-twilio", "/v1/ingest/twilio/demo"],
    ["whatsapp-meta", "/v1/ingest/meta/demo"],
    ["branch", "/v1/ingest/standard/demo"],
  ])("sends %s to %s", async (scenario, path) => {
    expect((await build({ scenario })).path).toBe(path);
  });

  it("fails where there is no endpoint of the provider", async () => {
    const around = { endpoints: [], baseUrl, now: new Date(), newId: () => "1" };
    await expect(buildRequest(aDraft(), around)).rejects.toThrow("no endpoint of twilio");
  });
});

describe("Twilio's payload", () => {
  const fieldsOf = async (changed: Partial<Draft>) =>
    Object.fromEntries(new URLSearchParams((await build(changed)).body));

  it("is an SMS from the person's number", async () => {
    expect(await fieldsOf({})).toMatchObject({
      MessageSid: expect.stringMatching(/^SM\d{32}$/),
      From: "+905551112233",
      Body: "Merhaba, şubeniz açık mı? 👋",
      FromCountry: "TR",
      SmsStatus: "received",
    });
  });

  it("names the person on WhatsApp", async () => {
    expect(await fieldsOf({ scenario: "whatsapp-twilio" })).toMatchObject({
      From: "whatsapp:+905551112233",
      WaId: "905551112233",
      ProfileName: "Ayşe Yılmaz",
    });
  });

  it("reports on a message Twilio sent", async () => {
    const fields = await fieldsOf({ scenario: "delivery-report", report: whatsappReport("SM77") });
    expect(fields).toMatchObject({ MessageSid: "SM77", MessageStatus: "read", To: "whatsapp:+905551112233" });
    expect(fields).not.toHaveProperty("Body");
  });
});

describe("Meta's payload", () => {
  const changeOf = async (changed: Partial<Draft>) =>
    JSON.parse((await build({ scenario: "whatsapp-meta", ...changed })).body).entry[0].changes[0].value;
  const { whatsappUserId } = idsOf(person);

  it("holds number and user id", async () => {
    const { contacts, messages } = await changeOf({});
    expect(contacts[0]).toMatchObject({ wa_id: "905551112233", user_id: whatsappUserId });
    expect(messages[0]).toMatchObject({ from: "905551112233", from_user_id: whatsappUserId, type: "text" });
    expect(messages[0].timestamp).toMatch(/^\d{10}$/);
  });

  it("can hide the number, as people with a username do", async () => {
    const value = await changeOf({ metaAddress: "user-id" });
    expect(JSON.stringify(value)).not.toContain("905551112233");
    expect(value.contacts[0].profile).toEqual({ name: "Ayşe Yılmaz", username: "ayse.yilmaz" });
  });

  it("can come without a user id, as it did before", async () => {
    expect(JSON.stringify(await changeOf({ metaAddress: "number" }))).not.toContain(whatsappUserId);
  });

  it("reports on a message Meta sent", async () => {
    const { statuses, messages } = await changeOf({ scenario: "delivery-report", report });
    expect(statuses).toMatchObject([{ id: "wamid.A", status: "read", recipient_id: "905551112233" }]);
    expect(messages).toBeUndefined();
  });
});

describe("our own systems' payload", () => {
  const eventOf = async (changed: Partial<Draft>) => JSON.parse((await build(changed)).body);

  it.each(scenarios.filter(isOwnSystem))("is a contact event for %s", async (scenario) => {
    const event = reportedEventSchema.parse(await eventOf({ scenario }));
    expect(event.text).toBe("Merhaba, şubeniz açık mı? 👋");
    expect(event.identifiers).toContainEqual({ kind: "phone", value: person.phone, level: "verified" });
  });

  it("tells of a message to the customer, for later delivery reports", async () => {
    const event = reportedEventSchema.parse(await eventOf({ scenario: "company-message" }));
    expect(event).toMatchObject({
      channel: "whatsapp",
      direction: "outbound",
      kind: "message.sent",
      providerMessageId: expect.stringMatching(/^wamid\./),
    });
  });

  it("reports on a message of a system that is neither Twilio nor Meta", async () => {
    const event = await eventOf({ scenario: "delivery-report", report: whatsappReport("own-1") });
    expect(reportedEventSchema.parse(event)).toMatchObject({
      kind: "message.status",
      status: "read",
      providerMessageId: "own-1",
    });
  });

  it("cannot report on nothing", async () => {
    await expect(build({ scenario: "delivery-report" })).rejects.toThrow("needs its message");
  });
});
