/** Secrets from Secrets Manager, cached: a rotation is seen within the refresh time, at the latest. */
import * as z from "zod/mini";
import type { JsonCall } from "../aws/json-call.ts";

const answerSchema = z.object({ SecretString: z.string() });

/** Reads the text of a secret. */
export type ReadSecret = (secretId: string) => Promise<string>;

export function secretsManager(call: JsonCall): ReadSecret {
  return async (secretId) =>
    answerSchema.parse(JSON.parse(await call("GetSecretValue", { SecretId: secretId }))).SecretString;
}

export interface Cached<Value> {
  /** The value, read again when it is older than `maxAgeMs`. */
  read(maxAgeMs: number): Promise<Value>;
}

/**
 * Keeps one value for as long as each reader allows. While a reading is under way everybody waits for
 * the same one; a failed reading is not kept, and an old value outlives it.
 */
export function cached<Value>(load: () => Promise<Value>, now: () => number): Cached<Value> {
  let held: { readonly value: Value; readonly at: number } | undefined;
  let loading: Promise<Value> | undefined;
  const refresh = async () => {
    try {
      const value = await load();
      held = { value, at: now() };
      return value;
    } catch (error) {
      if (held === undefined) throw error;
      return held.value;
    } finally {
      loading = undefined;
    }
  };
  return {
    async read(maxAgeMs) {
      if (held !== undefined && now() - held.at < maxAgeMs) return held.value;
      loading ??= refresh();
      return loading;
    },
  };
}
