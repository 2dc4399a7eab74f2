/** The page as a person uses it. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

export const contactRows = (page: Page): Locator => page.getByTestId("live-contact");
export const timelineItems = (page: Page): Locator => page.getByTestId("timeline-item");
export const exchanges = (page: Page): Locator => page.getByTestId("simulator-exchange");

/** Chooses from a list that opens on a click. */
export async function choose(page: Page, testId: string, option: string): Promise<void> {
  await page.getByTestId(testId).getByRole("button").first().click();
  // A chosen option's name says that it is chosen.
  await page
    .getByRole("option")
    .filter({ has: page.getByText(option, { exact: true }) })
    .click();
}

export async function switchRole(page: Page, role: string): Promise<void> {
  await page.getByTestId("role-switch").getByRole("button").click();
  await page.getByRole("menuitemcheckbox", { name: role }).click();
}

export interface Message {
  /** A scenario by its name on the page. */
  scenario: string;
  name?: string;
  phone?: string;
  text?: string;
}

/** @returns the status that the provider would see */
export async function simulate(page: Page, { scenario, name, phone, text }: Message): Promise<number> {
  await choose(page, "simulator-scenario", scenario);
  if (name !== undefined) await page.getByTestId("simulator-name").fill(name);
  if (phone !== undefined) await page.getByTestId("simulator-phone").fill(phone);
  if (text !== undefined) await page.getByTestId("simulator-text").fill(text);
  return pressSend(page);
}

export async function pressSend(page: Page): Promise<number> {
  const answer = page.waitForResponse((response) => response.url().includes("/v1/ingest/"));
  await page.getByTestId("simulator-send").click();
  return (await answer).status();
}

export async function openCustomerOf(row: Locator): Promise<void> {
  await row.click();
  await row.page().getByTestId("customer-name").waitFor();
}

/** Waits until exactly these texts are there, in this order. */
export function expectTexts(found: Locator, texts: readonly (string | RegExp)[]): Promise<void> {
  return expect
    .poll(() => found.allInnerTexts(), { timeout: 15_000 })
    .toEqual(
      texts.map((text) =>
        typeof text === "string" ? expect.stringContaining(text) : expect.stringMatching(text),
      ),
    );
}

/** A phone number nobody else in this file has. */
export function newPhone(): string {
  phones += 1;
  return `+90555${String(phones).padStart(7, "0")}`;
}
let phones = 1_000_000;
