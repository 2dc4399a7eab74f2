/** Reads a webhook's bytes as text: what every channel's `parse.ts` starts with. */
import type { Parsed, WebhookRequest } from "../../domain/ingest/channel-adapter.ts";

export type Unreadable = Extract<Parsed, { kind: "unreadable" }>;

/** @param pointer JSON pointer into the body; empty for the whole */
export function unreadable(pointer: string, detail: string): Unreadable {
  return { kind: "unreadable", problem: { pointer, detail } };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text, or `undefined` when the bytes are not UTF-8: a replacement character would hide the loss. */
export function decodeUtf8(body: Buffer): string | undefined {
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}

/** The media type in lower case without parameters; empty when there is none or its charset is not UTF-8. */
export function mediaType(request: WebhookRequest): string {
  const [type = "", ...parameters] = (request.headers["content-type"] ?? "").toLowerCase().split(";");
  const charset = /charset\s*=\s*"?([^\s"]*)/.exec(parameters.join(";"))?.[1] ?? "utf-8";
  return /^(utf-?8|us-ascii)$/.test(charset) ? type.trim() : "";
}
