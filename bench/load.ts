/** Load on a loopback server: so many connections, each sending its next request when the last is answered. */
import { Agent, request } from "node:http";
import type { SignedCall } from "../test/support/senders.ts";
import { inParallel } from "../test/support/visits.ts";

export interface LoadResult {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
}

/** Beyond it nothing more is sent, however much there is. */
const longestMs = 45_000;

/** @throws Error on any answer but 2xx */
export async function putLoad(
  base: string,
  calls: readonly SignedCall[],
  connections: number,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  await inParallel(calls, connections, async (call) => {
    const sentAt = performance.now();
    if (sentAt - startedAt > longestMs) return;
    await post(base, call, agent);
    latenciesMs.push(performance.now() - sentAt);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  return { perSecond: latenciesMs.length / seconds, latenciesMs };
}

/** `fetch` would cost the machine more than the server does. */
function post(base: string, { path, headers, body }: SignedCall, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const length = { "content-length": Buffer.byteLength(body) };
    const sent = request(
      `${base}${path}`,
      { method: "POST", agent, headers: { ...headers, ...length } },
      (answer) => {
        const { statusCode = 0 } = answer;
        answer.resume();
        answer.once("end", () => {
          if (statusCode >= 200 && statusCode < 300) resolve();
          else reject(new Error(`${path} answered ${statusCode}`));
        });
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}
