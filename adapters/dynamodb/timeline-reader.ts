/** Reads contact events back, bodies included. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { statusOnRung } from "../../domain/outbox/status-ladder.ts";
import type { OwnedIdentifier, TimelineQuery, TimelineReader } from "../../domain/timeline/read-timeline.ts";
import type { TimelineItem } from "../../schemas/api/shapes.ts";
import { mediaSchema } from "../../schemas/media.ts";
import { understandingSchema } from "../../schemas/understanding.ts";
import { type EventItem, eventItemSchema, storedEvent } from "./event-item.ts";
import { getItems, parseItem } from "./items.ts";
import { afterEvents, afterEventsAt, eventPrefix, keys } from "./keys.ts";
import type { TableDeps } from "./table-call.ts";
import type { Bodies } from "./timelines.ts";

/** Without the keys of the objects. */
const shownMediaSchema = z.array(mediaSchema);
/** Items read at once when a filter may drop most of them. */
const filteredPage = 200;

export async function readEvent(bodies: Pick<Bodies, "get">, item: Record<string, AttributeValue>) {
  const { body, bodyKey, ...key } = parseItem(eventItemSchema, item);
  return storedEvent(key, body ?? (await bodies.get(bodyKey ?? "")));
}

/** The event with what the relay made of it. */
async function readTimelineItem(
  bodies: Pick<Bodies, "get">,
  item: Record<string, AttributeValue>,
): Promise<TimelineItem> {
  const [{ event }, made] = [await readEvent(bodies, item), parseItem(eventItemSchema, item)];
  const { caseId, understanding, media } = made;
  return {
    ...event,
    ...sendingOf(made),
    ...(caseId === undefined ? {} : { caseId }),
    ...(understanding === undefined
      ? {}
      : { understanding: understandingSchema.parse(JSON.parse(understanding)) }),
    ...(media === undefined ? {} : { media: shownMediaSchema.parse(JSON.parse(media)) }),
  };
}

/** Of a message of ours: how far it is, what its provider calls it, and where it stands with us. */
function sendingOf({ rung, providerMessageId, sendState, sendCode }: EventItem) {
  const status = rung === undefined ? undefined : statusOnRung(rung);
  return {
    ...(status === undefined ? {} : { status }),
    ...(providerMessageId === undefined ? {} : { providerMessageId }),
    ...(sendState === undefined
      ? {}
      : { sending: { state: sendState, ...(sendCode === undefined ? {} : { code: sendCode }) } }),
  };
}

/** What the provider told of a message of ours, which is there itself. */
const isEcho = (item: Record<string, AttributeValue>) => item.isEcho?.BOOL === true;

/** Between which sort keys the customer's events before the position are, both included. */
function rangeOf({ since, retiredAt }: OwnedIdentifier, before: string | undefined) {
  const end = retiredAt === undefined ? afterEvents : afterEventsAt(retiredAt);
  const last = `${eventPrefix}${before}`;
  return {
    first: since === undefined ? eventPrefix : afterEventsAt(since),
    last: before === undefined || end < last ? end : last,
  };
}

function queryOf(
  tableName: string,
  identifierId: string,
  { first, last }: ReturnType<typeof rangeOf>,
  { channel, limit }: TimelineQuery,
  from?: Record<string, AttributeValue>,
) {
  const { PK } = keys.identifier(identifierId);
  return {
    TableName: tableName,
    KeyConditionExpression: "PK = :partition AND SK BETWEEN :first AND :last",
    ExpressionAttributeValues: {
      ":partition": { S: PK },
      ":first": { S: first },
      ":last": { S: last },
      ...(channel === undefined ? {} : { ":channel": { S: channel } }),
    },
    ...(channel === undefined ? {} : { FilterExpression: "channel = :channel" }),
    ...(from === undefined ? {} : { ExclusiveStartKey: from }),
    ScanIndexForward: false,
    Limit: channel === undefined ? limit + 1 : filteredPage,
  };
}

export function dynamoTimelineReader(table: TableDeps, bodies: Pick<Bodies, "get">): TimelineReader {
  return {
    async read(owned, query) {
      const range = rangeOf(owned, query.before);
      // DynamoDB refuses a range that ends before it begins.
      if (range.last < range.first) return [];
      const items: Record<string, AttributeValue>[] = [];
      let from: Record<string, AttributeValue> | undefined;
      do {
        const ask = queryOf(table.tableName, owned.identifierId, range, query, from);
        const answer = await table.call("Query", ask);
        const before = `${eventPrefix}${query.before}`;
        items.push(...(answer.Items ?? []).filter((item) => item.SK?.S !== before && !isEcho(item)));
        from = answer.LastEvaluatedKey;
      } while (from !== undefined && items.length < query.limit);
      return Promise.all(items.slice(0, query.limit).map((item) => readTimelineItem(bodies, item)));
    },
  };
}

/** The named events that are on the timeline, by event id. */
export async function readEvents(
  table: TableDeps,
  bodies: Pick<Bodies, "get">,
  places: readonly { identifierId: string; eventId: string; occurredAt: string }[],
): Promise<ReadonlyMap<string, TimelineItem>> {
  const items = await getItems(
    table,
    places.map((place) => keys.event(place.identifierId, place)),
  );
  const shown = items.filter((item) => !isEcho(item));
  const events = await Promise.all(shown.map((item) => readTimelineItem(bodies, item)));
  return new Map(events.map((event) => [event.eventId, event]));
}
