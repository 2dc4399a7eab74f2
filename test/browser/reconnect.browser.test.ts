/** The platform goes away and comes back; the page stays. */
import { expect, it } from "vitest";
import { send, twilioCall } from "../support/senders.ts";
import { eventually, Staff } from "../support/staff.ts";
import {
  contactRows,
  expectTexts,
  newPhone,
  openCustomerOf,
  simulate,
  timelineItems,
} from "./support/page.ts";
import { browserSuite, waitForLive, waitForLiveState } from "./support/suite.ts";

const suite = browserSuite();

it("goes live again by itself and shows what landed meanwhile, on the list and on a timeline", async () => {
  const phone = newPhone();
  const list = await suite.visit();
  const customer = await suite.visit();
  await simulate(customer.page, { scenario: "SMS (Twilio)", phone, text: "before" });
  await openCustomerOf(contactRows(customer.page).filter({ hasText: "before" }));
  await expectTexts(timelineItems(customer.page), ["before"]);

  // The list tries and fails meanwhile; the timeline is held back until it has missed something.
  list.troubles.expect(/^\/v1\/live (failed: net::ERR_|answered 503)/);
  // What the customer's page was reading at that moment fails with it.
  customer.troubles.allow(/^\/v1\/customers\/.+ (failed: net::ERR_|answered 503)/);
  const { promise: held, resolve: letThrough } = Promise.withResolvers<void>();
  await customer.page.route("**/v1/live", (route) => held.then(() => route.continue()));

  await suite.killPlatform();
  for (const { page } of [list, customer]) await waitForLiveState(page, "waiting");
  await suite.startPlatform();
  const parameters = { MessageSid: "SMmeanwhile", AccountSid: "AC1", From: phone, To: "+15550783881" };
  expect((await send(suite.url, twilioCall(suite.url, { ...parameters, Body: "meanwhile" }))).ok).toBe(true);
  await eventually(() => landed(phone, 2));
  await expectTexts(timelineItems(customer.page), ["before"]);

  letThrough();
  for (const { page } of [list, customer]) await waitForLive(page);
  await expectTexts(contactRows(list.page), ["meanwhile", "before"]);
  await expectTexts(timelineItems(customer.page), ["meanwhile", "before"]);

  await simulate(customer.page, { scenario: "SMS (Twilio)", text: "after" });
  await expectTexts(contactRows(list.page), ["after", "meanwhile", "before"]);
  await expectTexts(timelineItems(customer.page), ["after", "meanwhile", "before"]);
  for (const { loads } of [list, customer]) expect(loads()).toBe(1);
});

/** @returns true once the customer's timeline has so many events */
async function landed(phone: string, events: number) {
  const staff = await Staff.signIn(suite.url);
  const customerId = await staff.resolve(`phone:${phone}`);
  if (customerId === undefined) return undefined;
  return (await staff.timeline(customerId)).length === events ? true : undefined;
}
