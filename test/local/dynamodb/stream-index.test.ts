/** dynoxide's search for its next sequence number does not grow with the stream. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";
import { startDynamoEngine } from "../../../local/dynamodb/engine.ts";
import { installedEngines, temporaryFolder } from "./fixture.ts";

it.runIf((installedEngines as readonly string[]).includes("dynoxide"))(
  "uses an index on the stream records",
  async () => {
    const dataDir = temporaryFolder();
    await (await startDynamoEngine({ dataDir })).close();
    const database = new DatabaseSync(join(dataDir, "dynoxide.db"));
    onTestFinished(() => database.close());
    const plan = (sql: string) =>
      database
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail);
    // The two statements that dynoxide 1.2.1 runs for every write and for every GetRecords.
    const next =
      "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records WHERE table_name = 't'";
    const page =
      "SELECT event_name FROM _stream_records WHERE table_name = 't' AND shard_id = 's' " +
      "AND CAST(sequence_number AS INTEGER) > 7 ORDER BY CAST(sequence_number AS INTEGER) ASC LIMIT 9";
    expect(plan(next)).toEqual([expect.stringContaining("INDEX omniline_stream_order")]);
    expect(plan(page)).toEqual([
      expect.stringContaining("INDEX omniline_stream_order (table_name=? AND <expr>>?)"),
    ]);
  },
);
