/** Secrets that a recipe could never use are refused when they are saved. */
import { describe, expect, it } from "vitest";
import { secretProblem } from "../../../domain/channels/secret-form.ts";
import type { VerificationRecipe } from "../../../schemas/channel-recipe.ts";

const key = (bytes: number) => Buffer.alloc(bytes, 7).toString("base64");
const standard = { kind: "standard-webhooks" } as const;
const header = { kind: "secret-header", header: "x-key" } as const;
const hmac = (form: "text" | "base64"): VerificationRecipe => ({
  kind: "hmac",
  header: "x-sig",
  algorithm: "sha256",
  encoding: "hex",
  template: "{body}",
  key: form,
});

describe("a secret", () => {
  it.each<[VerificationRecipe, string]>([
    [standard, `whsec_${key(24)}`],
    [standard, `whsec_${key(64)}`],
    [standard, `whpk_${key(32)}`],
    [{ kind: "basic" }, "user:pass:word"],
    [header, "Bearer abc.def"],
    [hmac("text"), "anything at all"],
    [hmac("base64"), key(16)],
    [hmac("base64"), key(16).replace(/=+$/, "")],
  ])("of %j may be %s", (recipe, secret) => {
    expect(secretProblem(recipe, secret)).toBeUndefined();
  });

  it.each<[VerificationRecipe, string]>([
    [standard, key(24)],
    [standard, `whsec_${key(23)}`],
    [standard, `whpk_${key(24)}`],
    [standard, `whsec_${key(24)}!`],
    [standard, "whsec_"],
    [{ kind: "basic" }, "user"],
    [{ kind: "basic" }, ":password"],
    [{ kind: "basic" }, "user:"],
    [header, "şifre"],
    [header, " padded "],
    [header, "two\nlines"],
    [hmac("base64"), "not base64 at all"],
    [hmac("base64"), "===="],
  ])("of %j may not be %j", (recipe, secret) => {
    expect(secretProblem(recipe, secret)).toMatch(/^expected /);
  });
});
