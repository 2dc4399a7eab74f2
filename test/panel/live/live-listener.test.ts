import { describe, expect, it } from "vitest";
import { type LiveListener, tell } from "../../../panel/live/live-listener.ts";
import { aContact } from "../support/contacts.ts";

describe("tell", () => {
  const told: unknown[] = [];
  const listener: LiveListener = {
    onContact: ({ event }) => told.push(["contact", event.eventId]),
    onChange: (customerId) => told.push(["change", customerId]),
  };

  it("tells contacts from other changes of a customer", () => {
    tell(listener, { type: "ContactReceived", ...aContact(7) });
    tell(listener, { type: "CustomerChanged", customerId: "c2" });
    expect(told).toEqual([
      ["contact", "e07"],
      ["change", "c2"],
    ]);
  });

  it("leaves those in peace who do not want to know", () => {
    expect(() => tell({}, { type: "CustomerChanged", customerId: "c2" })).not.toThrow();
  });
});
