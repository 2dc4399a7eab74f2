/** How the calls of a configured channel are proven: a recipe in place of code. */
import * as z from "zod/mini";

/** API Gateway keeps these from a function, or makes them itself: no sender is proven by them. */
const notTheSenders =
  /^(cookie|host|content-length|connection|transfer-encoding|via|forwarded|x-forwarded-.*|x-amzn-.*)$/;

const headerSchema = z.string().check(
  z.toLowerCase(),
  z.regex(/^[a-z0-9!#$%&'*+.^_`|~-]{1,64}$/, "the name of a header"),
  z.refine((name) => !notTheSenders.test(name), { error: "a header that the sender sets" }),
);

/** Stands before each signature, or before the time, where a header has more than one part. */
const prefixSchema = z.string().check(z.regex(/^[!-~]{1,32}$/, "visible characters, 32 at most"));

export const placeholders = ["body", "timestamp", "id", "url", "method"] as const;
export type Placeholder = (typeof placeholders)[number];

/** One piece of what is signed: a text as it stands, or what a placeholder stands for. */
export type TemplatePart = { readonly text: string } | { readonly of: Placeholder };

/** The parts of a template; a brace that is no name's is text. */
export function templateParts(template: string): TemplatePart[] {
  return template
    .split(/(\{(?:body|timestamp|id|url|method)\})/)
    .filter((part) => part !== "")
    .map((part) => {
      const of = placeholders.find((name) => part === `{${name}}`);
      return of === undefined ? { text: part } : { of };
    });
}

const timestampSchema = z
  .strictObject({
    /** The header that holds nothing else. */
    header: z.optional(headerSchema),
    /** What stands before it in the signature's own header: `t=`. */
    prefix: z.optional(prefixSchema),
    unit: z.enum(["s", "ms", "iso", "http-date"]),
    /** How far it may be from now, both ways. */
    toleranceSeconds: z.int().check(z.minimum(1), z.maximum(3600)),
  })
  .check(
    z.refine(({ header, prefix }) => (header === undefined) !== (prefix === undefined), {
      error: "either the header it has for itself, or its prefix in the signature's header",
      path: ["header"],
    }),
  );

const hmacSchema = z
  .strictObject({
    kind: z.literal("hmac"),
    header: headerSchema,
    algorithm: z.enum(["sha1", "sha256", "sha512"]),
    encoding: z.enum(["hex", "base64", "base64url"]),
    /** Before the signature: `sha256=`. Where a separator is given, parts with another beginning are passed over. */
    prefix: z.optional(prefixSchema),
    /** Between several signatures in the header. */
    separator: z.optional(z.enum([",", ";", " "])),
    /** What is signed: `{timestamp}.{body}`. */
    template: z.string().check(z.maxLength(200)),
    timestamp: z.optional(timestampSchema),
    /** The header that names the delivery, the same on every try: it must be signed. */
    idHeader: z.optional(headerSchema),
    /** What the key's bytes are: the secret's text, or what it holds in base64. */
    key: z._default(z.enum(["text", "base64"]), "text"),
  })
  .check(
    z.superRefine(({ header, template, timestamp, idHeader, separator }, issues) => {
      const report = (field: string, message: string) =>
        issues.addIssue({ code: "custom", path: [field], message, input: undefined });
      const parts = templateParts(template);
      const times = (name: Placeholder) => parts.filter((part) => "of" in part && part.of === name).length;
      if (times("body") !== 1) report("template", "{body} once: what is not signed could be anybody's");
      for (const name of placeholders) {
        if (times(name) > 1) report("template", `{${name}} once at most`);
      }
      if ((times("timestamp") === 1) !== (timestamp !== undefined))
        report("timestamp", "a time that is signed: {timestamp} in the template, and where it is");
      if ((times("id") === 1) !== (idHeader !== undefined))
        report("idHeader", "an id that is signed: {id} in the template, and its header");
      if (timestamp?.prefix !== undefined && separator === undefined)
        report("separator", "what stands between the time and the signatures");
      const unknown = parts.find((part) => "text" in part && /\{\w+\}/.test(part.text));
      if (unknown !== undefined)
        report("template", `of names in braces only ${placeholders.map((name) => `{${name}}`).join(", ")}`);
      if (idHeader === header) report("idHeader", "another header than the signature's");
      if (timestamp?.header === header) report("timestamp", "another header than the signature's");
      if (!isIdApart(parts)) report("template", "{id} apart from other placeholders by some text");
    }),
  );

/** Where an id touches another placeholder, what belongs to which could be moved without breaking the signature. */
function isIdApart(parts: readonly TemplatePart[]): boolean {
  const at = parts.findIndex((part) => "of" in part && part.of === "id");
  const touches = [parts[at - 1], parts[at + 1]];
  return at < 0 || touches.every((part) => part === undefined || "text" in part);
}

export const verificationRecipeSchema = z.discriminatedUnion("kind", [
  /** Standard Webhooks 1.0. */
  z.strictObject({ kind: z.literal("standard-webhooks") }),
  /** The secret itself, in a header. */
  z.strictObject({ kind: z.literal("secret-header"), header: headerSchema }),
  /** HTTP Basic; the secret is `user:password`. */
  z.strictObject({ kind: z.literal("basic") }),
  hmacSchema,
]);
export type VerificationRecipe = z.infer<typeof verificationRecipeSchema>;
export type HmacRecipe = Extract<VerificationRecipe, { kind: "hmac" }>;
