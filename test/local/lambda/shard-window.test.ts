import { expect, it } from "vitest";
import type { StreamRecord } from "../../../local/lambda/batch-retries.ts";
import { openShardWindow } from "../../../local/lambda/shard-window.ts";

const record = (sequenceNumber: number): StreamRecord => ({
  sequenceNumber: String(sequenceNumber),
  createdAt: 0,
  event: {},
});

it("moves the checkpoint only past records that are all finished", () => {
  const checkpoints: string[] = [];
  const window = openShardWindow(1, (sequenceNumber) => checkpoints.push(sequenceNumber));
  const [one, two, three] = [record(1), record(2), record(3)];
  for (const each of [one, two, three]) window.add(each, "k", true);
  window.finish([two]);
  expect(checkpoints).toEqual([]);
  window.finish([one]);
  expect(checkpoints).toEqual(["2"]);
  window.finish([three]);
  expect(checkpoints).toEqual(["2", "3"]);
  expect(window.size()).toBe(0);
});

it("counts a filtered record as finished", () => {
  const checkpoints: string[] = [];
  const window = openShardWindow(1, (sequenceNumber) => checkpoints.push(sequenceNumber));
  window.add(record(1), "k", false);
  expect(checkpoints).toEqual(["1"]);
  expect(window.lanes[0]).toEqual([]);
});

it("keeps the records of one item in one lane, in order", () => {
  const window = openShardWindow(4, () => undefined);
  for (let index = 0; index < 400; index += 1) window.add(record(index), `item ${index % 40}`, true);
  expect(window.lanes.every((lane) => lane.length > 0)).toBe(true);
  for (const lane of window.lanes) {
    const numbers = lane.map(({ sequenceNumber }) => Number(sequenceNumber));
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    const items = new Set(numbers.map((number) => number % 40));
    for (const other of window.lanes) {
      if (other !== lane)
        expect(other.some(({ sequenceNumber }) => items.has(Number(sequenceNumber) % 40))).toBe(false);
    }
  }
});
