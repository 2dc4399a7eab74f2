import { unmarshall } from "@aws-sdk/util-dynamodb";
import { expect, it } from "vitest";
import { dynamoConsults } from "../../../../adapters/dynamodb/routing/consults.ts";
import { dynamoRoutingStore } from "../../../../adapters/dynamodb/routing/store.ts";
import { agentRow, at, halfLife, start } from "./rows.ts";
import { emptyTable, kindsOfTable } from "./tables.ts";

const question = (consultId: string, agentId = "ali") => ({
  consultId,
  caseId: "c1",
  askedBy: "ayse",
  agentId,
  askedAt: at(0),
});

it.each(kindsOfTable)(
  "keeps questions under whoever is asked until they are answered, on %s",
  async (kind) => {
    const { table, content } = await emptyTable(kind);
    const consults = dynamoConsults(table);
    await dynamoRoutingStore(table, halfLife).save({ agents: [{ after: agentRow("ali") }], routings: [] });
    for (const one of [question("q2"), question("q1"), question("q1"), question("q3", "veli")])
      await consults.open(one);
    expect(await consults.openOf("ali")).toEqual([question("q1"), question("q2")]);
    const kept = [...(await content()).values()]
      .map((item) => unmarshall(item))
      .find(({ consultId }) => consultId === "q1");
    expect(kept?.expiresAt).toBe(start / 1000 + 30 * 24 * 60 * 60);
    await consults.close(question("q1"));
    await consults.close(question("q1"));
    expect(await consults.openOf("ali")).toEqual([question("q2")]);
    expect(await consults.openOf("nobody")).toEqual([]);
  },
);
