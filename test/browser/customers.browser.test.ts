/** Ways to a customer: by what we know them by, by address, and for whom there is none. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { metaCall, send } from "../support/senders.ts";
import { eventually, Staff } from "../support/staff.ts";
import {
  choose,
  contactRows,
  expectTexts,
  newPhone,
  openCustomerOf,
  simulate,
  switchRole,
  timelineItems,
} from "./support/page.ts";
import { browserSuite, waitForLive, waitForLiveState } from "./support/suite.ts";

const suite = browserSuite();
let customerId: string;

beforeAll(async () => {
  const value = {
    messaging_product: "whatsapp",
    metadata: { phone_number_id: "1", display_phone_number: "1" },
    contacts: [{ profile: { name: "Elif Kaya" }, wa_id: "905557654321", user_id: "TR.777" }],
    messages: [
      {
        from: "905557654321",
        from_user_id: "TR.777",
        id: "wamid.find",
        timestamp: "1795000000",
        type: "text",
        text: { body: "Merhaba" },
      },
    ],
  };
  const payload = {
    object: "whatsapp_business_account",
    entry: [{ id: "1", changes: [{ field: "messages", value }] }],
  };
  await send(suite.url, metaCall(payload));
  const staff = await Staff.signIn(suite.url);
  customerId = await eventually(() => staff.resolve("phone:+905557654321"));
});

describe("finding a customer", () => {
  it.each([
    ["en", ["+90 555 765 43 21", "0090 (555) 765-4321"]],
    ["tr", ["0555 765 43 21", "555 765 43 21"]],
  ] as const)("by phone, as people write it in %s, opens the timeline", async (language, numbers) => {
    const { page } = await suite.visit({ language });
    for (const typed of numbers) {
      await page.getByTestId("find-value").fill(typed);
      await page.getByTestId("find-value").press("Enter");
      await expectElif(page);
      await page.getByTestId("back-to-contacts").click();
    }
  });

  it("by another kind of identifier works the same", async () => {
    const { page } = await suite.visit();
    await choose(page, "find-kind", "WhatsApp id");
    await page.getByTestId("find-value").fill("TR.777");
    await page.getByTestId("find-submit").click();
    await expectElif(page);
  });

  it("says when nobody is known by that, and forgets it when one types on", async () => {
    const { page, troubles } = await suite.visit();
    troubles.expect(/^\/v1\/customers\/resolve answered 404$/);
    await page.getByTestId("find-value").fill("nobody@example.com");
    await page.getByTestId("find-submit").click();
    const message = page.getByText("No customer is known by that");
    await message.waitFor();
    await page.getByTestId("find-value").fill("somebody@example.com");
    await message.waitFor({ state: "hidden" });
    await contactRows(page).first().waitFor();
  });
});

describe("a customer's address", () => {
  it("opens the timeline, survives a reload, and works with the back button", async () => {
    const { page } = await suite.visit({ hash: `#/customers/${customerId}` });
    await expectTexts(timelineItems(page), ["Merhaba"]);
    await page.reload();
    await waitForLive(page);
    await expectTexts(page.getByTestId("customer-name"), ["Elif Kaya"]);
    await expectTexts(timelineItems(page), ["Merhaba"]);
    expect(await page.title()).toBe("Elif Kaya – Omniline");

    await page.getByTestId("back-to-contacts").click();
    await contactRows(page).first().waitFor();
    expect(await page.title()).toBe("Omniline");
    await page.goBack();
    await expectTexts(timelineItems(page), ["Merhaba"]);
  });

  it("of nobody says so", async () => {
    const { page, troubles } = await suite.visit();
    troubles.expect(/^\/v1\/customers\/nobody.* answered 404$/);
    await page.evaluate("location.hash = '#/customers/nobody'");
    await page.getByRole("heading", { name: "This customer is not known" }).waitFor();
  });
});

describe("a role that sees no customers", () => {
  const name = "Zeynep Secret";

  it("explains to an analyst that this role sees no customers, and shows them to other roles again", async () => {
    const { page, troubles } = await suite.visit();
    await simulate(page, { scenario: "WhatsApp (Meta)", name, phone: newPhone(), text: "for agents only" });
    await contactRows(page).filter({ hasText: name }).waitFor();

    troubles.expect(/^\/v1\/(contact-events|live) answered 403$/);
    await switchRole(page, "Analyst");
    await waitForLiveState(page, "refused");
    await page.getByText("Analysts work with reports").waitFor();
    await page.getByText("Choose another role").waitFor();
    expect(await page.getByRole("main").textContent()).not.toContain(name);

    for (const role of ["Supervisor", "Administrator", "Agent"]) {
      await switchRole(page, role);
      await waitForLive(page);
      await contactRows(page).filter({ hasText: name }).waitFor();
      expect(await page.getByTestId("not-for-this-role").count()).toBe(0);
    }
  });

  it("takes a customer off the screen when the role changes to one that sees none", async () => {
    const { page, troubles } = await suite.visit();
    await simulate(page, { scenario: "WhatsApp (Meta)", name, phone: newPhone(), text: "on the timeline" });
    await openCustomerOf(contactRows(page).filter({ hasText: "on the timeline" }));
    await timelineItems(page).first().waitFor();

    troubles.expect(/^\/v1\/(contact-events|live|customers\/.+) answered 403$/);
    await switchRole(page, "Analyst");
    await page.getByTestId("not-for-this-role").waitFor();
    expect(await page.getByRole("main").textContent()).not.toContain(name);
    expect(await page.title()).not.toContain(name);
    expect(await timelineItems(page).count()).toBe(0);

    await switchRole(page, "Agent");
    await expectTexts(page.getByTestId("customer-name"), [name]);
    await expectTexts(timelineItems(page), ["on the timeline"]);
  });
});

async function expectElif(page: Page) {
  await expectTexts(page.getByTestId("customer-name"), ["Elif Kaya"]);
  await expectTexts(timelineItems(page), ["Merhaba"]);
  expect(new URL(page.url()).hash).toBe(`#/customers/${customerId}`);
}
