import { describe, expect, it } from "vitest";
import { defaultConsentPolicy } from "../../../domain/consent/default-consent-policy.ts";
import { consentPolicyProblems } from "../../../domain/consent/policy-problems.ts";
import { type ConsentPolicy, consentPolicySchema } from "../../../schemas/consents.ts";

const pointers = (changes: Partial<ConsentPolicy>) =>
  consentPolicyProblems({ ...defaultConsentPolicy, ...changes }).map(({ pointer }) => pointer);
const words = (changes: Partial<ConsentPolicy["words"]>) =>
  pointers({ words: { stop: [], start: [], help: [], ...changes } });

describe("a consent policy", () => {
  it("can be the one that ships, and can have words of its own", () => {
    expect(pointers({})).toEqual([]);
    expect(words({ stop: ["çık", "STOP"], start: ["abone ol"] })).toEqual([]);
  });

  it("cannot name a zone that there is not", () => {
    expect(pointers({ defaultZone: "Mars/Olympus" })).toEqual(["/defaultZone"]);
  });

  it.each<[string, Partial<ConsentPolicy["words"]>, readonly string[]]>([
    ["that says nothing", { stop: ["ok", " ?! "] }, ["/words/stop/1"]],
    ["that everybody takes for another", { start: ["stop"] }, ["/words/start/0"]],
    ["of two meanings", { stop: ["ok"], start: ["OK!"] }, ["/words/stop/0", "/words/start/0"]],
    ["that is a letter", { help: ["a".repeat(65)] }, ["/words/help/0"]],
  ])("cannot have a word %s", (_, changes, expected) => {
    expect(words(changes)).toEqual(expected);
  });

  it.each([
    { quietHours: { from: "25:00", to: "09:00", replyMinutes: 1 } },
    { quietHours: { from: "9:00", to: "09:00", replyMinutes: 1 } },
    { legalBasisByPurpose: { marketing: "whim" } },
    { legalBasisByPurpose: { "*": "contract" } },
    { requestDays: 0 },
  ])("cannot be %j", (changes) => {
    expect(consentPolicySchema.safeParse({ ...defaultConsentPolicy, ...changes }).success).toBe(false);
  });
});
