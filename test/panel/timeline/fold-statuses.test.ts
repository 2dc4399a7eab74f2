import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldStatuses, higherStatus } from "../../../panel/timeline/fold-statuses.ts";
import type { ContactEvent, MessageStatus } from "../../../schemas/contact-event.ts";
import { anEvent } from "../support/contacts.ts";

const message = anEvent(1, {
  kind: "message.sent",
  direction: "outbound",
  status: "queued",
  providerMessageId: "SM1",
});
const status = (minute: number, reached: MessageStatus, providerMessageId = "SM1") =>
  anEvent(minute, { kind: "message.status", direction: "outbound", status: reached, providerMessageId });

const fold = (events: readonly ContactEvent[]) =>
  foldStatuses(events, (event) => event).map(({ item, status }) => [item.eventId, status]);

describe("higherStatus", () => {
  it.each<[MessageStatus | undefined, MessageStatus | undefined, MessageStatus | undefined]>([
    ["queued", "sent", "sent"],
    ["delivered", "sent", "delivered"],
    ["read", "delivered", "read"],
    ["failed", "read", "failed"],
    ["read", "failed", "failed"],
    [undefined, "sent", "sent"],
    ["sent", undefined, "sent"],
    [undefined, undefined, undefined],
  ])("of %s and %s is %s", (one, other, higher) => {
    expect(higherStatus(one, other)).toBe(higher);
  });
});

describe("foldStatuses", () => {
  it("shows a message's statuses as the message's own", () => {
    expect(fold([status(3, "delivered"), status(2, "sent"), message])).toEqual([["e01", "delivered"]]);
  });

  it("shows the highest status whatever order they came in", () => {
    const all = [message, status(2, "sent"), status(3, "read"), status(4, "delivered")];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(fold(shuffled)).toEqual([["e01", "read"]]);
      }),
    );
  });

  it("keeps a status whose message is not loaded, as an entry of its own", () => {
    expect(fold([status(2, "read", "SM-older"), message])).toEqual([
      ["e02", "read"],
      ["e01", "queued"],
    ]);
  });

  it("leaves events without a provider's message id alone", () => {
    expect(fold([anEvent(5), anEvent(4)])).toEqual([
      ["e05", undefined],
      ["e04", undefined],
    ]);
  });
});
