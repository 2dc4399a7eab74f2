/** Secrets Manager: generated once and kept in the data directory; some have a value that local callers know. */
import { randomInt } from "node:crypto";
import * as z from "zod";
import type { Values } from "./data-dir.ts";
import { ApiError, json, parseBody, type Service, unknownOperation } from "./gateway/call.ts";
import type { Resources } from "./template/resources.ts";

const generate = z.object({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
  PasswordLength: z.coerce.number().default(32),
  ExcludeCharacters: z.string().default(""),
  ExcludePunctuation: z.boolean().default(false),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
});
const properties = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: generate.optional(),
});

interface Secret {
  readonly arn: string;
  readonly name: string;
}

/** @param presets by the value of `omniline:local` in the resource's Metadata */
export function secretsManagerService(
  resources: Resources,
  stored: Values,
  presets: Readonly<Record<string, string>>,
): Service {
  const secrets = resources
    .ofType("AWS::SecretsManager::Secret", properties)
    .map(({ ref, metadata, properties: made }): Secret => {
      const name = ref.split(":secret:")[1]?.replace(/-local0$/, "") ?? ref;
      const preset = metadata["omniline:local"];
      if (preset === undefined) {
        stored.getOrSet(
          name,
          () => made.SecretString ?? generated(made.GenerateSecretString ?? generate.parse({})),
        );
      } else {
        const value = presets[String(preset)];
        if (value === undefined) throw new Error(`secret ${name}: no local value "${String(preset)}"`);
        stored.set(name, value);
      }
      return { arn: ref, name };
    });

  return ({ operation, target, body }, authorise) => {
    if (operation !== "GetSecretValue" && operation !== "PutSecretValue" && operation !== "DescribeSecret") {
      throw unknownOperation(target);
    }
    const input = z
      .object({ SecretId: z.string(), SecretString: z.string().optional() })
      .parse(parseBody(body));
    const secret = secrets.find(({ arn, name }) => input.SecretId === arn || input.SecretId === name);
    authorise([{ action: `secretsmanager:${operation}`, resource: secret?.arn ?? input.SecretId }]);
    if (!secret) {
      throw new ApiError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    if (operation === "PutSecretValue") stored.set(secret.name, input.SecretString ?? "");
    const found = { ARN: secret.arn, Name: secret.name, VersionId: "local", VersionStages: ["AWSCURRENT"] };
    return json(operation === "GetSecretValue" ? { ...found, SecretString: stored.get(secret.name) } : found);
  };
}

function generated(options: z.infer<typeof generate>): string {
  const password = randomText(options);
  if (options.GenerateStringKey === undefined) return password;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(options.SecretStringTemplate ?? "{}"));
  return JSON.stringify({ ...template, [options.GenerateStringKey]: password });
}

function randomText(options: z.infer<typeof generate>): string {
  const alphabet = [
    options.ExcludeLowercase ? "" : "abcdefghijklmnopqrstuvwxyz",
    options.ExcludeUppercase ? "" : "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    options.ExcludeNumbers ? "" : "0123456789",
    options.ExcludePunctuation ? "" : "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
  ].join("");
  const allowed = [...alphabet].filter((character) => !options.ExcludeCharacters.includes(character));
  return Array.from({ length: options.PasswordLength }, () => allowed[randomInt(allowed.length)]).join("");
}
