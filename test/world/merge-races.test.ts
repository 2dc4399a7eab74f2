/** Merges and unmerges that race: whatever interleaves, everybody is in exactly one person and nothing goes round. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMember } from "../../adapters/dynamodb/members.ts";
import { dynamoMerges } from "../../adapters/dynamodb/merges.ts";
import { mergeCustomers, mergesOf, unmergeCustomers } from "../../domain/identity/merge-customers.ts";
import { readPerson } from "../../domain/identity/person.ts";
import type { Identifier } from "../../schemas/contact-event.ts";
import { counter } from "../support/counter.ts";
import { untimedEvent } from "../support/events.ts";
import { MemoryTable } from "../support/memory-table.ts";
import { createWorld } from "../support/world.ts";

const customers = 4;

/** A table that answers each request when the schedule lets it. */
class ScheduledTable extends MemoryTable {
  scheduler: fc.Scheduler | undefined;

  override async send(operation: string, input: unknown): Promise<object> {
    if (this.scheduler !== undefined) await this.scheduler.schedule(Promise.resolve());
    return super.send(operation, input);
  }
}

const merge = fc.record({ one: fc.nat(customers - 1), other: fc.nat(customers - 1), undone: fc.boolean() });

describe("racing merges", () => {
  it("leave every customer in exactly one person", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(merge, { minLength: 2, maxLength: 6 }),
        fc.scheduler(),
        async (wishes, scheduler) => {
          const table = new ScheduledTable();
          const world = createWorld({ table: table.table });
          const events = Array.from({ length: customers }, (_, index) => {
            const identifier: Identifier = { kind: "device", value: `d${index}`, level: "verified" };
            return untimedEvent({ identifiers: [identifier], idempotencyKey: `m${index}` });
          });
          await world.receive(...events);
          const owners = await world.ownersOf(events.map(({ home }) => home));
          const ids = events.map(({ home }) => owners.get(home) ?? "");
          const nextMerge = counter();
          const deps = {
            readMember: (id: string) => readMember(table.table, id),
            merges: dynamoMerges(table.table),
            newMergeId: () => `m${nextMerge()}`,
            now: () => new Date(0),
          };
          table.scheduler = scheduler;
          const racing = wishes.map(async ({ one, other, undone }) => {
            const by = { kind: "agent", agentId: "a" } as const;
            const wish = { customerId: ids[one] ?? "", otherCustomerId: ids[other] ?? "", by };
            const merged = await mergeCustomers(deps, wish);
            if (merged.kind === "merged" && undone) {
              await unmergeCustomers(deps, merged.edge.mergedCustomerId, merged.edge.mergeId);
            }
          });
          await scheduler.waitFor(Promise.all(racing));
          table.scheduler = undefined;
          const persons = await Promise.all(ids.map((id) => readPerson(deps.readMember, id)));
          const inPerson = persons.map((person) =>
            person?.members
              .map(({ customerId }) => customerId)
              .sort()
              .join(),
          );
          for (const [index, person] of persons.entries()) {
            expect(inPerson[index]?.split(",")).toContain(ids[index]);
            for (const { customerId } of person?.members ?? []) {
              expect(inPerson[ids.indexOf(customerId)]).toBe(inPerson[index]);
            }
            expect(mergesOf(person)).toHaveLength((person?.members.length ?? 0) - 1);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
