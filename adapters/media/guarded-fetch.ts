/** Fetches files from URLs that others wrote, so that they lead nowhere but to the public host they should. */
import { type FetchedFile, type FetchFile, largestFileBytes } from "../../domain/media/fetch-media.ts";
import { MediaUnreachableError } from "../../domain/media/media-error.ts";
import { refusedUrl } from "./allowed-url.ts";
import { type Open, openPinned, type PinnedAnswer } from "./pinned-request.ts";
import { isPublicAddress } from "./public-address.ts";
import { readCapped } from "./read-capped.ts";
import { type ResolveHost, resolveHost } from "./resolve-host.ts";

export interface FetchLimits {
  readonly largestBytes: number;
  /** For all of it: redirects, headers, body. */
  readonly totalMs: number;
  readonly idleMs: number;
}

export interface GuardedFetchDeps {
  readonly resolve: ResolveHost;
  readonly open: Open;
  readonly limits: FetchLimits;
}

const usualLimits: FetchLimits = { largestBytes: largestFileBytes, totalMs: 25_000, idleMs: 10_000 };
const mostRedirects = 3;

interface Hop {
  readonly url: URL;
  /** Set by ops: anything goes, as long as nobody else leads there. */
  readonly isTrusted: boolean;
}

/** Every hop is checked like the first. Headers stay with the origin that they were meant for. */
export function guardedFetch({
  resolve = resolveHost,
  open = openPinned,
  limits = usualLimits,
}: Partial<GuardedFetchDeps> = {}): FetchFile {
  const deps = { resolve, open, limits };
  return async (request, trustedOrigin) => {
    const signal = AbortSignal.timeout(limits.totalMs);
    const first = URL.parse(request.url);
    if (first === null) return { kind: "refused", reason: "not-a-url" };
    let hop: Hop = { url: first, isTrusted: first.origin === trustedOrigin };
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const headers = hop.url.origin === first.origin ? request.headers : {};
      const got = await ask(deps, hop, { hosts: request.hosts, headers, signal });
      if (!("status" in got)) return got;
      const next = redirectOf(got, hop.url);
      if (next === undefined) return fileIn(got, limits, signal);
      got.close();
      hop = { url: next, isTrusted: hop.isTrusted && next.origin === trustedOrigin };
    }
    return { kind: "refused", reason: "redirects" };
  };
}

async function ask(
  { resolve, open, limits }: GuardedFetchDeps,
  { url, isTrusted }: Hop,
  {
    hosts,
    headers,
    signal,
  }: { hosts: readonly string[]; headers: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<PinnedAnswer | FetchedFile> {
  const reason = isTrusted ? undefined : refusedUrl(url, hosts);
  if (reason !== undefined) return { kind: "refused", reason };
  const addresses = await passing(signal, () => resolve(url.hostname));
  if (addresses.length === 0) return { kind: "gone", reason: "no-such-host" };
  if (!isTrusted && !addresses.every(isPublicAddress)) return { kind: "refused", reason: "private-address" };
  return passing(signal, () => open({ url, addresses, headers, signal, idleMs: limits.idleMs }));
}

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

function redirectOf({ status, location }: PinnedAnswer, from: URL): URL | undefined {
  return redirectStatuses.has(status) && location !== undefined
    ? (URL.parse(location, from.href) ?? undefined)
    : undefined;
}

/** Busy, or in trouble: it may come later. */
const isPassing = (status: number) => status === 408 || status === 425 || status === 429 || status >= 500;

async function fileIn(answer: PinnedAnswer, limits: FetchLimits, signal: AbortSignal): Promise<FetchedFile> {
  const { status } = answer;
  if (status !== 200) {
    answer.close();
    if (isPassing(status)) throw new MediaUnreachableError(`http-${status}`);
    return { kind: "gone", reason: `http-${status}` };
  }
  const bytes = await passing(signal, () => readCapped(answer, limits.largestBytes));
  return bytes === undefined ? { kind: "refused", reason: "too-large" } : { kind: "file", bytes };
}

/** Trouble of the network passes, and is told by its code alone: a message of it would name the host. */
async function passing<Value>(signal: AbortSignal, run: () => Promise<Value>): Promise<Value> {
  const timeUp = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new MediaUnreachableError("too-slow")), { once: true });
    if (signal.aborted) reject(new MediaUnreachableError("too-slow"));
  });
  try {
    return await Promise.race([run(), timeUp]);
  } catch (error) {
    if (signal.aborted) throw new MediaUnreachableError("too-slow");
    throw error instanceof MediaUnreachableError ? error : new MediaUnreachableError(codeOf(error));
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "network";
}
