/** A sender that reuses its message ids for different things must not stop anybody's events. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { identifierKinds } from "../../schemas/contact-event.ts";
import { untimedEvent } from "../support/events.ts";
import { MemoryTable } from "../support/memory-table.ts";
import { createWorld } from "../support/world.ts";

const kinds = identifierKinds.filter((kind) => kind === "email" || kind === "crm");
const start = Date.parse("2026-11-01T09:00:00.000Z");

const event = fc
  .record({
    id: fc.nat(2),
    hours: fc.nat(200),
    who: fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1, maxLength: 2 }),
    text: fc.constantFrom("Kartım çalışmıyor", "Where is my order?", "teşekkürler"),
    kind: fc.constantFrom("message.received", "outcome.recorded", "page.viewed"),
  })
  .map(({ id, hours, who, text, kind }) =>
    untimedEvent({
      idempotencyKey: `${id}`,
      occurredAt: new Date(start + hours * 3_600_000).toISOString(),
      identifiers: who.map((one) => ({ kind: one, value: "7", level: "verified" })),
      text,
      kind,
      attributes: { outcome: "sold", status: "resolved" },
    }),
  );

it("relays every event, though several have the same id", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(event, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
      async (batches) => {
        const world = createWorld({ table: new MemoryTable().table });
        for (const batch of batches) await world.receive(...batch, ...batch);
        for (const batch of batches) await expect(world.receive(...batch)).resolves.toBeUndefined();
      },
    ),
    { numRuns: 300 },
  );
});
