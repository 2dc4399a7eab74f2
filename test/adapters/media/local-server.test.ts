/** The guarded fetch against a real server on this machine: through the trusted origin, and pinned. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { guardedFetch } from "../../../adapters/media/guarded-fetch.ts";
import { openPinned } from "../../../adapters/media/pinned-request.ts";
import { readCapped } from "../../../adapters/media/read-capped.ts";
import { resolveHost } from "../../../adapters/media/resolve-host.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

const limits = { largestBytes: 1000, totalMs: 2_000, idleMs: 100 };
const fetchFile = guardedFetch({ limits });
const at = (url: string) => ({ url, headers: { authorization: "Basic x" }, hosts: [] });

it("fetches through the trusted origin, over a redirect, and without cookies", async () => {
  const seen: (string | undefined)[] = [];
  const origin = await serve((request, response) => {
    seen.push(request.headers.cookie, request.headers.authorization);
    if (request.url === "/a") {
      response.writeHead(302, { location: "/b", "set-cookie": "a=b" }).end();
    } else response.end("file");
  });
  expect(await fetchFile(at(`${origin}/a`), origin)).toEqual({ kind: "file", bytes: Buffer.from("file") });
  expect(seen).toEqual([undefined, "Basic x", undefined, "Basic x"]);
  expect(await fetchFile(at(`${origin}/a`))).toEqual({ kind: "refused", reason: "not-https" });
});

it("connects to the address that was checked, whatever the host is called", async () => {
  const origin = await serve((request, response) => response.end(request.headers.host));
  const { port } = new URL(origin);
  const url = new URL(`http://files.invalid:${port}/`);
  const signal = AbortSignal.timeout(2_000);
  const answer = await openPinned({ url, addresses: ["127.0.0.1"], headers: {}, signal, idleMs: 1_000 });
  const got = await readCapped(answer, 1000);
  expect(got?.toString()).toBe(`files.invalid:${port}`);
  await expect(openPinned({ url, addresses: [], headers: {}, signal, idleMs: 1_000 })).rejects.toThrow(
    "no address",
  );
});

it("stops a body that is longer than it may be while it comes", async () => {
  const origin = await serve((_, response) => {
    for (let n = 0; n < 100; n += 1) response.write("x".repeat(100));
    response.end();
  });
  expect(await fetchFile(at(origin), origin)).toEqual({ kind: "refused", reason: "too-large" });
});

it("tries again later what breaks off, or falls silent", async () => {
  const short = await serve((_, response) => {
    response.writeHead(200, { "content-length": "100" }).write("half");
    setImmediate(() => response.destroy());
  });
  await expect(fetchFile(at(short), short)).rejects.toThrow("ECONNRESET");
  server?.close();
  const silent = await serve((_, response) => void response.writeHead(200).write("…"));
  await expect(fetchFile(at(silent), silent)).rejects.toThrow(/idle|ECONNRESET/);
});

it("tries again later where nobody answers", async () => {
  const origin = await serve(() => {});
  await new Promise((resolve) => server?.close(resolve));
  await expect(fetchFile(at(origin), origin)).rejects.toThrow("ECONNREFUSED");
});

it("finds this machine by name, and no address for a name that there is not", async () => {
  expect(await resolveHost("localhost")).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(127|::1)/)]),
  );
  expect(await resolveHost("[::1]")).toEqual(["::1"]);
});
