/** What Omniline needs of a DynamoDB, checked through the SDK its functions use. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, type Check, openBench } from "./bench.ts";
import { batchChecks } from "./checks/batches.ts";
import { concurrencyChecks } from "./checks/concurrency.ts";
import { conditionChecks } from "./checks/conditions.ts";
import { indexChecks } from "./checks/indexes.ts";
import { itemChecks } from "./checks/items.ts";
import { queryChecks } from "./checks/queries.ts";
import { refusalChecks } from "./checks/refusals.ts";
import { streamChecks } from "./checks/streams.ts";
import { tableChecks } from "./checks/tables.ts";
import { transactionChecks } from "./checks/transactions.ts";
import { updateChecks } from "./checks/updates.ts";
import { valueChecks } from "./checks/values.ts";

const areas: Readonly<Record<string, readonly Check[]>> = {
  tables: tableChecks,
  items: itemChecks,
  values: valueChecks,
  conditions: conditionChecks,
  updates: updateChecks,
  queries: queryChecks,
  indexes: indexChecks,
  batches: batchChecks,
  transactions: transactionChecks,
  concurrency: concurrencyChecks,
  streams: streamChecks,
  refusals: refusalChecks,
};

export interface Candidate {
  readonly name: string;
  readonly start: () => Promise<{ readonly url: string; close(): Promise<void> }>;
  /** Name of a check to why it fails here. Each is asserted to fail still, so the list cannot go stale. */
  readonly knownDeviations: Readonly<Record<string, string>>;
}

export function describeDynamoDb({ name, start, knownDeviations }: Candidate): void {
  describe(`DynamoDB on ${name}`, () => {
    let engine: Awaited<ReturnType<Candidate["start"]>>;
    let bench: Bench;
    beforeAll(async () => {
      engine = await start();
      bench = await openBench(engine.url);
    }, 30_000);
    afterAll(async () => {
      bench?.close();
      await engine?.close();
    });

    for (const [area, checks] of Object.entries(areas)) {
      describe(area, () => {
        for (const check of checks) {
          const reason = knownDeviations[check.name];
          if (reason === undefined) it(check.name, () => check.run(bench), 15_000);
          else
            it(
              `deviates still: ${check.name} (${reason})`,
              () => expect(check.run(bench)).rejects.toThrow(),
              15_000,
            );
        }
      });
    }

    it("has every known deviation in this suite", () => {
      const names = Object.values(areas).flatMap((checks) => checks.map((check) => check.name));
      expect(names).toEqual(expect.arrayContaining(Object.keys(knownDeviations)));
      expect(new Set(names).size).toBe(names.length);
    });
  });
}
