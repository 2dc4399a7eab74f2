import { describe, expect, it } from "vitest";
import { reportableMessages } from "../../../panel/simulator/reportable-messages.ts";
import type { LiveContact } from "../../../schemas/api/shapes.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { aContact } from "../support/contacts.ts";

const facts = { direction: "outbound", kind: "message.sent", text: "Hello" } as const;
const sent = (changed: Partial<ContactEvent> = {}) =>
  aContact(1, { ...facts, providerMessageId: "SM1", ...changed });

describe("reportableMessages", () => {
  it("offers messages of ours, with whom they went to", () => {
    expect(reportableMessages([sent()], () => "Ayşe")).toEqual([
      { providerMessageId: "SM1", channel: "sms", phone: "+905551112233", who: "Ayşe", text: "Hello" },
    ]);
  });

  it.each<[string, LiveContact]>([
    ["messages from customers", sent({ direction: "inbound" })],
    ["delivery reports", sent({ kind: "message.status" })],
    ["messages without a provider's id", aContact(1, facts)],
    ["messages to no phone", sent({ identifiers: [] })],
  ])("leaves out %s", (_, contact) => {
    expect(reportableMessages([contact], () => "")).toEqual([]);
  });
});
