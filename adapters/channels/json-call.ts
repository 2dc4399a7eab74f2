/** A call whose body is JSON by its content type; used by channels that take nothing else. */
import type { WebhookRequest } from "../../domain/ingest/channel-adapter.ts";
import { mediaType, unreadable } from "./body.ts";
import { readJson } from "./json.ts";

export function readJsonCall(request: WebhookRequest): ReturnType<typeof readJson> {
  return mediaType(request) === "application/json"
    ? readJson(request.body)
    : unreadable("", "expected application/json in UTF-8");
}
