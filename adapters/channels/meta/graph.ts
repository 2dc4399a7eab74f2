/** Meta's Graph API, as sending and fetching files both need it. */
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { Refusal, SendAnswer } from "../../../domain/outbox/channel-sender.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

/** Available until July 2028 (Graph API changelog). */
const graphVersion = "v25.0";

export type GraphHost = "https://graph.facebook.com" | "https://graph.instagram.com";

export function graphUrl({ account }: Endpoint, host: GraphHost, path: string): string {
  return `${account.apiUrl ?? host}/${account.graphVersion ?? graphVersion}/${path}`;
}

export function missingAccount(name: string): Extract<SendAnswer, { kind: "refused" }> {
  return { kind: "refused", reason: "not-allowed", code: `no-${name}` };
}

export interface GraphError {
  readonly code: number;
  readonly subcode?: number | undefined;
}

/** `{ error: { code, error_subcode?, message, fbtrace_id } }`; the message may hold personal data and is not read. */
export function graphErrorIn({ error }: JsonObject): GraphError | undefined {
  if (!isObject(error)) return undefined;
  const code = wholeNumber(error.code);
  return code === undefined ? undefined : { code, subcode: wholeNumber(error.error_subcode) };
}

function wholeNumber(value: Json | undefined): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
}

/** What `sendAnswer` is told of an error, given what the product's codes mean. */
export function graphRefusal(
  body: JsonObject,
  meaningOf: (error: GraphError) => Refusal | "retry" | undefined,
): { readonly means: Refusal | "retry"; readonly code: string } | undefined {
  const error = graphErrorIn(body);
  const means = error && meaningOf(error);
  return means && { means, code: codeOf(error) };
}

function codeOf({ code, subcode }: GraphError): string {
  return subcode ? `${code}/${subcode}` : String(code);
}
