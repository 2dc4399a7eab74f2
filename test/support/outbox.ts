/** One accepted send in a memory table, a provider that counts what it takes, and everything hand-over needs. */
import { marshall } from "@aws-sdk/util-dynamodb";
import { dynamoConsentLedger } from "../../adapters/dynamodb/consent-ledger.ts";
import { bodyOf, eventItem } from "../../adapters/dynamodb/event-item.ts";
import { dynamoOutbox } from "../../adapters/dynamodb/outbox.ts";
import { putSend } from "../../adapters/dynamodb/sends.ts";
import type { TableDeps } from "../../adapters/dynamodb/table-call.ts";
import { writeTogether } from "../../adapters/dynamodb/transactions.ts";
import type { FetchFile } from "../../domain/media/fetch-media.ts";
import type {
  Capabilities,
  ChannelSender,
  OutboundFile,
  SendAnswer,
} from "../../domain/outbox/channel-sender.ts";
import type { HandOverDeps, WakeUp } from "../../domain/outbox/hand-over.ts";
import { type PermitDeps, permit } from "../../domain/outbox/permit.ts";
import { refusalEntries } from "../../domain/outbox/refusal-entries.ts";
import { defaultPolicies, type Policies } from "../../domain/policies/policies.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { SendRequest } from "../../schemas/send.ts";
import { MemoryTable } from "./memory-table.ts";

export const askedAt = "2026-01-02T10:00:00.000Z";

export function sendRequest(changes: Partial<SendRequest> = {}): SendRequest {
  return {
    sendId: "01KDZ0000000000000000000S1",
    customerId: "c1",
    identifierId: "i1",
    occurredAt: "2026-01-02T10:05:00.000Z",
    caseId: "c1-e1",
    agentId: "a1",
    channel: "whatsapp",
    provider: "toy",
    endpointId: "demo",
    brand: "default",
    to: "+905551112233",
    text: "Merhaba",
    purpose: "service",
    ledgerIds: ["i1"],
    lastInbound: { at: askedAt, eventId: "e1", isStopWord: false },
    lastAsked: { at: askedAt, eventId: "e1", isStopWord: false },
    ...changes,
  };
}

export const capabilities: Capabilities = {
  text: { most: 4096, counted: "characters" },
  media: false,
  receipts: ["sent", "delivered", "read"],
  idempotent: false,
  enforcesOptOut: false,
  rate: { perSecond: 1000, burst: 1000 },
};

const policies: Policies = { current: async (name) => ({ version: 0, policy: defaultPolicies[name] }) };

/** The event on the timeline, as accepting the send writes it. */
function timelineEvent({ sendId, occurredAt, channel, text }: SendRequest): ContactEvent {
  return {
    eventId: sendId,
    occurredAt,
    receivedAt: occurredAt,
    channel,
    direction: "outbound",
    kind: "message.sent",
    provider: "toy",
    endpointId: "demo",
    identifiers: [{ kind: "phone", value: "+905551112233", level: "verified" }],
    text,
  };
}

export interface OutboxWorld {
  readonly table: MemoryTable;
  readonly outbox: HandOverDeps["outbox"];
  readonly deps: HandOverDeps;
  /** Ids that the provider was handed, each time. */
  readonly handed: string[];
  /** That came along. */
  readonly files: OutboundFile[];
  readonly wakeUps: (WakeUp & { readonly at: number })[];
  readonly ledger: ReturnType<typeof dynamoConsentLedger>;
  /** The clock, in milliseconds. */
  time: number;
  accept(request: SendRequest): Promise<void>;
}

export interface WorldParts {
  readonly capabilities?: Partial<Capabilities>;
  /** What the provider answers to its first, second, ... call; it takes the message unless it refuses it. */
  readonly answers?: readonly (SendAnswer & { readonly tookIt?: boolean })[];
  /** Stands between us and the table. */
  readonly through?: (table: TableDeps) => TableDeps;
  readonly onHandOver?: () => Promise<void>;
  /** What the timeline says of consents; nothing by default. */
  readonly newestWords?: PermitDeps["newestWords"];
  /** Where the files of messages are. */
  readonly fetchFile?: FetchFile;
}

export function outboxWorld(parts: WorldParts = {}): OutboxWorld {
  const memory = new MemoryTable();
  const table = parts.through?.(memory.table) ?? memory.table;
  const outbox = dynamoOutbox(table);
  const ledger = dynamoConsentLedger(table);
  const can = { ...capabilities, ...parts.capabilities };
  const now = () => new Date(world.time);
  const newestWords = parts.newestWords ?? (async () => []);
  const permission = { ledger, policies, newestWords, recentSends: async () => [], now };
  let calls = 0;
  const sender: ChannelSender = {
    provider: "toy",
    channels: ["whatsapp"],
    capabilities: () => can,
    addressOf: () => "+905551112233",
    async send({ sendId, files = [] }) {
      world.files.push(...files);
      const { tookIt, ...answer } = parts.answers?.[calls] ?? {
        kind: "accepted",
        providerMessageId: `m-${sendId}`,
      };
      calls += 1;
      await parts.onHandOver?.();
      if (tookIt ?? answer.kind === "accepted") world.handed.push(sendId);
      await parts.onHandOver?.();
      return answer;
    },
  };
  const deps: HandOverDeps = {
    outbox,
    permit: (request, capability) => permit(permission, request, capability),
    senderOf: () => sender,
    endpointOf: async (provider, endpointId) => ({
      provider,
      endpointId,
      secrets: [],
      account: {},
      brand: "default",
    }),
    bucketsOf: () => ({ take: async (_name, at) => at }),
    tools: {
      http: async () => ({ kind: "not-sent", code: "none" }),
      aws: async () => ({ kind: "not-sent", code: "none" }),
      now,
    },
    fetchFile: parts.fetchFile ?? (() => Promise.reject(new Error("no file is to be fetched"))),
    optedOut: (request) => ledger.append(refusalEntries(request, now())),
    announce: async (wakeUp, delaySeconds) => {
      world.wakeUps.push({ ...wakeUp, at: world.time + delaySeconds * 1000 });
    },
    statusUrl: () => "https://hooks.example.com/v1/ingest/toy/demo",
    waitUntil: async () => {},
    now,
    random: () => 0.5,
    report: () => {},
  };
  const world: OutboxWorld = {
    table: memory,
    outbox,
    deps,
    handed: [],
    files: [],
    wakeUps: [],
    ledger,
    time: Date.parse("2026-01-02T10:05:01.000Z"),
    async accept(request) {
      const event = timelineEvent(request);
      const identified = {
        event,
        home: request.identifierId,
        identifierIds: [],
        previousIds: [],
        claimIds: [],
      };
      const item = marshall(eventItem(identified, { body: bodyOf(identified) }));
      await writeTogether(memory.table, [
        { Put: { TableName: "table", Item: item } },
        ...putSend("table", { request, freeBefore: "" }),
      ]);
    },
  };
  return world;
}
