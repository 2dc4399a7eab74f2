import type { DynamoDBRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { eachRecordInOrder } from "../../adapters/lambda/partial-batch.ts";
import { consoleObserve } from "../../adapters/observability/observe.ts";
import type { Identities } from "../../domain/identity/find-owner.ts";
import { defaultPolicies, type Policies } from "../../domain/policies/policies.ts";
import { understandByRules } from "../../domain/understanding/understand-by-rules.ts";
import { createHandler, type RelayHandlerDeps } from "../../functions/relay-timeline/handler.ts";
import type { DomainEvent } from "../../schemas/domain-events/catalogue.ts";
import { inert, member, untimedEvent } from "../support/events.ts";

const silent = consoleObserve(() => {});
const record = (SequenceNumber: string) =>
  ({ dynamodb: { SequenceNumber, Keys: { PK: { S: SequenceNumber } } } }) as DynamoDBRecord;

const policies: Policies = { current: async (name) => ({ version: 0, policy: defaultPolicies[name] }) };

const identities: Identities = {
  ...inert<Identities>(),
  tenuresOf: async (ids) => new Map(ids.map((id) => [id, { owner: "c1", former: [] }])),
  link: async () => "linked",
};

function setUp(parts: Partial<RelayHandlerDeps>) {
  const published: DomainEvent[][] = [];
  const handle = createHandler(
    inert<RelayHandlerDeps>({
      identities,
      readMember: async (customerId) => member(customerId),
      attachments: { save: async () => "saved", casesOf: async () => new Map() },
      points: { add: async () => {} },
      policies,
      understand: async (text) => understandByRules(text),
      keepConsents: async () => {},
      keepMembership: async () => {},
      followReport: async () => {},
      isEcho: async () => false,
      recentContacts: { add: async () => {} },
      newCustomerId: () => "c1",
      read: async ({ dynamodb }) => ({
        kind: "event",
        stored: untimedEvent({ idempotencyKey: String(dynamodb?.SequenceNumber) }),
      }),
      publish: async (events) => {
        published.push([...events]);
      },
      eachRecordInOrder: (records, run) => eachRecordInOrder(records, run, silent),
      ...parts,
    }),
  );
  return { handle, published };
}

describe("relaying a batch of the stream", () => {
  it("publishes it in one go", async () => {
    const { handle, published } = setUp({});
    expect(await handle({ Records: ["1", "2", "3"].map(record) })).toEqual({ batchItemFailures: [] });
    expect(published.map(({ length }) => length)).toEqual([3]);
  });

  it("makes nothing of an echo of a message of ours", async () => {
    const echo = untimedEvent({ kind: "message.sent", direction: "outbound" });
    const read: RelayHandlerDeps["read"] = async ({ dynamodb }) => ({
      kind: "event",
      stored: dynamodb?.SequenceNumber === "2" ? echo : untimedEvent(),
    });
    const { handle, published } = setUp({ isEcho: async ({ event }) => event === echo.event, read });
    expect(await handle({ Records: ["1", "2"].map(record) })).toEqual({ batchItemFailures: [] });
    expect(published).toMatchObject([[{ detail: { data: { kind: "message.received" } } }]]);
  });

  it("saves the events of one customer together", async () => {
    const saves: number[] = [];
    const attachments = {
      save: async ({ assignments }: { assignments: readonly unknown[] }) => {
        saves.push(assignments.length);
        return "saved" as const;
      },
      casesOf: async () => new Map(),
    };
    await setUp({ attachments }).handle({ Records: ["1", "2", "3"].map(record) });
    expect(saves).toEqual([3]);
  });

  it("publishes what went well, and goes on from the first record that failed", async () => {
    const newcomer = untimedEvent({ identifiers: [{ kind: "crm", value: "new", level: "verified" }] });
    const { handle, published } = setUp({
      read: async ({ dynamodb }) => ({
        kind: "event",
        stored: dynamodb?.SequenceNumber === "2" ? newcomer : untimedEvent(),
      }),
      identities: {
        ...identities,
        link: async () => Promise.reject(new Error("no")),
        tenuresOf: async (ids) => identities.tenuresOf(ids.filter((id) => id !== newcomer.home)),
      },
    });
    const answer = await handle({ Records: ["1", "2", "3"].map(record) });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "2" }] });
    expect(published[0]).toHaveLength(2);
  });

  it("goes on from the first event of a customer that could not be saved, and relays the others", async () => {
    const other = untimedEvent({ identifiers: [{ kind: "crm", value: "other", level: "verified" }] });
    const { handle, published } = setUp({
      read: async ({ dynamodb }) => ({
        kind: "event",
        stored: dynamodb?.SequenceNumber === "2" ? other : untimedEvent(),
      }),
      identities: {
        ...identities,
        tenuresOf: async (ids) =>
          new Map(ids.map((id) => [id, { owner: id === other.home ? "c2" : "c1", former: [] }])),
      },
      attachments: {
        save: async ({ customerId }) =>
          customerId === "c2" ? Promise.reject(new Error("throttled")) : ("saved" as const),
        casesOf: async () => new Map(),
      },
    });
    const answer = await handle({ Records: ["1", "2", "3"].map(record) });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "2" }] });
    expect(published[0]).toHaveLength(2);
  });

  it("fails one record that cannot be read, and relays the others", async () => {
    const { handle, published } = setUp({
      read: async ({ dynamodb }) => {
        if (dynamodb?.SequenceNumber === "1") throw new Error("corrupt");
        return { kind: "event", stored: untimedEvent() };
      },
    });
    expect(await handle({ Records: ["1", "2"].map(record) })).toEqual({
      batchItemFailures: [{ itemIdentifier: "1" }],
    });
    expect(published[0]).toHaveLength(1);
  });

  it("fails as a whole when the bus cannot be told, so that Lambda tries again", async () => {
    const { handle } = setUp({ publish: async () => Promise.reject(new Error("bus")) });
    await expect(handle({ Records: [record("1")] })).rejects.toThrow("bus");
  });
});
