/** The consent ledger on the engines that ship, and in memory. */
import { describe, expect, it } from "vitest";
import { checkLedger, dynamoConsentLedger } from "../../../adapters/dynamodb/consent-ledger.ts";
import { consentPrefix, eventPrefix, keys } from "../../../adapters/dynamodb/keys.ts";
import type { TableDeps } from "../../../adapters/dynamodb/table-call.ts";
import { writeTogether } from "../../../adapters/dynamodb/transactions.ts";
import { AwsCallError, ContendedConsentsError } from "../../../domain/errors.ts";
import { word } from "../../domain/consent/words.ts";
import { anyTable } from "../../local/dynamodb/fixture.ts";
import { MemoryTable } from "../../support/memory-table.ts";

const holds = async (table: TableDeps, version: number, identifierId = "phone") =>
  (await writeTogether(table, [checkLedger(table.tableName, identifierId, version)])) === "written";

const [yes, no] = [word(1, "granted"), word(2, "denied", "*", { evidence: { file: "f.csv", row: 7 } })];
const elsewhere = word(3, "denied", "marketing", { identifierId: "mail", channel: "email" });

describe.each(Object.entries(anyTable))("the ledger on %s", (_, open) => {
  it("keeps what was said, once, on the address that it was said of", async () => {
    const table = await open();
    const ledger = dynamoConsentLedger(table);
    await ledger.append([yes, elsewhere]);
    await ledger.append([no, yes, no]);
    const { entries, versions } = await ledger.read(["phone", "mail", "nobody", "phone"]);
    expect(entries.toSorted((left, right) => (left.at < right.at ? -1 : 1))).toEqual([yes, no, elsewhere]);
    expect([...versions]).toEqual([
      ["phone", 2],
      ["mail", 1],
      ["nobody", 0],
    ]);
    expect(await Promise.all([0, 1, 2, 3].map((version) => holds(table, version)))).toEqual([
      ...[false, false, true, false],
    ]);
    expect([await holds(table, 0, "nobody"), await holds(table, 1, "nobody")]).toEqual([true, false]);
  });

  it("counts right when many words come at once, some of them twice", async () => {
    const table = await open();
    const ledger = dynamoConsentLedger(table);
    const words = Array.from({ length: 6 }, (_, index) => word(index, "denied", "*"));
    await Promise.all([...words, ...words].map((one) => ledger.append([one])));
    const { versions } = await ledger.read(["phone"]);
    expect(versions.get("phone")).toBe(6);
    expect(await holds(table, 6)).toBe(true);
  });

  it("takes more words at once than fit into a transaction", async () => {
    const table = await open();
    const ledger = dynamoConsentLedger(table);
    await ledger.append(Array.from({ length: 120 }, (_, index) => word(index, "granted")));
    expect(await holds(table, 120)).toBe(true);
  });
});

describe("the ledger", () => {
  it("tells brands, channels and purposes apart, whatever is in their names", () => {
    const keyOf = (brand: string, channel: string, purpose: string) =>
      keys.consentEntry({ ...yes, brand, channel, purpose }).SK;
    const all = [
      keyOf("a|b", "c", "d"),
      keyOf("a", "b|c", "d"),
      keyOf("a", "b", "c|d"),
      keyOf("a%7Cb", "c", "d"),
      keyOf("a", "c", "d#2026"),
      keyOf("a", "c", "d"),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it("stands apart from the timeline on the same partition", () => {
    const { PK } = keys.identifier("phone");
    expect([keys.consentEntry(yes).PK, keys.consentHead("phone").PK]).toEqual([PK, PK]);
    expect(
      [keys.consentEntry(yes).SK, keys.consentHead("phone").SK].filter((SK) => SK.startsWith(eventPrefix)),
    ).toEqual([]);
    expect(keys.consentHead("phone").SK.startsWith(consentPrefix)).toBe(false);
  });

  it("gives up, to be tried again, when it loses for ever", async () => {
    const memory = new MemoryTable().table;
    const lost: TableDeps = {
      ...memory,
      call: async (operation, input) => {
        if (operation !== "TransactWriteItems") return memory.call(operation, input);
        const body = JSON.stringify({ CancellationReasons: [{ Code: "TransactionConflict" }] });
        throw new AwsCallError("dynamodb", operation, {
          status: 400,
          code: "TransactionCanceledException",
          body,
        });
      },
    };
    await expect(dynamoConsentLedger(lost).append([yes])).rejects.toBeInstanceOf(ContendedConsentsError);
  });
});
