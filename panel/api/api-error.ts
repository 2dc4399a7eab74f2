/** What can go wrong between the panel and the API, in the three forms the page can explain. */
import type { Problem } from "../../schemas/api/shapes.ts";

/** The API answered with an error status; `problem` holds its RFC 9457 body when it sent one. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: number;
  readonly problem: Problem | undefined;

  constructor(status: number, problem?: Problem) {
    super(problem?.title ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** The person's role may not do this: no fault, and trying again will not help. */
export const isForbidden = (error: unknown): boolean => error instanceof ApiError && error.status === 403;

/** There is no such thing, or not any more. */
export const isMissing = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

/** No answer came: no network, or nothing listens. */
export class ApiUnreachableError extends Error {
  override name = "ApiUnreachableError";
}

export const isUnreachable = (error: unknown): boolean => error instanceof ApiUnreachableError;

/** An answer came that is not what its schema promises. */
export class ApiUnreadableError extends Error {
  override name = "ApiUnreadableError";
}
