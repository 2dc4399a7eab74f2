/** What every HTTP function is wrapped in: the one place where trouble becomes a problem answer. */
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { NotStoredError, OmnilineError } from "../../domain/errors.ts";
import { problem } from "../../schemas/api/problem.ts";
import type { Observe } from "../observability/observe.ts";

type Answer = APIGatewayProxyStructuredResultV2;

/** What of Lambda's context is looked at. */
interface Invocation {
  getRemainingTimeInMillis(): number;
}

class OutOfTimeError extends OmnilineError {
  override readonly name = "OutOfTimeError";
  readonly retryable = true;
}

/** Enough to answer a call that hangs, before Lambda ends the function. */
const answeringMs = 5;

/** `NotStoredError` answers 503, so that the caller sends again; everything else 500. Logged here, once. */
export function httpFunction<Event extends { readonly routeKey: string }>(
  handler: (event: Event) => Promise<Answer>,
  observe: Observe,
) {
  return async (event: Event, invocation?: Invocation): Promise<Answer> => {
    try {
      return await (invocation === undefined ? handler(event) : inTime(handler(event), invocation));
    } catch (error) {
      observe.warn("HTTP_FAILED", { route: event.routeKey }, error);
      return problem(error instanceof NotStoredError ? 503 : 500);
    }
  };
}

function inTime(answer: Promise<Answer>, invocation: Invocation): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<Answer>();
  const left = Math.max(0, invocation.getRemainingTimeInMillis() - answeringMs);
  const timer = setTimeout(() => reject(new OutOfTimeError()), left);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}
