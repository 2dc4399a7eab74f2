import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { bodyOf, eventItem } from "../../../adapters/dynamodb/event-item.ts";
import { readNewItem } from "../../../adapters/dynamodb/new-items.ts";
import { CorruptItemError } from "../../../domain/errors.ts";
import { domainEvents } from "../../../schemas/domain-events/catalogue.ts";
import { inert, untimedEvent } from "../../support/events.ts";

const bodies = inert<{ get(key: string): Promise<string> }>();
const link = {
  PK: "C#c1",
  SK: "I#i1",
  type: "customer-identifier",
  customerId: "c1",
  identifierId: "i1",
  kind: "phone",
  value: "+905551112233",
  level: "verified",
  linkedAt: "2026-11-22T09:00:00.000Z",
  name: "Ayşe",
};

describe("a new item", () => {
  it("that is an event is read back as it was written, inline or from the bucket", async () => {
    const event = untimedEvent({ attributes: { note: "x" } });
    const inline = marshall(eventItem(event, { body: bodyOf(event) }));
    const { timeKnown: _timeKnown, ...stored } = event;
    expect(await readNewItem(bodies, inline)).toEqual({ kind: "event", stored });
    const pointed = marshall(eventItem(event, { bodyKey: "events/x.json" }));
    expect(await readNewItem({ get: async () => bodyOf(event) }, pointed)).toEqual({ kind: "event", stored });
  });

  it("that is a customer or a link is a domain event by itself, without personal data", async () => {
    const customer = {
      PK: "C#c1",
      SK: "@",
      type: "customer",
      customerId: "c1",
      createdAt: link.linkedAt,
      firstIdentifierId: "i1",
    };
    for (const item of [customer, link]) {
      const read = await readNewItem(bodies, marshall(item));
      if (read.kind !== "fact") throw new Error("not a fact");
      expect(domainEvents[read.event.name].schema.parse(read.event.detail)).toEqual(read.event.detail);
      expect(JSON.stringify(read.event)).not.toMatch(/905551112233|Ayşe/);
    }
  });

  it("of another kind, or broken, is an error that names it", async () => {
    const strange = [
      { ...link, type: "else" },
      { ...link, level: "x" },
      { ...eventItem(untimedEvent(), { body: "{}" }) },
    ];
    for (const item of strange) {
      const reading = readNewItem(bodies, marshall(item));
      await expect(reading).rejects.toBeInstanceOf(CorruptItemError);
      await expect(reading).rejects.toThrow(item.PK);
    }
  });
});
