/** Hands one send over to its provider: consent first, in order, within the rate, and at most once. */
import type { Receipt, Send, SendRequest } from "../../schemas/send.ts";
import type { Suppressed } from "../consent/permit-send.ts";
import type { Endpoint } from "../ingest/channel-adapter.ts";
import type { FetchFile } from "../media/fetch-media.ts";
import { graceMs, type TokenBuckets } from "../rate/token-bucket.ts";
import { pauseMs } from "./backoff.ts";
import type {
  Capabilities,
  ChannelSender,
  OutboundFile,
  OutboundMessage,
  SendAnswer,
  SendingTools,
} from "./channel-sender.ts";
import { type FetchedFiles, fetchFiles } from "./fetch-files.ts";
import type { LedgerVersions, Outbox } from "./outbox.ts";

/** Whether the send may go out at this moment, and what it relies on. */
export type Permission =
  | { readonly kind: "permitted"; readonly receipt: Receipt; readonly ledger: LedgerVersions }
  | { readonly kind: "later"; readonly from: Date; readonly reason: Suppressed["reason"] }
  | ({ readonly kind: "suppressed" } & Pick<Suppressed, "reason" | "until" | "unless">);

export interface HandOverDeps {
  readonly outbox: Outbox;
  readonly permit: (request: SendRequest, capabilities: Capabilities) => Promise<Permission>;
  readonly senderOf: (provider: string) => ChannelSender | undefined;
  readonly endpointOf: (provider: string, endpointId: string) => Promise<Endpoint | undefined>;
  /** What one endpoint of a provider takes per second, shared by everybody who sends. */
  readonly bucketsOf: (name: string, rate: Capabilities["rate"]) => Pick<TokenBuckets, "take">;
  readonly tools: SendingTools;
  readonly fetchFile: FetchFile;
  /** Keeps that the provider itself said the recipient wants nothing more. */
  readonly optedOut: (request: SendRequest) => Promise<void>;
  /** Has somebody look at it, in at most 15 minutes. */
  readonly announce: (wakeUp: WakeUp, delaySeconds: number) => Promise<void>;
  readonly statusUrl: (request: SendRequest) => string;
  readonly waitUntil: (instant: Date) => Promise<void>;
  readonly now: () => Date;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly report: (code: string, facts: Readonly<Record<string, string | number>>) => void;
}

/** Longer than a provider may take to answer, and than a function runs. */
const claimMs = 60_000;
const waitsInFunctionMs = 1500;
/** Between two looks at whether an earlier message has gone. */
const earlierPauseMs = 1000;
const longestDelaySeconds = 900;
const mostDecisions = 5;
/** So long we try what may be tried again. */
const givesUpAfterMs = 24 * 60 * 60_000;

/** @param slot of the rate that was taken for it on an earlier look */
export interface WakeUp {
  readonly sendId: string;
  readonly slot?: string | undefined;
}

/** Safe to repeat, and to run twice at once: whatever a crash leaves behind, the next run goes on from. */
export async function handOver(deps: HandOverDeps, { sendId, slot }: WakeUp): Promise<void> {
  const send = await deps.outbox.load(sendId);
  if (send === undefined || isSettled(send)) return;
  const sender = deps.senderOf(send.request.provider);
  const endpoint = await deps.endpointOf(send.request.provider, send.request.endpointId);
  if (sender === undefined || endpoint === undefined) {
    return deps.outbox.settle(send, { state: "refused", reason: "not-allowed", code: "no-endpoint" });
  }
  const capabilities = sender.capabilities(send.request.channel);
  if (isInterrupted(send, capabilities, deps.now())) {
    return deps.outbox.settle(send, { state: "uncertain", code: "interrupted" });
  }
  const from = await waitingFor(deps, send);
  if (from !== undefined) return wakeAgain(deps, { sendId }, from);
  const usable = await usableSlot(deps, send, capabilities, slot);
  if (usable.getTime() - deps.now().getTime() > waitsInFunctionMs) {
    return wakeAgain(deps, { sendId, slot: usable.toISOString() }, usable);
  }
  await deps.waitUntil(usable);
  // Whoever dies while files come has claimed nothing: the next run begins again.
  const fetched = await filesOf(deps, send.request, capabilities);
  if (fetched.kind !== "files") return follow(deps, send, fetched, capabilities);
  if (!(await decideAndClaim(deps, send, capabilities))) return;
  const claimed = { ...send, attempts: send.attempts + 1 };
  // What was acknowledged before the claim is on the timeline now, though the ledger may not have it yet.
  const stillPermitted = await lookAgain(deps, claimed, capabilities);
  if (stillPermitted.kind !== "permitted") return hold(deps, claimed, stillPermitted);
  const answer = await sender.send(messageOf(deps, send.request, fetched.files), endpoint, deps.tools);
  await follow(deps, claimed, answer, capabilities);
}

const isSettled = ({ state }: Send) => state !== "queued" && state !== "handing-over";

/** Whoever handed it over was interrupted, and the provider may have it: only one that knows our id can be asked again. */
const isInterrupted = ({ state, claimUntil }: Send, { idempotent }: Capabilities, now: Date) =>
  state === "handing-over" && claimUntil <= now.getTime() && !idempotent;

