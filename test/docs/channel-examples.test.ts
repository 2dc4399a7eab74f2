/** The example configurations work as they stand: four sectors (R15), and providers that have no folder. */
import { describe, expect, it } from "vitest";
import { adapter } from "../../adapters/channels/standard/index.ts";
import { reader } from "../../adapters/channels/standard/later.ts";
import { expressionProblem } from "../../adapters/jsonata/expression.ts";
import { configProblem } from "../../domain/channels/config-problem.ts";
import { missingOf } from "../../domain/channels/readiness.ts";
import { tryOut } from "../../domain/channels/try-out.ts";
import { defaultPolicies } from "../../domain/policies/policies.ts";
import { assertStorable, now } from "../adapters/channels/requests.ts";
import {
  configured,
  example,
  exampleNames,
  secretFor,
  signedBy,
  url,
} from "../adapters/channels/standard/recipes.ts";

const today = new Date("2026-11-22T09:00:10.000Z");

async function madeOf(name: string) {
  const { config, sample } = example(name);
  const secret = secretFor(config.verification);
  const signed = signedBy(config.verification, {
    secret,
    at: today,
    body: Buffer.from(sample.body),
    headers: sample.headers,
  });
  return tryOut(
    { adapter, reader },
    {
      config,
      secrets: [secret],
      endpointId: "shop",
      url,
      now: today,
      sample: { method: "POST", body: sample.body, headers: signed.headers as Record<string, string> },
    },
  );
}

describe.each(exampleNames)("the example %s", (name) => {
  const { config } = example(name);
  const secret = secretFor(config.verification);

  it("is a configuration that can be saved and go live", () => {
    expect(configProblem(expressionProblem, config, [secret])).toBeUndefined();
    expect(missingOf(config, { policy: defaultPolicies.routing, secretCount: 1 })).toEqual([]);
  });

  it("makes events of its sample that can be stored", async () => {
    const { signature, events, problem } = await madeOf(name);
    expect([signature, problem]).toEqual(["verified", undefined]);
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) {
      assertStorable(event);
      expect(event.kind).not.toBe("webhook.received");
      expect(event.identifiers.length, "somebody whom it is about").toBeGreaterThan(0);
    }
  });

  it("takes no call of somebody who does not know the secret", () => {
    const another = secret.startsWith("whsec_M") ? secret.replace("_M", "_N") : `${secret}x`;
    const request = signedBy(config.verification, { secret: another, body: Buffer.from("{}"), at: now });
    expect(adapter.verify(request, configured(config, secret), now)).toMatchObject({ kind: "refused" });
  });
});

describe("the samples", () => {
  it("there are four sectors, and the providers that have no folder", () => {
    expect(exampleNames).toEqual([
      "energy-outages",
      "finance-transactions",
      ...[
        "braze",
        "customerio",
        "klaviyo",
        "mailchimp",
        "postmark",
        "sfmc-ens",
        "square",
        "viber",
        "zendesk",
      ].map((provider) => `providers/${provider}`),
      "public-service-desk",
      "telecom-usage",
    ]);
  });

  it.each([
    ["energy-outages", ["b-77:1 outage.reported app", "b-77:2 meter.read app"]],
    ["finance-transactions", ['["/core/transactions","t-1"] transfer.completed app']],
    ["public-service-desk", ["2026-000123 message.received web"]],
    // The other alert is for information, which `each` leaves out.
    ["telecom-usage", ["q-1 quota.alert-sent sms"]],
    ["providers/klaviyo", ["4vRpBT email.opened marketing"]],
    ["providers/customerio", ["01E4C4CT6YDC7Y5M7FE1GWWPQJ email.opened marketing"]],
    ["providers/zendesk", ["01HZX ticket.status-changed crm"]],
    ["providers/mailchimp", ["unsubscribe:2026-11-22 09:00:00:8a25ff1d98 email.unsubscribed marketing"]],
    ["providers/postmark", ["22c74902-a0c1-4511-804f2-341342852c90 message.received email"]],
    // 64 bits: as a number it would have lost its last digits.
    ["providers/viber", ["4912661846655238145 message.received chat"]],
    ["providers/sfmc-ens", ["7204000.1.2.3:EngagementEvents.EmailOpen:1795338000000 email.opened marketing"]],
    ["providers/square", ["e1 payment.updated commerce"]],
    ["providers/braze", ["d1f2:C-1001 campaign.sent marketing"]],
  ])("of %s become %j", async (name, expected) => {
    const { events } = await madeOf(name);
    expect(events.map(({ idempotencyKey, kind, channel }) => `${idempotencyKey} ${kind} ${channel}`)).toEqual(
      expected,
    );
  });

  it("of the public sector keep what the person wrote, and who vouches for whom", async () => {
    const { events } = await madeOf("public-service-desk");
    expect(events[0]).toMatchObject({
      occurredAt: "2026-11-22T06:00:00.000Z",
      direction: "inbound",
      text: "Sokak lambası üç gündür yanmıyor.",
      identifiers: [
        { kind: "national-id", level: "verified", verifiedBy: "document" },
        { kind: "email", value: "ayse@example.com", level: "claimed" },
      ],
      attributes: { subject: "Aydınlatma" },
    });
  });
});
