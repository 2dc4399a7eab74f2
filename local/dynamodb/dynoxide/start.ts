/** dynoxide behind our port: the same URL while the process underneath is replaced. */
import { join, resolve } from "node:path";
import { serveJson } from "../json-server.ts";
import { type Answer, type DynamoEngine, replyOf } from "../protocol.ts";
import { type Backend, backendOn } from "./backend.ts";
import { type DynoxideChild, spawnDynoxide } from "./child.ts";
import { endStaleEngine, removeLease, writeLease } from "./lease.ts";
import { correctedReply } from "./stream-answers.ts";
import { indexStreamRecords } from "./stream-index.ts";

interface Running {
  readonly child: DynoxideChild;
  readonly backend: Backend;
}

export function dynoxideFile(dataDir: string): string {
  return join(resolve(dataDir), "dynoxide.db");
}

/** @throws when the data directory is in use, or dynoxide ends before it listens */
export async function startDynoxide(dataDir: string, binary: string): Promise<DynamoEngine> {
  const dbPath = dynoxideFile(dataDir);
  let closing = false;
  await endStaleEngine(dataDir, dbPath);

  async function run(): Promise<Running> {
    const child = await spawnDynoxide(binary, dbPath);
    writeLease(dataDir, child);
    try {
      indexStreamRecords(dbPath);
    } catch (error) {
      await child.stop();
      throw error;
    }
    const backend = backendOn(child.port);
    child.ended.then((reason) => {
      backend.close();
      if (!closing) restart(reason);
    });
    return { child, backend };
  }

  function restart(reason: string): void {
    console.error(`dynoxide ended (${reason}); starting it again`);
    running = run();
    // A failure is the answer to every later request; here it only must not end the process.
    running.catch(() => {});
  }

  let running = run();
  await running;
  const answer: Answer = async (call) => {
    const { backend } = await running;
    return correctedReply(call.target, await backend.send(call));
  };
  const server = await serveJson(answer);

  return {
    name: "dynoxide",
    url: server.url,
    send: (call) => replyOf(() => answer(call)),
    async close() {
      closing = true;
      await server.close();
      const last = await running.catch(() => undefined);
      last?.backend.close();
      await last?.child.stop();
      removeLease(dataDir);
    },
  };
}
