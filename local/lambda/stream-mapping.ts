/** Reads a stream for one event source mapping: woken by writes, checkpointed on disk, at least once. */
import { setTimeout } from "node:timers/promises";
import type { Values } from "../data-dir.ts";
import type { Matches } from "../eventbridge/pattern.ts";
import { describeError, type Log } from "../log.ts";
import { failedItems } from "./batch-response.ts";
import { backoffMs, processBatch, type RetryPolicy, type StreamRecord } from "./batch-retries.ts";
import type { LambdaFunction } from "./functions.ts";
import { openShardWindow } from "./shard-window.ts";
import { type BatchInfo, streamFailure } from "./stream-failure.ts";
import type { Shard } from "./stream-source.ts";
import { createWake, type Poller, stopWithinMs, withinTime } from "./wake.ts";

export interface StreamMapping {
  readonly id: string;
  readonly target: LambdaFunction;
  /** The template's stream ARN: what records name as their source. */
  readonly streamArn: string;
  readonly shards: readonly Shard[];
  readonly batchInfo: BatchInfo;
  readonly batchSize: number;
  readonly batchWindowMs: number;
  readonly lanes: number;
  readonly startsAtLatest: boolean;
  readonly retries: RetryPolicy;
  readonly matches: Matches;
  discard(message: string): void;
}

/** Wakes a reader that nobody poked: writes of the engine's own, such as expired items. */
const slowPollMs = 500;
const maxWindow = 4000;

export async function startStreamMapping(
  mapping: StreamMapping,
  checkpoints: Values,
  log: Log,
): Promise<Poller> {
  for (const shard of mapping.shards) await skipOlderRecords(mapping, shard, checkpoints);
  const readers = mapping.shards.map((shard) => startShard(mapping, shard, checkpoints, log));
  return {
    poke: () => {
      for (const reader of readers) reader.poke();
    },
    close: async () => void (await Promise.all(readers.map((reader) => reader.close()))),
  };
}

/** A mapping that starts at the latest record skips, once, what was there before it was first seen. */
async function skipOlderRecords(mapping: StreamMapping, shard: Shard, checkpoints: Values) {
  const key = checkpointKey(mapping, shard);
  if (!mapping.startsAtLatest || checkpoints.get(key) !== undefined) return;
  checkpoints.set(key, (await shard.latest()) ?? oldest);
}

/** Stands for the position before the first record. */
const oldest = "";

function checkpointKey(mapping: StreamMapping, shard: Shard): string {
  return `${mapping.id}/${shard.id}`;
}

function startShard(mapping: StreamMapping, shard: Shard, checkpoints: Values, log: Log): Poller {
  const key = checkpointKey(mapping, shard);
  const wake = createWake();
  const stopping = new AbortController();
  const busy = new Set<number>();
  const running = new Set<Promise<void>>();
  let closed = false;
  const window = openShardWindow(mapping.lanes, (sequenceNumber) => checkpoints.set(key, sequenceNumber));

  async function follow() {
    let after = checkpoints.get(key) || undefined;
    let next: string | undefined;
    while (!stopping.signal.aborted) {
      if (window.size() >= maxWindow) {
        await wake.sleep(slowPollMs);
        continue;
      }
      try {
        next ??= await shard.iterator(after);
        const { records, next: following } = await shard.read(next);
        next = following;
        for (const { record, itemKey, filterable } of records) {
          after = record.sequenceNumber;
          window.add(record, itemKey, mapping.matches(filterable));
        }
        if (records.length > 0) startLanes();
        if (records.length === 0) await wake.sleep(slowPollMs);
      } catch (error) {
        next = undefined;
        if (stopping.signal.aborted) return;
        if (String(error).includes("TrimmedDataAccessException")) after = undefined;
        log.error(`stream ${mapping.streamArn} for ${mapping.target.name}: ${describeError(error)}`);
        await wake.sleep(slowPollMs);
      }
    }
  }

  function startLanes() {
    window.lanes.forEach((lane, index) => {
      if (lane.length === 0 || busy.has(index)) return;
      busy.add(index);
      const run = runLane(lane).finally(() => {
        busy.delete(index);
        running.delete(run);
        if (lane.length > 0 && !stopping.signal.aborted) startLanes();
        wake.poke();
      });
      running.add(run);
    });
  }

  async function runLane(lane: StreamRecord[]) {
    while (lane.length > 0 && !stopping.signal.aborted) {
      if (lane.length < mapping.batchSize && mapping.batchWindowMs > 0) await pause(mapping.batchWindowMs);
      const batch = lane.splice(0, mapping.batchSize);
      const finished = await processBatch(batch, mapping.retries, {
        invoke: (records) => invokeWith(mapping, records),
        discard: (records, condition, attempts) => {
          log.error(
            `function ${mapping.target.name}: ${records.length} stream records given up (${condition})`,
          );
          const { streamArn, batchInfo, target } = mapping;
          const givenUp = {
            functionArn: target.arn,
            streamArn,
            batchInfo,
            shardId: shard.id,
            records,
            condition,
            attempts,
          };
          mapping.discard(JSON.stringify(streamFailure(givenUp)));
        },
        pause: (attempt) => pause(backoffMs(attempt)),
        now: Date.now,
      });
      if (!finished || closed) return;
      window.finish(batch);
    }
  }

  /** @returns false when the runtime stops meanwhile */
  const pause = (ms: number) => setTimeout(ms, true, { signal: stopping.signal }).catch(() => false);

  const following = follow();
  return {
    poke: wake.poke,
    async close() {
      stopping.abort();
      wake.poke();
      await withinTime(Promise.allSettled([following, ...running]), stopWithinMs);
      closed = true;
    },
  };
}

async function invokeWith(
  mapping: StreamMapping,
  records: readonly StreamRecord[],
): Promise<number | undefined> {
  const identifiers = records.map(({ sequenceNumber }) => sequenceNumber);
  const invocation = await mapping.target.invoke({ Records: records.map(({ event }) => event) });
  const failed = failedItems(invocation, identifiers, mapping.retries.reportsItemFailures);
  const first = identifiers.findIndex((identifier) => failed.has(identifier));
  return first === -1 ? undefined : first;
}
