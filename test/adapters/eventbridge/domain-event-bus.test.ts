import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { eventBridgeBus } from "../../../adapters/eventbridge/domain-event-bus.ts";
import type { DomainEvent } from "../../../schemas/domain-events/catalogue.ts";
import example from "../../../schemas/domain-events/examples/CustomerCreated.json" with { type: "json" };

const bridge = mockClient(EventBridgeClient);
const publish = eventBridgeBus(new EventBridgeClient({ region: "us-east-1" }), "bus");
const event = { name: "CustomerCreated", detail: example } as DomainEvent;

beforeEach(() => bridge.reset());

describe("publishing domain events", () => {
  it("sends name, source and detail of the catalogue, ten at a time", async () => {
    bridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
    await publish(Array.from({ length: 12 }, () => event));
    const calls = bridge.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries ?? []);
    expect(calls.map(({ length }) => length)).toEqual([10, 2]);
    expect(calls[0]?.[0]).toEqual({
      EventBusName: "bus",
      Source: "omniline.identity",
      DetailType: "CustomerCreated",
      Detail: JSON.stringify(example),
    });
  });

  it("is trouble when the bus refuses one entry", async () => {
    bridge
      .on(PutEventsCommand)
      .resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: "ThrottlingException" }] });
    await expect(publish([event])).rejects.toThrow("ThrottlingException");
  });

  it("never sends what the schema does not allow", async () => {
    const broken = { name: "CustomerCreated", detail: { ...example, data: {} } } as DomainEvent;
    await expect(publish([broken])).rejects.toThrow();
    expect(bridge.calls()).toHaveLength(0);
  });
});
