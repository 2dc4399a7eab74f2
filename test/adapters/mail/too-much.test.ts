import { expect, it } from "vitest";
import { isTooMuch } from "../../../adapters/mail/too-much.ts";

it.each([
  ["600 bounds of parts", "\n--x".repeat(600), false],
  ["601 bounds of parts", "\n--x".repeat(601), true],
  ["6,000 empty lines", "\n".repeat(6_000), false],
  ["8,000 empty lines", "\n".repeat(8_000), true],
  ["10 MB of base64", `${"A".repeat(76)}\r\n`.repeat(130_000), false],
])("knows how much is too much: %s", (_, text, tooMuch) => {
  expect(isTooMuch(Buffer.from(text))).toBe(tooMuch);
});
