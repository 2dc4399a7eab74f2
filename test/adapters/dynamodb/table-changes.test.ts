import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { bodyOf, eventItem } from "../../../adapters/dynamodb/event-item.ts";
import { readTableChange } from "../../../adapters/dynamodb/table-changes.ts";
import { applyEvent, openCase } from "../../../domain/cases/apply-event.ts";
import { CorruptItemError } from "../../../domain/errors.ts";
import { caseNews } from "../../../domain/timeline/attach-events.ts";
import { domainEvents } from "../../../schemas/domain-events/catalogue.ts";
import { inert, untimedEvent } from "../../support/events.ts";

const bodies = inert<{ get(key: string): Promise<string> }>();
const at = "2026-11-22T10:00:00.000Z";
const came = (item: Record<string, AttributeValue>) => ({ item, gone: false, at });

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

describe("a change in the table", () => {
  it("that is an event is read back as it was written, inline or from the bucket", async () => {
    const event = untimedEvent({ attributes: { note: "x" } });
    const inline = marshall(eventItem(event, { body: bodyOf(event) }));
    const { timeKnown: _timeKnown, ...stored } = event;
    expect(await readTableChange(bodies, came(inline))).toEqual({ kind: "event", stored });
    const pointed = marshall(eventItem(event, { bodyKey: "events/x.json" }));
    expect(await readTableChange({ get: async () => bodyOf(event) }, came(pointed))).toEqual({
      kind: "event",
      stored,
    });
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
      const read = await readTableChange(bodies, came(marshall(item)));
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
      const reading = readTableChange(bodies, came(marshall(item)));
      await expect(reading).rejects.toBeInstanceOf(CorruptItemError);
      await expect(reading).rejects.toThrow(item.PK);
    }
  });

  it("that is a merge, or the end of one, is a domain event by itself", async () => {
    const edge = {
      mergeId: "m1",
      customerId: "c1",
      mergedCustomerId: "c2",
      mergedAt: link.linkedAt,
      by: { kind: "agent", agentId: "agent-7" },
      reason: "Ayşe said so",
      members: ["c2"],
    };
    const item = marshall({
      PK: "C#c1",
      SK: "M#c2",
      type: "merge",
      mergeId: "m1",
      body: JSON.stringify(edge),
    });
    for (const [gone, name] of [
      [false, "CustomersMerged"],
      [true, "CustomersUnmerged"],
    ] as const) {
      const read = await readTableChange(bodies, { item, gone, at });
      if (read.kind !== "fact") throw new Error("not a fact");
      expect(read.event.name).toBe(name);
      expect(domainEvents[name].schema.parse(read.event.detail)).toEqual(read.event.detail);
      expect(JSON.stringify(read.event)).not.toMatch(/Ayşe|agent-7/);
    }
  });

  it.each(caseNews)("that announces %s says so, in ids and facts", async (announce) => {
    const understood = { event: untimedEvent().event, home: "i1" };
    const found = applyEvent(openCase("c1", understood), understood);
    const item = marshall({ PK: "C#c1", SK: "K#x", type: "case", announce, body: JSON.stringify(found) });
    const read = await readTableChange(bodies, came(item));
    if (read.kind !== "fact") throw new Error("not a fact");
    expect(read.event.name).toBe(announce);
    expect(domainEvents[announce].schema.parse(read.event.detail)).toEqual(read.event.detail);
  });
});
