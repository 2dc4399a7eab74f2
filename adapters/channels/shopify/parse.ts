/** Turns a verified call into contact events, by its topic. */
import type {
  Endpoint,
  Parsed,
  ParsedEvent,
  WebhookRequest,
} from "../../../domain/ingest/channel-adapter.ts";
import { unreadable } from "../body.ts";
import { idOf } from "../fields.ts";
import { isObject, present } from "../json.ts";
import { readJsonCall } from "../json-call.ts";
import { keptWebhook } from "../kept-webhook.ts";
import { personOr } from "../named-person.ts";
import { consentsIn } from "./consents.ts";
import { type Delivery, deliveryOf } from "./delivery.ts";
import { peopleIn } from "./people.ts";
import { meaningOf } from "./topics.ts";

export function parse(request: WebhookRequest, endpoint: Endpoint): Parsed {
  const json = readJsonCall(request);
  if (json.kind === "unreadable") return json;
  if (!isObject(json.value)) return unreadable("", "expected object");
  const delivery = deliveryOf(request, endpoint, json.value);
  const told = readTopic(delivery);
  const events = [...(told ? [told] : []), ...consentsIn(delivery)];
  return { kind: "events", events: events.length > 0 ? events : [kept(delivery)] };
}

function readTopic(delivery: Delivery): ParsedEvent | undefined {
  const { topic, shop, said, key, occurredAt } = delivery;
  const meaning = meaningOf(delivery);
  if (meaning === undefined) return undefined;
  const { previousIdentifiers = [], ...of } = meaning;
  return {
    channel: of.channel ?? "commerce",
    direction: of.direction,
    kind: of.kind,
    identifiers: personOr(of.identifiers ?? peopleIn(said, shop), about(delivery)),
    ...(previousIdentifiers.length > 0 ? { previousIdentifiers } : {}),
    occurredAt,
    attributes: present({ ...of.attributes, shop, topic, test: said.test === true ? true : undefined }),
    idempotencyKey: key,
  };
}

/** A cart without a customer is one person's all the same. */
function about({ shop, topic, said }: Delivery): string {
  const id = idOf(said.token) ?? idOf(said.id);
  return ["shopify", shop, topic.split("/")[0], ...(id ? [id] : [])].join(":");
}

function kept({ topic, shop, said, key, occurredAt }: Delivery): ParsedEvent {
  const event = keptWebhook({ channel: "commerce", id: `shopify:${shop}:${topic}`, key, occurredAt }, said);
  return { ...event, attributes: { ...event.attributes, topic, shop }, idempotencyKey: key };
}
