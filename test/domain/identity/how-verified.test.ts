import { describe, expect, it } from "vitest";
import { howVerified } from "../../../domain/identity/how-verified.ts";
import { identifierId } from "../../../domain/identity/identifier-id.ts";
import type { Identifier, Verification } from "../../../schemas/contact-event.ts";
import { pepper } from "../../support/events.ts";

const phone: Identifier = { kind: "phone", value: "+905551112233", level: "verified" };

describe("how an identifier was verified", () => {
  it.each<[string, Identifier, string, Verification | undefined]>([
    ["proven by the channel", phone, "twilio", "channel"],
    ["proven by the channel", phone, "meta", "channel"],
    ["vouched for by a sender of ours", phone, "standard", "signature"],
    ["what the sender says", { ...phone, verifiedBy: "document" }, "standard", "document"],
    ["nothing of a claim", { ...phone, level: "claimed" }, "standard", undefined],
  ])("is %s", (_, identifier, provider, expected) => {
    expect(howVerified(identifier, provider)).toBe(expected);
  });

  it("does not make it another identifier", () => {
    expect(identifierId(pepper, { ...phone, verifiedBy: "code" })).toBe(identifierId(pepper, phone));
  });
});
