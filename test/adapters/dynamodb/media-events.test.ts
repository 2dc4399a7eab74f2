import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, it } from "vitest";
import { bodyOf, eventItem } from "../../../adapters/dynamodb/event-item.ts";
import { keys } from "../../../adapters/dynamodb/keys.ts";
import { dynamoMediaEvents, mediaIn } from "../../../adapters/dynamodb/media-events.ts";
import { readEvents } from "../../../adapters/dynamodb/timeline-reader.ts";
import type { Bodies } from "../../../adapters/dynamodb/timelines.ts";
import type { StoredMedia } from "../../../schemas/media.ts";
import { inert, untimedEvent } from "../../support/events.ts";
import { MemoryTable } from "../../support/memory-table.ts";

const identified = untimedEvent({ attachments: [{ url: "https://files.example.com/a" }] });
const place = {
  identifierId: identified.home,
  eventId: identified.event.eventId,
  occurredAt: identified.event.occurredAt,
};
const file: StoredMedia = {
  index: 0,
  state: "stored",
  key: "media/i1/e1/0",
  contentType: "image/jpeg",
  bytes: 3,
  sha256: "ab",
};
const lost: StoredMedia = { index: 1, state: "gone", reason: "http-404" };

async function scene() {
  const { table } = new MemoryTable();
  const bodies = inert<Bodies>();
  const Item = marshall(eventItem(identified, { body: bodyOf(identified) }));
  await table.call("PutItem", { TableName: "table", Item });
  return { table, bodies, events: dynamoMediaEvents(table, bodies) };
}

it("notes files on the event's own item, where the timeline shows them without their keys", async () => {
  const { table, bodies, events } = await scene();
  const before = await events.read(place);
  expect(before).toMatchObject({ media: [], event: { eventId: place.eventId } });
  expect(await events.write(place, [file, lost], undefined)).toBe("written");
  const after = await events.read(place);
  expect(after?.media).toEqual([file, lost]);
  expect(mediaIn(after?.note)).toEqual([file, lost]);
  const { key: _, ...shown } = file;
  const timeline = await readEvents(table, bodies, [place]);
  expect(timeline.get(place.eventId)?.media).toEqual([shown, lost]);
});

it("shows none where none was fetched", async () => {
  const { table, bodies } = await scene();
  expect((await readEvents(table, bodies, [place])).get(place.eventId)).not.toHaveProperty("media");
});

it("replaces no note but the one that was read", async () => {
  const { events } = await scene();
  expect(await events.write(place, [file], undefined)).toBe("written");
  expect(await events.write(place, [lost], undefined)).toBe("lost");
  const note = (await events.read(place))?.note;
  expect(await events.write(place, [file, lost], note)).toBe("written");
  expect(await events.write(place, [lost], note)).toBe("lost");
  expect((await events.read(place))?.media).toEqual([file, lost]);
});

it("neither reads nor makes an event that is gone", async () => {
  const { table, events } = await scene();
  const { PK, SK } = keys.event(place.identifierId, place);
  await table.call("DeleteItem", { TableName: "table", Key: { PK: { S: PK }, SK: { S: SK } } });
  expect(await events.read(place)).toBeUndefined();
  expect(await events.write(place, [file], undefined)).toBe("lost");
  expect(await events.read(place)).toBeUndefined();
});
