/** A person opted in to something on Messenger, or stopped or resumed the marketing messages of a page. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { JsonObject } from "../json.ts";

export function optinOf(attributes: JsonObject, optin: JsonObject): Pick<ParsedEvent, "kind" | "attributes"> {
  const { notification_messages_status: status } = optin;
  const choice = /^(stop|resume)/i.exec(typeof status === "string" ? status : "")?.[1];
  if (!choice) return { kind: "optin.received", attributes: { ...attributes, optin } };
  return {
    kind: "preference.changed",
    attributes: {
      ...attributes,
      optOut: choice.toLowerCase() === "stop" ? "stop" : "start",
      purpose: "marketing",
      optin,
    },
  };
}
