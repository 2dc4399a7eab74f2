/** Runs a transaction once, however often the SDK repeats it because it did not get the answer. */
import { createHash } from "node:crypto";
import { Refusal } from "../protocol.ts";

const tokenLifeMs = 10 * 60 * 1000;

export interface ClientTokens {
  /**
   * Skips `work` when the token was seen with the same request. A restart forgets the tokens, as
   * it ends the clients that would repeat them.
   *
   * @throws Refusal when the token came with another request
   */
  once(token: string | undefined, request: unknown, work: () => Promise<void>): Promise<void>;
}

export function createClientTokens(clock: () => Date): ClientTokens {
  const seen = new Map<
    string,
    { readonly digest: string; readonly at: number; readonly done: Promise<void> }
  >();

  return {
    async once(token, request, work) {
      if (token === undefined) return work();
      const at = clock().getTime();
      for (const [old, run] of seen) {
        if (run.at >= at - tokenLifeMs) break;
        seen.delete(old);
      }
      const digest = createHash("sha256").update(JSON.stringify(request)).digest("base64");
      const earlier = seen.get(token);
      if (earlier === undefined) {
        const done = work();
        seen.set(token, { digest, at, done });
        // What failed has changed nothing: it may be tried again under its token.
        done.catch(() => seen.delete(token));
        return done;
      }
      if (earlier.digest !== digest) {
        throw new Refusal(
          "IdempotentParameterMismatchException",
          "Request parameters do not match those of the earlier request with this client token",
        );
      }
      return earlier.done;
    },
  };
}
