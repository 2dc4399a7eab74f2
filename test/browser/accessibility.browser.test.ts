/** The page without a mouse, without eyes, and on a narrow screen. */

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { languages } from "../../panel/text/text.ts";
import { contactRows, exchanges, newPhone, openCustomerOf, simulate, timelineItems } from "./support/page.ts";
import { browserSuite } from "./support/suite.ts";

const suite = browserSuite();

const controls = "a[href], button, input, textarea, select, [role=button]";

describe("by keyboard", () => {
  it("every control is reached, in a circle", async () => {
    const { page } = await suite.visit();
    await simulate(page, { scenario: "SMS (Twilio)", phone: newPhone(), text: "tab to me" });
    await contactRows(page).filter({ hasText: "tab to me" }).waitFor();
    const missing = await numberControls(page);
    expect(missing.size).toBeGreaterThan(12);
    for (let presses = 0; presses < 80 && missing.size > 0; presses += 1) {
      await page.keyboard.press("Tab");
      missing.delete(await focusedControl(page));
    }
    expect(await describeControls(page, missing)).toEqual([]);
  });

  it("sends, opens a customer with Enter, and starts at the top of the new page", async () => {
    const { page } = await suite.visit();
    await page.getByTestId("simulator-phone").fill(newPhone());
    await page.getByTestId("simulator-text").fill("no mouse");
    await tabTo(page, "simulator-send");
    await page.keyboard.press("Enter");
    const row = contactRows(page).filter({ hasText: "no mouse" });
    await row.waitFor();
    await page.getByTestId("find-submit").focus();
    await tabTo(page, "live-contact");
    await page.keyboard.press("Enter");
    await timelineItems(page).first().waitFor();
    expect(await page.locator(":focus").evaluate((focused) => focused.tagName)).toBe("MAIN");
  });
});

describe.each(languages)("in %s", (language) => {
  it("every control has a name, headings go down step by step, and no id is used twice", async () => {
    const { page } = await suite.visit({ language });
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
    await simulateSomething(page);
    await contactRows(page).first().waitFor();
    await expectWellFormed(page);
    await exchanges(page).first().getByRole("button").first().click();
    await expectWellFormed(page);
    await openCustomerOf(contactRows(page).first());
    await timelineItems(page).first().waitFor();
    await expectWellFormed(page);
  });

  it("nothing sticks out of a screen 400 px wide", async () => {
    const { page } = await suite.visit({ language, width: 400 });
    await expectNoSidewaysScrolling(page);
    await page.getByTestId("simulator").getByRole("button").first().click();
    await simulateSomething(page);
    await exchanges(page).first().getByRole("button").first().click();
    await expectNoSidewaysScrolling(page);
    await openCustomerOf(contactRows(page).first());
    await timelineItems(page).first().waitFor();
    await expectNoSidewaysScrolling(page);
  });
});

async function simulateSomething(page: Page) {
  const text = `${"Merhaba ".repeat(40)}https://example.com/${"a".repeat(120)}`;
  await simulate(page, { scenario: "WhatsApp (Meta)", name: "A".repeat(60), phone: newPhone(), text });
  await contactRows(page).first().waitFor();
}

/** Marks every visible control that can be used. */
async function numberControls(page: Page): Promise<Set<string>> {
  const numbers = await page.locator(controls).evaluateAll((elements) =>
    elements.flatMap((element, index) => {
      if (!element.checkVisibility() || element.matches(":disabled")) return [];
      element.dataset.control = String(index);
      return [String(index)];
    }),
  );
  return new Set(numbers);
}

/** @returns nothing while the focus is in the browser's own controls */
const focusedControl = (page: Page): Promise<string> =>
  page.locator("html").evaluate(({ ownerDocument }) => ownerDocument.activeElement?.dataset.control ?? "");

const describeControls = (page: Page, numbers: ReadonlySet<string>) =>
  Promise.all(
    [...numbers].map((number) =>
      page.locator(`[data-control="${number}"]`).evaluate(({ outerHTML }) => outerHTML),
    ),
  );

async function tabTo(page: Page, testId: string) {
  const target = page.locator(`[data-testid="${testId}"]:focus, [data-testid="${testId}"] :focus`);
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if ((await target.count()) > 0) return;
  }
  throw new Error(`Tab does not lead to ${testId}`);
}

async function expectWellFormed(page: Page) {
  const levels = await page
    .locator("h1, h2, h3, h4, h5, h6")
    .evaluateAll((headings) =>
      headings.filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1])),
    );
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  expect(levels[0]).toBe(1);
  const leaps = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1);
  expect(leaps).toEqual([]);

  const ids = await page.locator("[id]").evaluateAll((elements) => elements.map(({ id }) => id));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(await namelessControls(page)).toEqual([]);
}

const rolesWithNames = new Set([
  "button",
  "link",
  "textbox",
  "searchbox",
  "combobox",
  "checkbox",
  "heading",
  "main",
  "complementary",
]);

/** As the browser tells it to a screen reader. */
async function namelessControls(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes
    .filter(({ ignored, role, name }) => !ignored && rolesWithNames.has(role?.value) && !name?.value)
    .map(({ role }) => role?.value)
    .filter((role) => role !== "main");
}

async function expectNoSidewaysScrolling(page: Page) {
  const { width, view, wide } = await page.locator("html").evaluate((html) => ({
    width: html.scrollWidth,
    view: html.clientWidth,
    wide: [...html.querySelectorAll("body *")]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > html.clientWidth + 1)
      .map((one) => `${one.tagName}.${one.className}`),
  }));
  expect({ width, wide }).toEqual({ width: view, wide: [] });
}
