/** Turns a verified call into contact events; a mail is left to `later.ts`. */
import type { Parsed, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { unreadable } from "../body.ts";
import { readJsonCall } from "../json-call.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { readMailEvent } from "./mail-event.ts";
import { isMail } from "./verify.ts";

export function parse(request: WebhookRequest): Parsed {
  if (isMail(request)) return { kind: "later" };
  const json = readJsonCall(request);
  if (json.kind === "unreadable") return json;
  if (!Array.isArray(json.value)) return unreadable("", "expected array");
  const events = json.value.map((item) => readMailEvent(item) ?? keptWebhook({ channel: "marketing" }, item));
  return { kind: "events", events };
}
