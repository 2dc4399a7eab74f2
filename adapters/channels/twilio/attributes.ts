/** What Twilio says beyond the event's own fields. It adds parameters without notice, so all are kept. */
import { type Json, type JsonObject, present } from "../json.ts";
import type { Form } from "./form.ts";

/** Told by the event's own fields, or of no use to anybody. */
const told =
  /^(MessageSid|SmsMessageSid|SmsSid|SmsStatus|Body|NumMedia|ApiVersion|(Media(Url|ContentType)\d+))$/;

const renamed = new Map([
  ["OriginalRepliedMessageSid", "replyTo"],
  ["OriginalRepliedMessageSender", "replyToSender"],
]);

/**
 * `ProfileName` becomes `profileName`; empty parameters are left out.
 *
 * @param omitted further parameters the event tells elsewhere
 */
export function attributesOf(form: Form, ...omitted: string[]): JsonObject {
  const attributes: Record<string, Json | undefined> = {};
  for (const [name, values] of form) {
    if (told.test(name) || omitted.includes(name)) continue;
    attributes[renamed.get(name) ?? name.charAt(0).toLowerCase() + name.slice(1)] = oneOrAll(values);
  }
  return present(attributes);
}

/** A form value as JSON: the text, all of them where the parameter was repeated, nothing where it is empty. */
export function oneOrAll(values: readonly string[]): Json | undefined {
  return values.length > 1 ? [...values] : values[0] || undefined;
}
