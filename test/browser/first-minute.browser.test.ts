/** What a newcomer does first: send something with the simulator and watch it land. */
import { describe, expect, it } from "vitest";
import { send, twilioCall } from "../support/senders.ts";
import {
  choose,
  contactRows,
  exchanges,
  expectTexts,
  newPhone,
  openCustomerOf,
  pressSend,
  simulate,
  timelineItems,
} from "./support/page.ts";
import { browserSuite } from "./support/suite.ts";

const suite = browserSuite();

describe("the page", () => {
  it("says what to do while there is nothing to see", async () => {
    const { page } = await suite.visit();
    await page.getByText("No contacts yet").waitFor();
    await page.getByText("press Send, or play a story").waitFor();
  });

  it.each(["127.0.0.1", "localhost"] as const)(
    "opened by the name %s, shows a WhatsApp message as it lands, on the list and on the timeline",
    async (host) => {
      const { page, loads } = await suite.visit({ host });
      const who = { name: `Ayşe ${host}`, phone: newPhone() };

      await simulate(page, { scenario: "WhatsApp (Meta)", ...who, text: `Siparişim nerede? 👋 ${host}` });
      const row = contactRows(page).filter({ hasText: `Siparişim nerede? 👋 ${host}` });
      await row.getByText(who.name).waitFor();

      await openCustomerOf(row);
      await expectTexts(page.getByTestId("customer-name"), [who.name]);
      await expectTexts(timelineItems(page), [/Wrote to us\s+WhatsApp.*Siparişim nerede\? 👋/s]);

      await simulate(page, { scenario: "WhatsApp (Twilio)", text: "Still nothing <b>here</b>" });
      await expectTexts(timelineItems(page), ["Still nothing <b>here</b>", "Siparişim nerede?"]);
      expect(loads()).toBe(1);
    },
  );

  it("puts what others send in its place too, while the timeline is open", async () => {
    const { page } = await suite.visit();
    const phone = newPhone();
    await simulate(page, { scenario: "SMS (Twilio)", phone, text: "first" });
    await openCustomerOf(contactRows(page).filter({ hasText: "first" }));
    const parameters = { MessageSid: "SMfromElsewhere", AccountSid: "AC1", From: phone, To: "+15550783881" };
    await send(suite.url, twilioCall(suite.url, { ...parameters, Body: "from elsewhere" }));
    await expectTexts(timelineItems(page), ["from elsewhere", "first"]);
  });
});

describe("the simulator", () => {
  it("plays a story: one customer's day on five channels, in event order", async () => {
    const { page, loads } = await suite.visit();
    await page.getByTestId("simulator-phone").fill(newPhone());
    await page.getByTestId("simulator-name").fill("Deniz Story");
    await page.getByTestId("simulator-story").click();
    await openCustomerOf(contactRows(page).filter({ hasText: "Deniz Story" }).first());
    await expectTexts(timelineItems(page), ["Branch or store", "Mobile app", "WhatsApp", "SMS", "Website"]);
    await expectTexts(exchanges(page), Array(5).fill("accepted"));
    await expect.poll(() => page.getByTestId("identifier").count()).toBeGreaterThanOrEqual(4);
    expect(loads()).toBe(1);
  });

  it("shows that a wrong signature is refused, and nothing lands", async () => {
    const { page, troubles } = await suite.visit();
    troubles.expect(/^\/v1\/ingest\/twilio\/demo answered 401$/);
    troubles.expect(/^\/v1\/ingest\/meta\/demo answered 401$/);
    troubles.expect(/^\/v1\/ingest\/standard\/demo answered 401$/);
    const wrongKey = page.getByLabel("Sign with a wrong key");
    const phone = newPhone();

    await wrongKey.check();
    for (const scenario of ["SMS (Twilio)", "WhatsApp (Meta)", "Branch visit"]) {
      expect(await simulate(page, { scenario, phone, text: "forged" })).toBe(401);
    }
    await expectTexts(exchanges(page), Array(3).fill("401 signature refused"));

    // What comes after them has landed, and they have not.
    await wrongKey.uncheck();
    await simulate(page, { scenario: "SMS (Twilio)", text: "genuine" });
    await openCustomerOf(contactRows(page).filter({ hasText: "genuine" }));
    await expectTexts(timelineItems(page), ["genuine"]);
    await page.getByTestId("back-to-contacts").click();
    await contactRows(page).filter({ hasText: "genuine" }).waitFor();
    expect(await contactRows(page).filter({ hasText: "forged" }).count()).toBe(0);
  });

  it("folds delivery reports under their message, on the list and on the timeline", async () => {
    const { page } = await suite.visit();
    const text = "Your card is on its way";
    await simulate(page, { scenario: "Message to the customer (WhatsApp)", phone: newPhone(), text });
    const row = contactRows(page).filter({ hasText: text });
    await row.getByText("Sent", { exact: true }).waitFor();

    await report("Delivered");
    await row.getByText("Delivered", { exact: true }).waitFor();
    await openCustomerOf(row);
    await expectTexts(timelineItems(page), [/We wrote.*Your card is on its way.*Delivered/s]);

    await report("Read");
    await expectTexts(timelineItems(page), [/We wrote.*Your card is on its way.*Read/s]);
    await report("Delivered");
    await page.reload();
    await expectTexts(timelineItems(page), [/We wrote.*Your card is on its way.*Read/s]);

    async function report(status: string) {
      await choose(page, "simulator-scenario", "Delivery report");
      await choose(page, "simulator-report-status", status);
      expect(await pressSend(page)).toBe(200);
    }
  });

  it("shows the request word for word, and copies it as a command", async () => {
    const { page } = await suite.visit();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await simulate(page, { scenario: "WhatsApp (Meta)", phone: newPhone(), text: "It's me" });
    const exchange = exchanges(page).first();
    await exchange.getByRole("button").first().click();
    await exchange.getByText("POST /v1/ingest/meta/demo").waitFor();
    await exchange.getByText("Answer: 200").waitFor();
    await exchange.getByRole("button", { name: "Copy as curl command" }).click();
    await page.getByText("Copied").waitFor();
    const command: string = await page.evaluate("navigator.clipboard.readText()");
    expect(command).toContain("x-hub-signature-256: sha256=");
    expect(command).toContain(`'${suite.url}/v1/ingest/meta/demo'`);
    expect(command).toContain("It'\\''s me");
  });
});
