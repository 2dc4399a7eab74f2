import { expect, it } from "vitest";
import { readAhead } from "../../../domain/consent/read-ahead.ts";
import { word } from "./words.ts";

it("reads every ledger once, as soon as it is known, and answers with what was asked for", async () => {
  const asked: (readonly string[])[] = [];
  const ledger = readAhead({
    async read(ids) {
      asked.push(ids);
      return {
        entries: ids.map((identifierId) => word(1, "granted", "*", { identifierId })),
        versions: new Map(),
      };
    },
  });
  ledger.begin(["a", "b"]);
  ledger.begin(["b", "c"]);
  ledger.begin(["a"]);
  const { entries } = await ledger.read(["d", "a", "c"]);
  expect(entries.map(({ identifierId }) => identifierId).sort()).toEqual(["a", "c", "d"]);
  expect(asked).toEqual([["a", "b"], ["c"], ["d"]]);
});

it("tells who reads what went wrong, and nobody else", async () => {
  const ledger = readAhead({ read: () => Promise.reject(new Error("down")) });
  ledger.begin(["a"]);
  await new Promise((resolve) => setImmediate(resolve));
  await expect(ledger.read(["a"])).rejects.toThrow("down");
});