/** Until when nobody may hand it over. */
async function waitingFor({ outbox, now }: HandOverDeps, send: Send): Promise<Date | undefined> {
  const at = now().getTime();
  const from = Math.max(send.notBefore, send.state === "handing-over" ? send.claimUntil : 0);
  if (from > at) return new Date(from);
  return (await outbox.hasEarlier(send.request)) ? new Date(at + earlierPauseMs) : undefined;
}

/** The slot it brings, unless it comes too late for it; else a new one. */
async function usableSlot(deps: HandOverDeps, { request }: Send, { rate }: Capabilities, slot?: string) {
  const now = deps.now();
  const given = slot === undefined ? undefined : new Date(slot);
  if (given !== undefined && now.getTime() <= given.getTime() + graceMs) return given;
  const name = `send#${request.provider}#${request.endpointId}`;
  return deps.bucketsOf(name, rate).take(name, now);
}

/** None where the provider fetches them by itself. */
async function filesOf(
  { fetchFile, now }: HandOverDeps,
  { mediaUrls = [] }: SendRequest,
  { mostAttachedBytes }: Capabilities,
): Promise<FetchedFiles> {
  if (mostAttachedBytes === undefined) return { kind: "files", files: [] };
  return fetchFiles(fetchFile, mediaUrls, mostAttachedBytes, now);
}

/** Half a second to one and a half early: the function waits for the rest. */
async function wakeAgain({ announce, now }: HandOverDeps, wakeUp: WakeUp, from: Date): Promise<void> {
  const seconds = Math.floor((from.getTime() - now().getTime() + 500) / 1000);
  await announce(wakeUp, Math.min(longestDelaySeconds, Math.max(0, seconds)));
}

/** Decides by the newest consents; a claim that lost to a change of them is decided again. */
async function decideAndClaim(deps: HandOverDeps, send: Send, capabilities: Capabilities): Promise<boolean> {
  for (let decision = 0; decision < mostDecisions; decision += 1) {
    const permission = await deps.permit(send.request, capabilities);
    if (permission.kind !== "permitted") {
      await hold(deps, send, permission);
      return false;
    }
    const until = new Date(deps.now().getTime() + claimMs);
    const { receipt, ledger } = permission;
    if ((await deps.outbox.claim(send, { until, receipt, ledger })) === "claimed") return true;
    const now = await deps.outbox.load(send.request.sendId);
    if (now === undefined || now.state !== send.state || now.attempts !== send.attempts) return false;
  }
  await postpone(
    deps,
    send,
    new Date(deps.now().getTime() + pauseMs(send.attempts, deps.random())),
    "contended",
  );
  return false;
}

/** Nothing was sent if it cannot look: the claim is given back. */
async function lookAgain(deps: HandOverDeps, claimed: Send, capabilities: Capabilities): Promise<Permission> {
  try {
    return await deps.permit(claimed.request, capabilities);
  } catch (error) {
    await tryAgain(deps, claimed, "consents-unread");
    throw error;
  }
}

/** For good, or until it may go. */
function hold(deps: HandOverDeps, send: Send, permission: Exclude<Permission, { kind: "permitted" }>) {
  return permission.kind === "suppressed"
    ? deps.outbox.settle(send, { state: "suppressed", reason: permission.reason })
    : postpone(deps, send, permission.from, permission.reason);
}

/** What the provider's answer means, or what kept us from asking it. `send` is as claimed, if it was. */
async function follow(deps: HandOverDeps, send: Send, answer: SendAnswer, capabilities: Capabilities) {
  const { provider, sendId } = send.request;
  const code = answer.kind === "accepted" ? "accepted" : answer.code;
  deps.report(answer.kind, { provider, sendId, code, attempts: send.attempts });
  switch (answer.kind) {
    case "accepted": {
      const { providerMessageId } = answer;
      const status = capabilities.receipts.includes("sent") ? "queued" : "sent";
      return deps.outbox.settle(send, { state: "accepted", providerMessageId, status });
    }
    case "refused":
      if (answer.reason === "opted-out") await deps.optedOut(send.request);
      return deps.outbox.settle(send, { state: "refused", reason: answer.reason, code });
    case "unknown":
      if (!capabilities.idempotent) return deps.outbox.settle(send, { state: "uncertain", code });
      return tryAgain(deps, send, code);
    case "retry":
      return tryAgain(deps, send, code, answer.afterSeconds);
  }
}

async function tryAgain(deps: HandOverDeps, send: Send, code: string, afterSeconds = 0): Promise<void> {
  const now = deps.now().getTime();
  if (now - Date.parse(send.request.occurredAt) > givesUpAfterMs) {
    return deps.outbox.settle(send, { state: "refused", reason: "gave-up", code });
  }
  const pause = Math.max(afterSeconds * 1000, pauseMs(send.attempts, deps.random()));
  return postpone(deps, send, new Date(now + pause), code);
}

async function postpone(deps: HandOverDeps, send: Send, from: Date, code: string): Promise<void> {
  await deps.outbox.postpone(send, from, code);
  await wakeAgain(deps, { sendId: send.request.sendId }, from);
}

function messageOf(
  { statusUrl }: HandOverDeps,
  request: SendRequest,
  files: readonly OutboundFile[],
): OutboundMessage {
  const { sendId, channel, to, text, subject, template, mediaUrls, asHumanAgent, answers } = request;
  return {
    sendId,
    channel,
    to,
    text,
    subject,
    template,
    ...(files.length > 0 ? { files } : { mediaUrls }),
    asHumanAgent,
    answers,
    statusUrl: statusUrl(request),
  };
}
