/** What a provider's answer over HTTP means for a message: what every `send.ts` over HTTP ends with. */
import type { HttpAnswer, HttpFailure, Refusal, SendAnswer } from "../../domain/outbox/channel-sender.ts";
import { type JsonObject, present } from "./json.ts";

/** How one provider says what became of a message. */
export interface ProviderWords {
  /** The message's id in an answer of 2xx. */
  readonly acceptedId: (body: JsonObject) => string | undefined;
  /**
   * What an answer of 4xx or 5xx means where the provider has words for it; `undefined` leaves it to its HTTP status.
   * `retry` only where it was certainly not sent.
   */
  readonly refusal: (
    body: JsonObject,
    status: number,
  ) => { readonly means: Refusal | "retry"; readonly code: string } | undefined;
}

export function sendAnswer(got: HttpAnswer | HttpFailure, words: ProviderWords): SendAnswer {
  if ("kind" in got) return { kind: got.kind === "not-sent" ? "retry" : "unknown", code: got.code };
  const body = objectIn(got.body);
  if (got.status >= 200 && got.status < 300) {
    const providerMessageId = words.acceptedId(body);
    return providerMessageId ? { kind: "accepted", providerMessageId } : { kind: "unknown", code: "no-id" };
  }
  const said = words.refusal(body, got.status);
  if (said?.means === "retry") return { kind: "retry", code: said.code, afterSeconds: retryAfter(got) };
  if (said !== undefined) return { kind: "refused", reason: said.means, code: said.code };
  const code = `http-${got.status}`;
  // Too many requests, and a server that takes none at present: neither has read the message.
  if (got.status === 429 || got.status === 503) return { kind: "retry", code, afterSeconds: retryAfter(got) };
  if (got.status === 401 || got.status === 403) return { kind: "refused", reason: "not-allowed", code };
  return got.status < 500 ? { kind: "refused", reason: "rejected", code } : { kind: "unknown", code };
}

/** Seconds, as the header says; a date or nonsense is none. */
function retryAfter({ headers }: HttpAnswer): number | undefined {
  const seconds = headers["retry-after"] ?? "";
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) : undefined;
}

/** What is none is empty. */
export function objectIn(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? present(value) : {};
  } catch {
    return {};
  }
}

const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
