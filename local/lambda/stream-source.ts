/** What event source mappings read records from: the shards of a table's stream or of a Kinesis stream. */
import type { StreamRecord } from "./batch-retries.ts";

export interface Shard {
  readonly id: string;
  /** @param after a sequence number; undefined starts at the oldest record there is */
  iterator(after: string | undefined): Promise<string>;
  read(iterator: string): Promise<Page>;
  /** The sequence number of the newest record; undefined when there is none. */
  latest(): Promise<string | undefined>;
}

export interface Page {
  readonly records: readonly ShardRecord[];
  readonly next: string | undefined;
}

export interface ShardRecord {
  readonly record: StreamRecord;
  /** Records with the same one keep their order. */
  readonly itemKey: string;
  /** What filter patterns are about. */
  readonly filterable: unknown;
}

/** The most records that one read returns. */
export const pageSize = 1000;
