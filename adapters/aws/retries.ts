/** When a call to AWS is worth another try, and after which pause: the SDK's standard mode. */
import { AwsCallError } from "../../domain/errors.ts";

const attempts = 3;
const firstPauseMs = 50;

/** Codes that mean "too much at once", whatever their status. */
const throttling: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "SlowDown",
]);

/** An error that is no answer of AWS is trouble of the network, and passes too; a caller that gave up does not. */
function isTransient(error: unknown): boolean {
  if (error instanceof Error && error.name === "AbortError") return false;
  if (!(error instanceof AwsCallError)) return true;
  return error.status >= 500 || error.status === 429 || throttling.has(error.code);
}

/** Runs it again after transient trouble, at most twice, with growing pauses of random length. */
export async function withRetries<Value>(run: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt === attempts || !isTransient(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * firstPauseMs * 2 ** attempt));
    }
  }
}
