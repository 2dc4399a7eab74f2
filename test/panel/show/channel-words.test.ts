import { describe, expect, it } from "vitest";
import { channelWords, givenNames } from "../../../panel/show/channel-words.ts";
import { type Language, translator } from "../../../panel/text/text.ts";
import { anEvent } from "../support/contacts.ts";

const given = givenNames([
  {
    provider: "standard",
    endpointId: "outages",
    displayName: { tr: "Kesinti bildirimleri", en: "Outage reports" },
  },
  { provider: "standard", endpointId: "half", displayName: { tr: "Yarım" } },
]);
const words = (endpointId: string, language: Language, provider = "standard") =>
  channelWords(anEvent(1, { provider, endpointId, channel: "app" }), given, {
    language,
    t: translator(language),
  });

describe("what an event came by", () => {
  it("is called as the company calls it, in the page's language", () => {
    expect(words("outages", "tr")).toBe("Kesinti bildirimleri");
    expect(words("outages", "en")).toBe("Outage reports");
  });

  it("is called by its kind where nobody named it, or not in that language", () => {
    expect(words("half", "tr")).toBe("Yarım");
    expect(words("half", "en")).toBe(translator("en")("channel.app"));
    expect(words("other", "tr")).toBe(translator("tr")("channel.app"));
    expect(words("outages", "tr", "twilio")).toBe(translator("tr")("channel.app"));
  });
});
