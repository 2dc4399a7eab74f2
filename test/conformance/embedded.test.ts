/** Both engines that ship with the laptop runtime pass the same suite. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { findDynoxide } from "../../local/dynamodb/dynoxide/binary.ts";
import { type DynamoEngine, startDynamoEngine } from "../../local/dynamodb/engine.ts";
import { type Candidate, describeDynamoDb } from "./dynamodb-suite.ts";

const knownDeviations: Readonly<Record<DynamoEngine["name"], Candidate["knownDeviations"]>> = {
  dynoxide: {
    "gets only the projected attributes in a transaction": "it adds the key",
  },
  dynalite: {
    "counts the 400 KB of an item in UTF-8 bytes": "it counts characters; our items stay far below",
  },
};

async function startOnFreshData(engine: DynamoEngine["name"]) {
  const dataDir = await mkdtemp(join(tmpdir(), `omniline-${engine}-`));
  const started = await startDynamoEngine({ dataDir, engine });
  return {
    url: started.url,
    async close() {
      await started.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

for (const engine of ["dynoxide", "dynalite"] as const) {
  if (engine === "dynoxide" && findDynoxide() === undefined) {
    console.warn("dynoxide is not installed on this machine: its conformance is not checked");
    describe.skip("DynamoDB on dynoxide", () => {});
    continue;
  }
  describeDynamoDb({
    name: engine,
    start: () => startOnFreshData(engine),
    knownDeviations: knownDeviations[engine],
  });
}
