/** A shard's records on their way: lanes keep the order per item, the checkpoint follows the oldest unfinished one. */
import { createHash } from "node:crypto";
import type { StreamRecord } from "./batch-retries.ts";

export interface ShardWindow {
  /** Takes records in shard order. A record without a lane (filtered out) counts as finished. */
  add(record: StreamRecord, itemKey: string, wanted: boolean): void;
  /** Records waiting in a lane, oldest first. */
  readonly lanes: readonly StreamRecord[][];
  finish(records: readonly StreamRecord[]): void;
  /** Unfinished records. */
  size(): number;
}

/** @param onCheckpoint gets the sequence number up to which everything is finished */
export function openShardWindow(
  laneCount: number,
  onCheckpoint: (sequenceNumber: string) => void,
): ShardWindow {
  const order: StreamRecord[] = [];
  const finished = new Set<StreamRecord>();
  const lanes = Array.from({ length: laneCount }, (): StreamRecord[] => []);

  function advance() {
    let done = 0;
    while (done < order.length) {
      const oldest = order[done];
      if (!oldest || !finished.delete(oldest)) break;
      done += 1;
    }
    const last = order.splice(0, done).at(-1);
    if (last) onCheckpoint(last.sequenceNumber);
  }

  return {
    lanes,
    add(record, itemKey, wanted) {
      order.push(record);
      if (wanted) lanes[laneOf(itemKey, laneCount)]?.push(record);
      else {
        finished.add(record);
        advance();
      }
    },
    finish(records) {
      for (const record of records) finished.add(record);
      advance();
    },
    size: () => order.length,
  };
}

function laneOf(itemKey: string, laneCount: number): number {
  return laneCount === 1 ? 0 : createHash("md5").update(itemKey).digest().readUInt32BE() % laneCount;
}
