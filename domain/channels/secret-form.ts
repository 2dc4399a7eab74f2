/** Whether secrets have the form that a recipe takes: one that has not would refuse every call. */
import type { VerificationRecipe } from "../../schemas/channel-recipe.ts";

/** @returns what was expected; `undefined` when the secret will do */
export function secretProblem(recipe: VerificationRecipe, secret: string): string | undefined {
  switch (recipe.kind) {
    case "standard-webhooks":
      return isKey(secret)
        ? undefined
        : "expected whsec_ and 24 bytes or more in base64, or whpk_ and 32 bytes";
    case "basic":
      return /^[^:]+:.+$/.test(secret) ? undefined : "expected user:password";
    case "secret-header":
      return /^[!-~]+( [!-~]+)*$/.test(secret) ? undefined : "expected what a header can hold";
    case "hmac":
      if (recipe.key === "text") return undefined;
      return isBase64(secret) ? undefined : "expected base64";
  }
}

function isKey(secret: string): boolean {
  const [, kind, encoded = ""] = /^(whsec|whpk)_(.+)$/.exec(secret) ?? [];
  const { length } = Buffer.from(encoded, "base64");
  return isBase64(encoded) && (kind === "whsec" ? length >= 24 : kind === "whpk" && length === 32);
}

function isBase64(text: string): boolean {
  const digits = text.replace(/=+$/, "");
  return digits !== "" && Buffer.from(text, "base64").toString("base64").replace(/=+$/, "") === digits;
}
