/** What Amazon Connect tells, read: AWS's own samples, and the ways in which they disagree with each other. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KinesisStreamRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { readAgentEvent } from "../../../adapters/connect/agent-event.ts";
import { readContactEvent } from "../../../adapters/connect/contact-event.ts";
import { readContactRecord } from "../../../adapters/connect/contact-record.ts";
import { readFlowEvent } from "../../../adapters/connect/flow-event.ts";
import { eachKinesisRecord } from "../../../adapters/connect/kinesis-batch.ts";
import type { Observe } from "../../../adapters/observability/observe.ts";
import { inert } from "../../support/events.ts";

const fixture = (name: string) => readFileSync(join(import.meta.dirname, "fixtures", `${name}.json`), "utf8");
const instance = "arn:aws:connect:eu-central-1:111122223333:instance/i-1";

function contactEvent(detail: object): string {
  const time = "2026-11-22T09:00:05Z";
  return JSON.stringify({
    source: "aws.connect",
    "detail-type": "Connect Customer Contact Event",
    time,
    detail,
  });
}

describe("a contact event", () => {
  it("of AWS's documentation is read, whatever the case of its keys", () => {
    const earlier = "11111111-2222-3333-4444-555555555555";
    expect(readContactEvent(fixture("contact-event"))).toEqual({
      contactId: "11111111-1111-1111-1111-111111111111",
      type: "CONNECTED_TO_AGENT",
      at: { CONNECTED_TO_AGENT: "2021-05-01T18:43:48.000Z" },
      userId: "arn",
      callback: false,
      earlier: [earlier],
      previous: earlier,
    });
  });

  it("says again what happened before, but not what has not happened yet", () => {
    const news = readContactEvent(
      contactEvent({
        eventType: "DISCONNECTED",
        contactId: "c",
        initialContactId: "c",
        initiationMethod: "CALLBACK",
        initiationTimestamp: "2026-11-22T09:00:00.000Z",
        disconnectTimestamp: "2026-11-22T09:00:04.500Z",
        queueInfo: { enqueueTimestamp: "1970-01-01T00:00:00.001Z" },
        agentInfo: {
          agentArn: `${instance}/agent/u-1`,
          connectedToAgentTimestamp: "2026-11-22T09:00:02.000Z",
          afterContactWorkEndTimestamp: null,
        },
      }),
    );
    expect(news).toEqual({
      contactId: "c",
      type: "DISCONNECTED",
      at: {
        INITIATED: "2026-11-22T09:00:00.000Z",
        CONNECTED_TO_AGENT: "2026-11-22T09:00:02.000Z",
        DISCONNECTED: "2026-11-22T09:00:04.500Z",
      },
      userId: "u-1",
      callback: true,
      earlier: [],
      previous: undefined,
    });
  });

  it("of a type that routing does not go by is nothing; what is no contact event is an error", () => {
    const detail = { contactId: "c", eventType: "CONTACT_DATA_UPDATED" };
    expect(readContactEvent(contactEvent(detail))).toBeUndefined();
    expect(() => readContactEvent(contactEvent({ eventType: "QUEUED" }))).toThrow();
    expect(() => readContactEvent("{}")).toThrow();
  });

  it("names the nearest of the contacts before it first", () => {
    const detail = { eventType: "QUEUED", contactId: "c", initialContactId: "a", relatedContactId: "r" };
    expect(readContactEvent(contactEvent(detail))).toMatchObject({
      earlier: ["r", "a"],
      previous: undefined,
    });
    expect(readContactEvent(contactEvent({ ...detail, previousContactId: "b" }))).toMatchObject({
      earlier: ["b", "r", "a"],
      previous: "b",
    });
  });
});

describe("an agent event", () => {
  it("of AWS's documentation is read: who has chosen lunch, and was offline before", () => {
    expect(readAgentEvent(fixture("agent-event"))).toEqual({
      userId: "agent-ARN",
      type: "HEART_BEAT",
      at: "2019-08-13T20:58:44.031Z",
      current: {
        status: "available",
        statusSince: "2019-08-13T20:52:30.704Z",
        nextStatus: "away",
        contacts: [],
      },
      previous: {
        status: "offline",
        statusSince: "2019-08-13T20:52:30.704Z",
        nextStatus: undefined,
        contacts: [],
      },
    });
  });

  it.each([
    [{ Type: "ROUTABLE", Name: "Müsait" }, "available"],
    [{ Type: "CUSTOM", Name: "Available" }, "away"],
    [{ Type: "OFFLINE", Name: "Gone" }, "offline"],
    [{ Name: "Available" }, "available"],
    [{ Name: "Offline" }, "offline"],
    [{ Name: "Çay" }, "away"],
  ])("with the status %j says that the agent is %s", (AgentStatus, status) => {
    const event = { ...JSON.parse(fixture("agent-event")), CurrentAgentSnapshot: { AgentStatus } };
    expect(readAgentEvent(JSON.stringify(event)).current?.status).toBe(status);
  });

  it("carries the contacts of the agent", () => {
    const contact = {
      ContactId: "c",
      State: "CONNECTED",
      StateStartTimestamp: "2019-08-13T20:58:40.000Z",
      ConnectedToAgentTimestamp: "2019-08-13T20:58:41.000Z",
    };
    const event = { ...JSON.parse(fixture("agent-event")), CurrentAgentSnapshot: { Contacts: [contact] } };
    expect(readAgentEvent(JSON.stringify(event)).current?.contacts).toEqual([
      {
        contactId: "c",
        state: "CONNECTED",
        since: contact.StateStartTimestamp,
        connectedAt: contact.ConnectedToAgentTimestamp,
      },
    ]);
  });
});

describe("a contact record", () => {
  const record = {
    ContactId: "c",
    InstanceARN: instance,
    InitialContactId: "a",
    PreviousContactId: null,
    InitiationMethod: "INBOUND",
    InitiationTimestamp: "2026-11-22T09:00:00Z",
    DisconnectTimestamp: "2026-11-22T09:05:00Z",
    LastUpdateTimestamp: "2026-11-22T09:06:00Z",
    Queue: { EnqueueTimestamp: "2026-11-22T09:00:10Z" },
    Agent: {
      ARN: `${instance}/agent/u-1`,
      ConnectedToAgentTimestamp: "2026-11-22T09:00:40Z",
      AfterContactWorkEndTimestamp: null,
    },
    CustomerEndpoint: { Address: "+905551112233", Type: "TELEPHONE_NUMBER" },
    Attributes: { csat: "5", nothing: null },
  };

  it("is read", () => {
    expect(readContactRecord(JSON.stringify(record))).toEqual({
      contactId: "c",
      instanceId: "i-1",
      initialContactId: "a",
      updatedAt: "2026-11-22T09:06:00.000Z",
      at: {
        INITIATED: "2026-11-22T09:00:00.000Z",
        QUEUED: "2026-11-22T09:00:10.000Z",
        CONNECTED_TO_AGENT: "2026-11-22T09:00:40.000Z",
        DISCONNECTED: "2026-11-22T09:05:00.000Z",
      },
      userId: "u-1",
      callback: false,
      earlier: ["a"],
      previous: undefined,
      endpoint: { address: "+905551112233", type: "TELEPHONE_NUMBER" },
      attributes: { csat: "5" },
    });
  });

  it("of a contact without queue, agent and customer is read, too", () => {
    const bare = { ...record, Queue: null, Agent: null, CustomerEndpoint: null, Attributes: null };
    const read = readContactRecord(JSON.stringify(bare));
    expect(Object.keys(read.at)).toEqual(["INITIATED", "DISCONNECTED"]);
    expect(read.userId).toBeUndefined();
  });
});

describe("what a flow asks with", () => {
  const data = { ContactId: "c", InstanceARN: instance, Channel: "VOICE", InitiationMethod: "INBOUND" };

  it("is read", () => {
    const CustomerEndpoint = { Address: "+905551112233", Type: "TELEPHONE_NUMBER" };
    const ContactData = { ...data, InitialContactId: "c", CustomerEndpoint, Attributes: { language: "en" } };
    expect(readFlowEvent({ Details: { ContactData, Parameters: { purpose: "arrived" } } })).toEqual({
      purpose: "arrived",
      contact: {
        contactId: "c",
        instanceId: "i-1",
        initialContactId: "c",
        channel: "VOICE",
        isOutbound: false,
        endpoint: { address: "+905551112233", type: "TELEPHONE_NUMBER" },
        caseId: undefined,
        language: "en",
      },
    });
  });

  it("says when a call back was chosen, whose task it is, and when nobody is at the other end", () => {
    const ContactData = { ...data, CustomerEndpoint: null, Attributes: { omniline_case: "k" } };
    const asked = readFlowEvent({ Details: { ContactData, Parameters: { purpose: "callback-chosen" } } });
    expect(asked).toMatchObject({
      purpose: "callback-chosen",
      contact: { caseId: "k", endpoint: { address: "", type: "" } },
    });
    expect(() => readFlowEvent({ Details: {} })).toThrow();
  });
});

describe("a batch of a stream", () => {
  const recordOf = (text: string, sequenceNumber: string) =>
    ({ kinesis: { data: Buffer.from(text).toString("base64"), sequenceNumber } }) as KinesisStreamRecord;

  it("is handled in its order, past what nobody can read, and from what failed on again", async () => {
    const handled: string[] = [];
    const warnings: string[] = [];
    const batch = ['"a"', "{", '"b"', '"fails"', '"c"'].map((text, index) => recordOf(text, String(index)));
    const response = await eachKinesisRecord(
      batch,
      (text: string): string => JSON.parse(text),
      async (news) => {
        if (news === "fails") throw new Error("no connection");
        handled.push(news);
      },
      inert<Observe>({ warn: (code, fields) => void warnings.push(`${code} ${fields?.sequenceNumber}`) }),
    );
    expect(handled).toEqual(["a", "b"]);
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: "3" }] });
    expect(warnings).toEqual(["RECORD_UNREADABLE 1", "RECORD_FAILED 3"]);
  });
});
