/** What reads and merges cost: rounds that wait for one another, and items written. */
import { describe, expect, it } from "vitest";
import { staffRoutes } from "../../schemas/api/routes.ts";
import type { Identifier } from "../../schemas/contact-event.ts";
import { untimedEvent } from "../support/events.ts";
import { MemoryTable } from "../support/memory-table.ts";
import { createWorld } from "../support/world.ts";

/** Answers a turn of the event loop later, and keeps how many rounds of requests waited for one another. */
class MeasuredTable extends MemoryTable {
  /** Requests in the longest chain in which each was sent after the answer to the one before. */
  rounds = 0;
  written: number[] = [];
  #answered = 0;

  startCounting() {
    this.rounds = 0;
    this.#answered = 0;
    this.written = [];
  }

  override async send(operation: string, input: { TransactItems?: unknown[] }): Promise<object> {
    const round = this.#answered + 1;
    this.rounds = Math.max(this.rounds, round);
    if (input.TransactItems !== undefined) this.written.push(input.TransactItems.length);
    const answer = super.send(operation, input);
    await new Promise((resolve) => setImmediate(resolve));
    this.#answered = Math.max(this.#answered, round);
    return answer;
  }
}

const person = (index: number): Identifier => ({ kind: "crm", value: `C-${index}`, level: "verified" });

async function people(count: number) {
  const table = new MeasuredTable();
  const world = createWorld({ table: table.table });
  const customers: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const event = untimedEvent({
      identifiers: [person(index)],
      idempotencyKey: `m${index}`,
      text: "Siparişim nerede?",
    });
    await world.receive(event);
    customers.push(...(await world.ownersOf([event.home])).values());
  }
  const merge = async (into: number, other: number) => {
    const body = { customerId: customers[other] ?? "", reason: "same person" };
    const answer = await world.call(
      staffRoutes.mergeCustomers,
      { customerId: customers[into] ?? "" },
      { body },
    );
    const { mergeId }: { mergeId: string } = answer.body;
    return mergeId;
  };
  const customer = (index: number) => ({ customerId: customers[index] ?? "" });
  return { table, world, merge, customer };
}

describe("the brief", () => {
  it("takes two rounds of reads for a customer, and for the survivor of any merges", async () => {
    const { table, world, merge, customer } = await people(6);
    const roundsOf = async (index: number) => {
      table.startCounting();
      expect((await world.call(staffRoutes.readCustomerBrief, customer(index))).status).toBe(200);
      return table.rounds;
    };
    expect(await roundsOf(0)).toBe(2);
    await merge(1, 2);
    await merge(1, 3);
    await merge(4, 5);
    await merge(0, 1);
    await merge(0, 4);
    expect(await roundsOf(0)).toBe(2);
  });
});

describe("a merge", () => {
  it("writes three items, and so does taking it back, however much there is on both sides", async () => {
    const { table, world, merge, customer } = await people(6);
    const merges = [await merge(1, 2), await merge(3, 4), await merge(1, 3)];
    table.startCounting();
    const mergeId = await merge(0, 1);
    expect(table.written).toEqual([3]);
    table.startCounting();
    const path = { ...customer(4), mergeId: merges[1] ?? "" };
    expect((await world.call(staffRoutes.unmergeCustomers, path)).status).toBe(204);
    expect((await world.call(staffRoutes.unmergeCustomers, { ...customer(0), mergeId })).status).toBe(204);
    expect(table.written).toEqual([3, 3]);
  });
});
