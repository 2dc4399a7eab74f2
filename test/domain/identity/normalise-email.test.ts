import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseEmail } from "../../../domain/identity/normalise-email.ts";
import { anyText, turkish } from "./values.ts";

describe("an e-mail address", () => {
  it.each([
    ["Info@Example.COM", "info@example.com"],
    ["  info@example.com  ", "info@example.com"],
    ["<info@example.com>", "info@example.com"],
    ["Ayşe Yılmaz <ayse@example.com>", "ayse@example.com"],
    ['"Yılmaz, Ayşe" <Ayse@Example.com>', "ayse@example.com"],
    ["info@example.com.", "info@example.com"],
    ["info@example.com\u3002", "info@example.com"],
    ["info@example.com.\u00ad", "info@example.com"],
    ["İNFO@FİRMA.COM.TR", "info@firma.com.tr"],
    ["ali@BÜCHER.example", "ali@xn--bcher-kva.example"],
    ["ali@bu\u0308cher.example", "ali@xn--bcher-kva.example"],
    ["ali@xn--bcher-kva.example", "ali@xn--bcher-kva.example"],
    ["ays\u0327e@example.com", "ay\u015fe@example.com"],
    ['"a@b"@example.com', '"a@b"@example.com'],
  ])("written %s is %s", (written, value) => {
    expect(normaliseEmail(written)).toBe(value);
  });

  it("is not guessed by provider", () => {
    const written = ["a.b@gmail.com", "ab@gmail.com", "ab+shop@gmail.com", "ab@googlemail.com"];
    expect(new Set(written.map(normaliseEmail)).size).toBe(4);
  });

  it.each(["-", "yok", "a@", "@b", "a@b@", "a b@c d", "a@b/c", "a@127.1/", "a@[::1", "\ud800@\udc00"])(
    "that is none stays: %s",
    (written) => {
      expect(normaliseEmail(written)).toBe(written);
    },
  );

  it("does not become another's by what a URL would make of its domain", () => {
    for (const written of ["a@bank.example/x", "a@bank.example?x", "a@bank.example#x", "a@b%61nk.example"]) {
      expect(normaliseEmail(written)).not.toBe("a@bank.example");
    }
  });

  it("is the same in any case and between angle brackets", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const value = normaliseEmail(address);
        expect(normaliseEmail(address.toUpperCase())).toBe(value);
        expect(normaliseEmail(`Somebody <${address}>`)).toBe(value);
        expect(value).toBe(address.toLowerCase());
      }),
    );
  });

  it("stays what it was made", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, turkish, fc.emailAddress()), (written) => {
        const once = normaliseEmail(written);
        expect(normaliseEmail(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });
});
