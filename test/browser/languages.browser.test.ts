/** English and Turkish: everything on the page is in the one chosen, and nothing in the other. */

import { describe, expect, it } from "vitest";
import { type Language, languages, translator } from "../../panel/text/text.ts";
import {
  choose,
  contactRows,
  exchanges,
  openCustomerOf,
  pressSend,
  simulate,
  switchRole,
  timelineItems,
} from "./support/page.ts";
import { browserSuite, type Visit, waitForLive, waitForLiveState } from "./support/suite.ts";
import { visibleTexts } from "./support/visible-texts.ts";

const suite = browserSuite();

/** The same in both languages, and rightly so: names, and what senders wrote. */
const sameInBoth = new Set([
  ...["Omniline", "dev", "SMS", "WhatsApp", "Messenger", "Instagram", "Telegram", "LINE", "CRM"],
  ...["SMS (Twilio)", "WhatsApp (Twilio)", "WhatsApp (Meta)"],
  ...[
    "Ayşe Yılmaz",
    "Mehmet Şahin",
    "Emma Clarke",
    "James Carter",
    "Lena Vogel",
    "+90 555 111 22 33 – Omniline",
  ],
  ...["Kadıköy", "B-214", "iOS", "https://www.example.com/loans/home"],
]);
const identifierLike = /^(TR\.|v-|ios-|CUST-|LC)\w+$/;
/** Words that no Turkish sentence has. */
const englishWords = /\b(the|and|you|your|with|of|is|was|this|role|roles)\b/i;

async function tour({ page, troubles }: Visit, language: Language): Promise<Set<string>> {
  const t = translator(language);
  const seen = new Set<string>();
  const look = async () => {
    for (const text of await visibleTexts(page)) seen.add(text);
  };

  await contactRows(page).first().waitFor();
  await look();

  for (const list of ["simulator-scenario", "simulator-person", "channel-filter"]) {
    await page.getByTestId(list).getByRole("button").click();
    await page.getByRole("option").first().waitFor();
    await look();
    await page.keyboard.press("Escape");
  }
  await choose(page, "simulator-scenario", "WhatsApp (Meta)");
  await look();
  await choose(page, "simulator-scenario", t("scenario.deliveryReport"));
  await page.getByText(t("simulator.noMessages")).waitFor();
  await look();
  await choose(page, "simulator-scenario", t("scenario.branch"));

  await page.getByLabel(t("simulator.wrongSignature")).check();
  troubles.expect(/^\/v1\/ingest\/standard\/demo answered 401$/);
  expect(await pressSend(page)).toBe(401);
  await exchanges(page).first().getByRole("button").first().click();
  await page.getByText(t("exchange.answer", { status: 401 })).waitFor();
  await look();

  await page.getByTestId("find-value").fill("+905559999999");
  troubles.expect(/^\/v1\/customers\/resolve answered 404$/);
  await page.getByTestId("find-submit").click();
  await page.getByText(t("find.nobodyByPhone")).waitFor();
  await look();

  await openCustomerOf(contactRows(page).first());
  await timelineItems(page).first().waitFor();
  await look();
  await choose(page, "channel-filter", t("channel.note"));
  await page.getByText(t("timeline.noneOfChannel")).waitFor();
  await look();

  await page.evaluate("location.hash = '#/customers/nobody'");
  troubles.expect(/^\/v1\/customers\/nobody answered 404$/);
  troubles.expect(/^\/v1\/customers\/nobody\/.+ answered 404$/);
  await page.getByText(t("customer.unknown")).waitFor();
  await look();

  await page.getByTestId("role-switch").getByRole("button").click();
  await page.getByText(t("role.supervisor")).waitFor();
  await look();
  await page.keyboard.press("Escape");
  troubles.expect(/ answered 403$/);
  await switchRole(page, t("role.analyst"));
  await page.getByText(t("refused.title")).waitFor();
  await waitForLiveState(page, "refused");
  await look();
  return seen;
}

describe("the page", () => {
  const emptyTexts: Record<Language, string[]> = { en: [], tr: [] };

  it("is in the reader's language from the start", async () => {
    for (const language of languages) {
      const { page } = await suite.visit({ language });
      const t = translator(language);
      await page.getByText(t("contacts.noneTrySimulator")).waitFor();
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      emptyTexts[language] = await visibleTexts(page);
    }
    expect(untranslated(new Set(emptyTexts.en), emptyTexts.tr)).toEqual([]);
  });

  it("changes every text with one click and keeps the choice", async () => {
    const { page } = await suite.visit({ language: "en" });
    await page.getByTestId("language-switch").click();
    await page.getByText("Henüz temas yok").waitFor();
    expect((await visibleTexts(page)).toSorted()).toEqual(emptyTexts.tr.toSorted());
    expect(await page.locator("html").getAttribute("lang")).toBe("tr");

    await page.reload();
    await waitForLive(page);
    await page.getByText("Henüz temas yok").waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("tr");
    await page.getByTestId("language-switch").click();
    await page.getByText("No contacts yet").waitFor();
    expect((await visibleTexts(page)).toSorted()).toEqual(emptyTexts.en.toSorted());
  });

  it("leaves nothing untranslated anywhere", async () => {
    const english = await suite.visit({ language: "en" });
    for (const scenario of ["Branch visit", "Cart abandoned", "Mobile app used"]) {
      await simulate(english.page, { scenario, text: "123" });
    }
    const inEnglish = await tour(english, "en");
    const inTurkish = [...(await tour(await suite.visit({ language: "tr" }), "tr"))];

    expect(inTurkish.length).toBeGreaterThan(100);
    expect(untranslated(inEnglish, inTurkish)).toEqual([]);
    expect(inTurkish.filter((text) => englishWords.test(text))).toEqual([]);
  });
});

function untranslated(english: ReadonlySet<string>, turkish: readonly string[]): string[] {
  return turkish.filter((text) => english.has(text) && !sameInBoth.has(text) && !identifierLike.test(text));
}
