import { describe, expect, it } from "vitest";
import type { ContactRecord, Reconciliation } from "../../../domain/connect/contact-record.ts";
import { createHandler } from "../../../functions/reconcile-contacts/handler.ts";
import { ContactWorld } from "../../domain/connect/contact-world.ts";

const record = (contactId: string, attributes: Record<string, string> = {}): ContactRecord => ({
  contactId,
  instanceId: "instance",
  updatedAt: "2026-11-22T09:10:00.000Z",
  at: { INITIATED: "2026-11-22T09:00:00.000Z", DISCONNECTED: "2026-11-22T09:05:00.000Z" },
  earlier: [],
  attributes,
});

describe("a batch of contact records", () => {
  async function handle(records: readonly ContactRecord[], failAt?: string) {
    const added: Reconciliation[] = [];
    const stored: string[] = [];
    const handler = createHandler({
      ...new ContactWorld().deps,
      calledIdentifiers: async () => [],
      store: async (event, instanceId) => void stored.push(`${event.kind} ${instanceId}`),
      add: async (more) => void added.push(more),
      eachRecord: async (_, reconcile) => {
        for (const one of records) {
          if (one.contactId === failAt) return { batchItemFailures: [{ itemIdentifier: failAt }] };
          await reconcile(one);
        }
        return { batchItemFailures: [] };
      },
    });
    return { response: await handler({ Records: [] }), added, stored };
  }

  it("is metered once, as a whole, and its surveys are stored", async () => {
    const { added, stored } = await handle([record("a"), record("b", { csat: "5" }), record("a")]);
    expect(added).toEqual([{ expected: 4, seen: 0, repaired: 4 }]);
    expect(stored).toEqual(["survey.answered instance"]);
  });

  it("is metered as far as it came", async () => {
    const { added, response } = await handle([record("a"), record("b")], "b");
    expect(added).toEqual([{ expected: 2, seen: 0, repaired: 2 }]);
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: "b" }] });
  });

  it("with nothing in it leaves the meter alone", async () => {
    expect((await handle([])).added).toEqual([]);
  });
});
