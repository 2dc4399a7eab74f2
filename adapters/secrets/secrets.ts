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
 * Keeps one value for as long as each reader allows; its age counts from when its reading began. While a reading is
 * under way everybody waits for the same one, unless it began too long ago for them. A failed reading is not kept,
 * and an old value outlives it.
 */
export function cached<Value>(load: () => Promise<Value>, now: () => number): Cached<Value> {
  let held: { readonly value: Value; readonly at: number } | undefined;
  let loading: { readonly value: Promise<Value>; readonly at: number } | undefined;
  const refresh = async (at: number) => {
    try {
      const value = await load();
      // A slow reading that began earlier must not take the place of a newer one.
      if (held === undefined || held.at <= at) held = { value, at };
      return value;
    } catch (error) {
      if (held === undefined) throw error;
      return held.value;
    } finally {
      if (loading?.at === at) loading = undefined;
    }
  };
  return {
    async read(maxAgeMs) {
      const isYoung = (one: { readonly at: number } | undefined) =>
        one !== undefined && now() - one.at < maxAgeMs;
      if (held !== undefined && isYoung(held)) return held.value;
      if (loading === undefined || !isYoung(loading)) {
        const at = now();
        loading = { value: refresh(at), at };
      }
      return loading.value;
    },
  };
}
