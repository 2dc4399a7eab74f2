/** Calls to configured channels, signed by arithmetic written a second time, and the examples of the documentation. */
import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import type { Endpoint, WebhookRequest } from "../../../../domain/ingest/channel-adapter.ts";
import { type ChannelConfig, channelConfigSchema } from "../../../../schemas/channel-config.ts";
import type { HmacRecipe, VerificationRecipe } from "../../../../schemas/channel-recipe.ts";
import { now } from "../requests.ts";

export const url = "https://hooks.example.com/v1/ingest/standard/shop";

export const hmac = (changes: Partial<HmacRecipe> = {}): HmacRecipe => ({
  kind: "hmac",
  header: "x-signature",
  algorithm: "sha256",
  encoding: "hex",
  template: "{body}",
  key: "text",
  ...changes,
});

const times = {
  s: (at: Date) => String(Math.floor(at.getTime() / 1000)),
  ms: (at: Date) => String(at.getTime()),
  iso: (at: Date) => at.toISOString(),
  "http-date": (at: Date) => at.toUTCString(),
};

export interface Signing {
  readonly secret: string;
  readonly body: Buffer;
  readonly at?: Date;
  readonly id?: string;
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The call with everything that the recipe looks at. */
export function signedBy(recipe: VerificationRecipe, signing: Signing): WebhookRequest {
  const { body, method = "POST", headers = {} } = signing;
  return {
    method,
    url: signing.url ?? url,
    rawQuery: "",
    headers: { "content-type": "application/json", ...headers, ...proofOf(recipe, signing) },
    body,
  };
}

function proofOf(recipe: VerificationRecipe, signing: Signing): Record<string, string> {
  const { secret, body, at = now, id = "d-1" } = signing;
  switch (recipe.kind) {
    case "secret-header":
      return { [recipe.header]: secret };
    case "basic":
      return { authorization: `Basic ${btoa(secret)}` };
    case "standard-webhooks":
      return {
        "webhook-id": id,
        "webhook-timestamp": times.s(at),
        "webhook-signature": new Webhook(secret).sign(id, at, body),
      };
    case "hmac": {
      const time = recipe.timestamp === undefined ? "" : times[recipe.timestamp.unit](at);
      const hash = createHmac(
        recipe.algorithm,
        recipe.key === "text" ? secret : Buffer.from(secret, "base64"),
      );
      const [before = "", after = ""] = recipe.template
        .replace("{timestamp}", time)
        .replace("{id}", id)
        .replace("{url}", signing.url ?? url)
        .replace("{method}", signing.method ?? "POST")
        .split("{body}");
      const signature = `${recipe.prefix ?? ""}${hash.update(before).update(body).update(after).digest(recipe.encoding)}`;
      const { header, prefix } = recipe.timestamp ?? {};
      return {
        [recipe.header]: prefix === undefined ? signature : `${prefix}${time}${recipe.separator}${signature}`,
        ...(header === undefined ? {} : { [header]: time }),
        ...(recipe.idHeader === undefined ? {} : { [recipe.idHeader]: id }),
      };
    }
  }
}

export function configured(
  config: Pick<ChannelConfig, "channel" | "verification" | "reading">,
  ...secrets: string[]
): Endpoint {
  return { provider: "standard", endpointId: "shop", secrets, account: {}, brand: "default", config };
}

/** A usual secret of the form that a recipe takes. */
export function secretFor(recipe: VerificationRecipe): string {
  if (recipe.kind === "standard-webhooks") return "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  return recipe.kind === "basic" ? "omniline:correct-horse" : "correct-horse-battery";
}

export interface Example {
  readonly config: ChannelConfig;
  readonly sample: { readonly headers: Record<string, string>; readonly body: string };
}

const folder = join(import.meta.dirname, "../../../../docs/examples/channels");

export const exampleNames = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -".json".length))
  .sort();

export function example(name: string): Example {
  const { config, sample } = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  return { config: channelConfigSchema.parse(config), sample };
}
