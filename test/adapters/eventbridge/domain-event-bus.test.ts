import { describe, expect, it } from "vitest";
import { eventBridgeBus } from "../../../adapters/eventbridge/domain-event-bus.ts";
import type { DomainEvent } from "../../../schemas/domain-events/catalogue.ts";
import example from "../../../schemas/domain-events/examples/CustomerCreated.json" with { type: "json" };

/** A bus that answers what it is told, and keeps what it was sent. */
function busThat(answer: object) {
  const calls: { Entries: object[] }[] = [];
  const call = async (operation: string, input: object) => {
    expect(operation).toBe("PutEvents");
    calls.push(input as { Entries: object[] });
    return JSON.stringify(answer);
  };
  return { calls, publish: eventBridgeBus(call, "bus") };
}
const took = { FailedEntryCount: 0, Entries: [] };
const event = { name: "CustomerCreated", detail: example } as DomainEvent;

describe("publishing domain events", () => {
  it("sends name, source and detail of the catalogue, ten at a time", async () => {
    const { calls, publish } = busThat(took);
    await publish(Array.from({ length: 12 }, () => event));
    expect(calls.map(({ Entries }) => Entries.length)).toEqual([10, 2]);
    expect(calls[0]?.Entries[0]).toEqual({
      EventBusName: "bus",
      Source: "omniline.identity",
      DetailType: "CustomerCreated",
      Detail: JSON.stringify(example),
    });
  });

  it("is trouble when the bus refuses one entry", async () => {
    const { publish } = busThat({ FailedEntryCount: 1, Entries: [{ ErrorCode: "ThrottlingException" }] });
    await expect(publish([event])).rejects.toThrow("ThrottlingException");
  });

  it("never sends what the schema does not allow", async () => {
    const broken = { name: "CustomerCreated", detail: { ...example, data: {} } } as DomainEvent;
    const { calls, publish } = busThat(took);
    await expect(publish([broken])).rejects.toThrow();
    expect(calls).toHaveLength(0);
  });
});
