/** The agent's one screen: the brief, a merge suggestion accepted and undone, a case worked to its end. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Language } from "../../panel/text/text.ts";
import { send, standardCall } from "../support/senders.ts";
import { eventually, Staff } from "../support/staff.ts";
import { browserSuite } from "./support/suite.ts";

const suite = browserSuite();
let told = 0;

interface Fact {
  readonly channel?: string;
  readonly kind?: string;
  readonly text?: string;
  readonly attributes?: object;
}

async function happens(identifiers: readonly object[], fact: Fact): Promise<void> {
  told += 1;
  const event = {
    id: `browser-${told}`,
    occurredAt: new Date(Date.now() - 600_000 + told * 1000).toISOString(),
    channel: "chat",
    direction: "inbound",
    kind: "message.received",
    identifiers,
    ...fact,
  };
  expect((await send(suite.url, standardCall(event))).ok).toBe(true);
}

const crm = (value: string) => ({ kind: "crm", value, level: "verified" });
const phone = (value: string) => ({ kind: "phone", value, level: "verified" });

/** Two people of the CRM who call from one number: the rules leave them to a human. */
async function officeLine(name: string): Promise<string> {
  const line = phone(`+90212555${String(1000 + told)}`);
  const [one, two] = [`${name}-1`, `${name}-2`];
  const profile = (given: string) => ({
    channel: "crm",
    kind: "profile.updated",
    attributes: { profile: { name: given } },
  });
  await happens([crm(one)], profile(`${name} Bir`));
  await happens([crm(two)], profile(`${name} İki`));
  await happens([crm(one), line], { text: "Kredi kartı başvurusu yapmak istiyorum" });
  await happens([crm(two), line], {
    channel: "web",
    kind: "article.read",
    attributes: { title: "Kart başvurusu" },
  });
  const staff = await Staff.signIn(suite.url);
  const customerId = await eventually(() => staff.resolve(`crm:${one}`));
  await eventually(async () => {
    const answer = await staff.get(`/v1/customers/${customerId}/merge-suggestions`);
    const { items } = (await answer.json()) as { items: unknown[] };
    return items.length > 0 || undefined;
  });
  return customerId;
}

const textsOf = (page: Page, testId: string) => page.getByTestId(testId).allInnerTexts();

describe.each<[Language, { topic: string; next: RegExp }]>([
  ["tr", { topic: "kart başvurusu", next: /sorun/ }],
  ["en", { topic: "card application", next: /Ask/ }],
])("in %s", (language, { topic, next }) => {
  let customerId: string;
  beforeAll(async () => {
    customerId = await officeLine(`Aylin ${language}`);
  });

  it("the brief names the person, the topic and one next action, and leads to the timeline", async () => {
    const { page } = await suite.visit({ language, hash: `#/customers/${customerId}` });
    await page.getByTestId("brief-line").first().waitFor();
    const lines = (await textsOf(page, "brief-line")).join("\n");
    expect(lines).toContain(`Aylin ${language} Bir`);
    expect(lines).toContain(topic);
    expect(await page.getByTestId("brief-next").count()).toBe(1);
    expect(await page.getByTestId("brief-next").innerText()).toMatch(next);
    await page.getByTestId("brief-line").nth(1).getByTestId("cite").first().click();
    await page.locator("[data-testid=timeline-item][data-lit]").first().waitFor();
  });

  it("a merge suggestion is accepted and undone", async () => {
    const { page } = await suite.visit({ language, hash: `#/customers/${customerId}` });
    const identifiers = page.getByTestId("identifier");
    await page.getByTestId("suggestion-accept").waitFor();
    const own = await identifiers.count();
    await page.getByTestId("suggestion-accept").click();
    await page.getByTestId("confirm-yes").click();
    await expect.poll(() => page.getByTestId("merge").count()).toBe(1);
    await expect.poll(() => identifiers.count()).toBe(3);
    await expect.poll(async () => (await textsOf(page, "brief-line")).join()).toContain("Kart başvurusu");
    await page.getByTestId("flash-action").click();
    await expect.poll(() => page.getByTestId("merge").count()).toBe(0);
    await expect.poll(() => identifiers.count()).toBe(own);
    await page.getByTestId("suggestion-accept").waitFor();
  });

  it("the quarantine lists it, and forgets it when it is dismissed", async () => {
    const { page } = await suite.visit({ language });
    await page.getByTestId("merge-suggestions-link").click();
    const own = page.getByTestId("suggestion").filter({ hasText: `Aylin ${language}` });
    await own.getByTestId("suggestion-dismiss").click();
    await own.waitFor({ state: "detached" });
    await page.reload();
    await page.getByTestId("merge-suggestions-link").click();
    await expect.poll(() => own.count()).toBe(0);
  });

  it("a case is given a slot, and wrapped up", async () => {
    const { page } = await suite.visit({ language, hash: `#/customers/${customerId}` });
    await page.getByTestId("case-slot-value").first().fill("Platin");
    await page.getByTestId("case-slots-save").click();
    await page.getByTestId("case-slot").filter({ hasText: "Platin" }).waitFor();
    await page.getByTestId("case-resolve").click();
    await page.getByTestId("case-form-submit").click();
    await page.getByTestId("cases-past").waitFor();
    await expect.poll(async () => (await textsOf(page, "profile-points")).join()).toMatch(/\d/);
  });
});
