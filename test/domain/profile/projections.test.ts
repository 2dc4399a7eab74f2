import { describe, expect, it } from "vitest";
import { agentProfile } from "../../../domain/profile/agent-profile.ts";
import { customerProfile } from "../../../domain/profile/customer-profile.ts";
import { salesProfile } from "../../../domain/profile/sales-profile.ts";
import {
  agentProfileSchema,
  customerProfileSchema,
  profileAttributes,
  salesProfileSchema,
} from "../../../schemas/profile.ts";
import { daysAgo, happened, inputOf, now, reported } from "./customers.ts";

const ayse = {
  name: "Ayşe Yılmaz",
  company: "Acme A.Ş.",
  alternativeContacts: ["+902121112233"],
  segment: "Gold",
  products: [{ id: 7, name: "Kart", state: "active", margin: 12 }, { id: "8" }],
  value: 12_500,
  stage: "loyal",
  preferredChannel: "email",
  birthday: "1990-12-01",
  renewals: [{ product: "Kasko", on: "2026-11-25", price: 1 }],
  alarms: ["payment overdue"],
  scores: { churn: 0.7 },
  language: "tr",
  timeZone: "Europe/Istanbul",
};

const events = [
  reported(ayse),
  reported({ name: "A. Yılmaz" }, "store", { occurredAt: daysAgo(40) }),
  happened(
    "order.placed",
    { orderId: "o1", product: "Çay", amount: 50, currency: "TRY" },
    { channel: "commerce" },
  ),
  happened("cart.abandoned", { items: [{ name: "Kahve" }] }, { channel: "web", occurredAt: daysAgo(2) }),
  happened("page.viewed", { title: "Kampanya" }, { channel: "web", occurredAt: daysAgo(3) }),
  happened("page.viewed", {}, { channel: "web", occurredAt: daysAgo(1) }),
  happened("email.opened", { campaign: "bahar" }, { channel: "marketing" }),
  happened("survey.answered", { score: 5 }, { channel: "survey" }),
  happened("message.received", {}, { text: "Kartım nerede?" }),
  happened("consent.changed", { brand: "Acme", purpose: "marketing", channel: "sms", state: "denied" }),
];

describe("the agent's profile", () => {
  const profile = agentProfile(inputOf(events));

  it("shows every attribute with its source, its time and who disagrees", () => {
    expect(Object.keys(profile.attributes)).toEqual([...profileAttributes].sort());
    expect(profile.attributes.name).toMatchObject({
      value: "Ayşe Yılmaz",
      source: "crm",
      at: daysAgo(1),
      conflicts: [{ value: "A. Yılmaz", source: "store", at: daysAgo(40) }],
    });
    expect(profile.attributes.alarms?.value).toEqual(["payment overdue"]);
  });

  it("shows what is derived, counted and recent", () => {
    expect(profile).toMatchObject({
      projection: "agent",
      customerId: "customer-1",
      name: "Ayşe Yılmaz",
      stage: "loyal",
      highValue: true,
      preferredChannel: "email",
      satisfaction: { score: 5, trend: "none" },
      upcoming: [{ what: "renewal" }, { what: "birthday" }],
      cases: { open: 1, waiting: 2, resolved: 3, closed: 4 },
      points: 35,
      consents: [
        { brand: "Acme", purpose: "marketing", channel: "sms", state: "denied", source: "standard/demo" },
      ],
      recent: {
        campaigns: [{ label: "bahar" }],
        purchases: [{ label: "Çay" }],
        contacts: [{ label: "Kartım nerede?" }],
      },
    });
  });

  it("is what its schema says", () => {
    expect(agentProfileSchema.parse(profile)).toEqual(profile);
  });

  it("has the provider's name only while no source has reported one", () => {
    expect(agentProfile(inputOf([], { fallbackName: " ayşe \n" })).name).toBe("ayşe");
    expect(agentProfile(inputOf(events, { fallbackName: "ayşe" })).name).toBe("Ayşe Yılmaz");
    expect(agentProfile(inputOf([]))).not.toHaveProperty("name");
  });

  it("goes by the company's threshold of high value", () => {
    const rich = [reported({ value: 500 })];
    expect(agentProfile(inputOf(rich)).highValue).toBe(false);
    expect(agentProfile(inputOf(rich, { highValueFrom: 500 })).highValue).toBe(true);
  });
});

describe("the sales force's profile", () => {
  const profile = salesProfile(inputOf(events));

  it("says who it is, what they have and look for, when and how to call", () => {
    expect(profile).toMatchObject({
      projection: "sales",
      customerId: "customer-1",
      name: "Ayşe Yılmaz",
      company: "Acme A.Ş.",
      segment: "Gold",
      stage: "loyal",
      highValue: true,
      value: 12_500,
      preferredChannel: "email",
      denied: [{ brand: "Acme", purpose: "marketing", channel: "sms", state: "denied" }],
      products: [{ id: "7", name: "Kart", state: "active" }, { id: "8" }],
      lastPurchase: { label: "Çay", value: 50, currency: "TRY", channel: "commerce", occurredAt: daysAgo(1) },
      satisfactionTrend: "none",
      openCases: 3,
    });
    expect(profile.interests.map(({ label, channel }) => `${label} ${channel}`)).toEqual([
      "Kahve web",
      "Kampanya web",
    ]);
  });

  it("is what its schema says, and nothing besides", () => {
    expect(JSON.stringify(salesProfileSchema.parse(profile))).toBe(JSON.stringify(profile));
    expect(JSON.stringify(profile)).not.toMatch(/margin|overdue|churn|Kartım nerede/);
  });
});

describe("the customer's own profile", () => {
  it("is what they told us and what they have", () => {
    expect(customerProfile(inputOf(events))).toEqual({
      projection: "customer",
      name: "Ayşe Yılmaz",
      company: "Acme A.Ş.",
      preferredChannel: "email",
      birthday: "1990-12-01",
      products: [{ name: "Kart", state: "active" }],
      renewals: [{ product: "Kasko", on: "2026-11-25" }],
      consents: [{ brand: "Acme", purpose: "marketing", channel: "sms", state: "denied" }],
      openCases: 3,
    });
  });

  it("is nearly empty where nothing is known", () => {
    expect(customerProfile(inputOf([], { now }))).toEqual({
      projection: "customer",
      products: [],
      renewals: [],
      consents: [],
      openCases: 3,
    });
  });

  it("cannot hold a field that the schema does not list", () => {
    const profile = customerProfile(inputOf(events));
    expect(() => customerProfileSchema.parse({ ...profile, points: 1 })).toThrow();
    expect(() => customerProfileSchema.parse({ ...profile, products: [{ name: "x", margin: 1 }] })).toThrow();
    expect(() =>
      customerProfileSchema.parse({ ...profile, renewals: [{ on: "2026-11-25", price: 1 }] }),
    ).toThrow();
    const [consent] = profile.consents;
    expect(() =>
      customerProfileSchema.parse({ ...profile, consents: [{ ...consent, source: "crm" }] }),
    ).toThrow();
  });
});
