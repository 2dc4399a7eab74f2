/** One message of the specification: who, when, and what its type makes of it. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Channel, Level } from "../../../schemas/contact-event.ts";
import { idOf, objectOf, textOf } from "../fields.ts";
import { fingerprint } from "../fingerprint.ts";
import { instantOf } from "../instant.ts";
import { isObject, type Json, type JsonObject, present } from "../json.ts";
import { personOr } from "../named-person.ts";
import { contextOf, isOfApp } from "./context.ts";
import { peopleIn } from "./people.ts";
import { profileIn } from "./profile.ts";
import { type Told, toldBy } from "./track.ts";

/** @returns `undefined` for what is no message of the specification */
export function readMessage(item: Json, level: Level): ParsedEvent | undefined {
  const told = isObject(item) ? tellerOf(item)?.(item) : undefined;
  if (!isObject(item) || told === undefined) return undefined;
  const key = idOf(item.messageId) ?? fingerprint(JSON.stringify(item));
  return {
    channel: told.channel ?? channelOf(item),
    direction: told.direction ?? "inbound",
    kind: told.kind,
    identifiers: personOr(peopleIn(item, level), key),
    occurredAt: instantOf(textOf(item.timestamp) ?? textOf(item.originalTimestamp) ?? textOf(item.sentAt)),
    attributes: present({ ...contextOf(item), ...told.attributes }),
    idempotencyKey: key,
  };
}

type Teller = (message: JsonObject) => Told | undefined;

const tellers: ReadonlyMap<string, Teller> = new Map<string, Teller>([
  ["track", toldBy],
  ["identify", identified],
  ["page", pageViewed],
  [
    "screen",
    ({ properties, name }) => ({ kind: "screen.viewed", attributes: { ...viewed(properties), name } }),
  ],
  ["group", grouped],
  [
    "alias",
    ({ previousId }) => ({ kind: "identity.aliased", direction: "internal", attributes: { previousId } }),
  ],
]);

function tellerOf({ type }: JsonObject): Teller | undefined {
  return typeof type === "string" ? tellers.get(type) : undefined;
}

function identified({ traits }: JsonObject): Told {
  return {
    kind: "profile.updated",
    direction: "internal",
    attributes: { profile: profileIn(objectOf(traits)) },
  };
}

function grouped({ groupId, traits }: JsonObject): Told {
  return { kind: "group.joined", direction: "internal", attributes: { groupId, group: traits } };
}

/** `name` is the site's word for the page, `title` the page's own. */
function pageViewed({ properties, name, category }: JsonObject): Told {
  return { kind: "page.viewed", attributes: { ...viewed(properties), name, category } };
}

function viewed(properties: Json | undefined): Record<string, Json | undefined> {
  const { url, title } = objectOf(properties);
  return present({ url: textOf(url), title: textOf(title), properties });
}

function channelOf(message: JsonObject): Channel {
  return message.type === "screen" || isOfApp(message) ? "app" : "web";
}
