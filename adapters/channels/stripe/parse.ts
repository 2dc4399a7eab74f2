/** Turns a verified call into a contact event, by the event's type. */
import type { Parsed, ParsedEvent, WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { unreadable } from "../body.ts";
import { idOf, objectOf, textOf } from "../fields.ts";
import { fingerprint } from "../fingerprint.ts";
import { instantOf, instantOfEpoch } from "../instant.ts";
import { isObject, type JsonObject, present } from "../json.ts";
import { readJsonCall } from "../json-call.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { personOr } from "../named-person.ts";
import { peopleIn } from "./people.ts";
import { meaningOf } from "./types.ts";

export function parse(request: WebhookRequest): Parsed {
  const json = readJsonCall(request);
  if (json.kind === "unreadable") return json;
  const event = json.value;
  if (!isObject(event)) return unreadable("", "expected object");
  const id = textOf(event.id) ?? fingerprint(JSON.stringify(event));
  return { kind: "events", events: [readEvent(id, event) ?? kept(id, event)] };
}

/** @returns `undefined` for types we have no reading for, and for thin events, which name what happened and hold nothing */
function readEvent(id: string, event: JsonObject): ParsedEvent | undefined {
  const [type, { object }] = [textOf(event.type), objectOf(event.data)];
  if (type === undefined || event.object !== "event" || !isObject(object)) return undefined;
  const meaning = meaningOf(type, object);
  if (meaning === undefined) return undefined;
  return {
    channel: meaning.channel ?? "commerce",
    direction: meaning.kind === "order.placed" ? "inbound" : "internal",
    kind: meaning.kind,
    identifiers: personOr(peopleIn(object), idOf(object.id) ?? id),
    occurredAt: instantOfEpoch(event.created),
    attributes: present({
      ...meaning.attributes,
      type,
      objectId: idOf(object.id),
      account: textOf(event.account),
      test: event.livemode === false ? true : undefined,
    }),
    idempotencyKey: id,
  };
}

/** Under Stripe's id of the event: the body has a count in it that changes from try to try. */
function kept(id: string, event: JsonObject): ParsedEvent {
  const about = idOf(objectOf(event.related_object).id) ?? idOf(objectOf(objectOf(event.data).object).id);
  const occurredAt = instantOfEpoch(event.created) ?? instantOf(textOf(event.created));
  return { ...keptWebhook({ channel: "commerce", id: about ?? id, occurredAt }, event), idempotencyKey: id };
}
