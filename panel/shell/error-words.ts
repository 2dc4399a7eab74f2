/** Says in the reader's language what went wrong. Pure. */
import { ApiError, ApiUnreachableError, ApiUnreadableError } from "../api/api-error.ts";
import { SessionEndedError, SignInFailedError } from "../session/session.ts";
import type { TextKey } from "../text/text.ts";

const byStatus: Readonly<Record<number, TextKey>> = {
  401: "error.signedOut",
  403: "error.forbidden",
  404: "error.notFound",
  429: "error.tooMany",
  503: "error.unavailable",
};

export function errorTitle(error: unknown): TextKey {
  if (error instanceof ApiError) {
    return byStatus[error.status] ?? (error.status >= 500 ? "error.server" : "error.refused");
  }
  if (error instanceof SessionEndedError) return "error.signedOut";
  if (error instanceof SignInFailedError) return "error.signIn";
  if (error instanceof ApiUnreachableError) return "error.unreachable";
  if (error instanceof ApiUnreadableError) return "error.unreadable";
  return "error.unexpected";
}

/** The API's own words about this very case; they are in English. */
export function errorDetail(error: unknown): string | undefined {
  return error instanceof ApiError ? error.problem?.detail : undefined;
}
