import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { campaignOfUrl } from "../../../domain/ingest/campaign.ts";
import { type parsedEvent, untimedEvent } from "../../support/events.ts";

const visit = (attributes: NonNullable<ReturnType<typeof parsedEvent>["attributes"]>, changes = {}) =>
  untimedEvent({ channel: "web", kind: "page.viewed", attributes, ...changes }).event.attributes;
const page = "https://acme.example/kart";

describe("the campaign of a link (R07)", () => {
  it("is what any link says that a browser would write", () => {
    const word = fc
      .string({ unit: "grapheme", minLength: 1 })
      .filter((text) => text.trim() === text && text !== "");
    fc.assert(
      fc.property(word, word, word, (campaign, source, medium) => {
        const url = new URL(page);
        url.searchParams.set("q", "x");
        url.searchParams.set("utm_campaign", campaign);
        url.searchParams.set("utm_source", source);
        url.searchParams.set("utm_medium", medium);
        url.hash = "utm_campaign=other";
        expect(campaignOfUrl(url.href)).toEqual({ campaign, utm: { source, medium } });
      }),
    );
  });

  it.each([
    ["/kart?utm_campaign=bahar", { campaign: "bahar" }],
    [
      `${page}?utm_id=42&utm_term=kart&utm_content=a`,
      { campaign: "42", utm: { term: "kart", content: "a" } },
    ],
    [`${page}?utm_id=42&utm_campaign=bahar`, { campaign: "bahar" }],
    ["https://acme.example/#/kart?utm_campaign=bahar", { campaign: "bahar" }],
    [`${page}?gclid=Cj0K`, { utm: { source: "google" } }],
    [`${page}?fbclid=IwAR`, { utm: { source: "meta" } }],
    [`${page}?msclkid=1&utm_source=bing`, { utm: { source: "bing" } }],
    [`${page}?utm_campaign=&utm_source=%20`, {}],
    [`${page}?utm_campaign=%E0%A4`, { campaign: "\ufffd" }],
    [`${page}#utm_campaign=bahar`, {}],
    [`${page}?utm_campaign=${"x".repeat(201)}&utm_id=7`, { campaign: "7" }],
    ["utm_campaign=bahar", {}],
    ["", {}],
  ])("is read in %s", (url, campaign) => {
    expect(campaignOfUrl(url)).toEqual(campaign);
  });
});

describe("a visit (R07)", () => {
  const url = `${page}?utm_campaign=bahar&utm_source=google`;

  it.each(["page.viewed", "product.viewed", "article.read", "email.clicked", "seat.chosen"])(
    "carries the campaign of its address, whatever it is: %s",
    (kind) => {
      expect(visit({ url }, { kind })).toEqual({ url, campaign: "bahar", utm: { source: "google" } });
    },
  );

  it("keeps what its sender says of the campaign", () => {
    expect(visit({ url, campaign: "kis" })).toEqual({ url, campaign: "kis", utm: { source: "google" } });
    expect(visit({ url, campaign: 7, utm: {} })).toEqual({ url, campaign: 7, utm: {} });
    expect(visit({ url, campaign: null })).toMatchObject({ campaign: "bahar" });
  });

  it.each(["message.received", "form.submitted"])("does not make one request of two: %s", (kind) => {
    expect(visit({ url }, { kind })).toEqual({ url });
    expect(visit({ url, campaign: "kis" }, { kind })).toEqual({ url, campaign: "kis" });
  });

  it("is nothing that we say ourselves, nor a link that somebody writes", () => {
    expect(visit({ url }, { direction: "outbound" })).toEqual({ url });
    expect(untimedEvent({ text: url }).event.attributes).toBeUndefined();
    expect(visit({ url: 7 })).toEqual({ url: 7 });
  });

  it("brings no card number in with its campaign, however it is written", () => {
    const card = "4111111111111111";
    const escaped = [...card].map((digit) => `%3${digit}`).join("");
    expect(JSON.stringify(visit({ url: `${page}?utm_campaign=${escaped}` })?.campaign)).not.toContain(card);
  });
});
