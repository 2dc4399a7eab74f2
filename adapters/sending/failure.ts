/** Whether a request that failed may have reached the other side. */
import type { HttpFailure } from "../../domain/outbox/channel-sender.ts";

/** No connection came about, so nothing was sent. Everything else may have happened after the last byte had gone. */
const beforeConnection =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_INVALID_URL|ERR_TLS_.*|CERT_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/;

/** @returns its `code` is the runtime's own, and holds no address */
export function failureOf(error: unknown): HttpFailure {
  const code = codesOf(error).find((found) => found !== "") ?? "no-answer";
  return { kind: beforeConnection.test(code) ? "not-sent" : "no-answer", code };
}

/** Of the error and what it was caused by; a failure to connect to several addresses has one error for each. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = "code" in error && typeof error.code === "string" ? [error.code] : [];
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...codesOf(error.cause), ...inner, ...own];
}
