import { beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { clear, disconnect } from "../../../local/connect/lifecycle.ts";
import { logOut, setStatus, statusNamed } from "../../../local/connect/status.ts";
import { openTestCentre, type TestCentre, type Told } from "./centre.ts";

let test: TestCentre;
beforeEach(() => {
  test = openTestCentre();
});

const snapshot = z.looseObject({
  AgentStatus: z.object({ Name: z.string() }).loose(),
  Contacts: z.array(z.looseObject({ ContactId: z.string(), State: z.string() })),
});
const agentEvent = z.object({
  EventType: z.string(),
  EventTimestamp: z.string(),
  CurrentAgentSnapshot: snapshot,
  PreviousAgentSnapshot: snapshot.nullable(),
});

/** Type, status and states of contacts of each agent event since the last look. */
function agentStory(): string[] {
  return test.agentEvents.splice(0).map((told) => {
    const { EventType, CurrentAgentSnapshot: now } = agentEvent.parse(told);
    return [EventType, now.AgentStatus.Name, ...now.Contacts.map(({ State }) => State)].join(" ");
  });
}
const contactStory = () => test.events.splice(0).map(({ detail }) => detail.eventType);
const hangUp = (contactId: string) =>
  test.centre.act((floor) => disconnect(floor, test.contact(contactId), "CUSTOMER_DISCONNECT"));
const clearContact = (username: string, contactId: string) =>
  test.centre.act((floor) => clear(floor, test.agent(username), contactId));

describe("a call", () => {
  it("goes from its flow to its queue to the agent who is free, and is over when the work after it is", () => {
    test.available("ayse");
    expect(agentStory()).toEqual(["LOGIN Offline", "STATE_CHANGE Available"]);
    const contactId = test.call();
    expect(test.contact(contactId)).toMatchObject({ state: "OFFERED", agentId: "ayse", attempts: 1 });
    test.clock.advance(3000);
    test.accept(contactId);
    test.clock.advance(60_000);
    test.leave(contactId);
    expect(contactStory()).toEqual(["INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED"]);
    expect(test.records).toEqual([]);
    test.clock.advance(10_000);
    clearContact("ayse", contactId);
    expect(contactStory()).toEqual(["COMPLETED"]);
    expect(agentStory()).toEqual([
      "STATE_CHANGE Available CONNECTING",
      "STATE_CHANGE Available CONNECTED",
      "STATE_CHANGE Available ENDED",
      "STATE_CHANGE Available",
    ]);
    expect(test.records).toMatchObject([
      {
        ContactId: contactId,
        Channel: "VOICE",
        InitiationMethod: "INBOUND",
        DisconnectReason: "AGENT_DISCONNECT",
        AgentConnectionAttempts: 1,
        Queue: { Name: "general", Duration: 3, EnqueueTimestamp: "2026-11-22T09:00:00Z" },
        Agent: {
          Username: "ayse",
          AgentInteractionDuration: 60,
          AfterContactWorkDuration: 10,
          ConnectedToAgentTimestamp: "2026-11-22T09:00:03Z",
        },
        DisconnectTimestamp: "2026-11-22T09:01:03Z",
        LastUpdateTimestamp: "2026-11-22T09:01:13Z",
        CustomerEndpoint: { Address: "+905551112233", Type: "TELEPHONE_NUMBER" },
      },
    ]);
  });

  it("rings at the agent who has been idle longest, and at the next when the first declines or lets it ring", () => {
    for (const name of ["ayse", "berk", "can"]) {
      test.available(name);
      test.clock.advance(1000);
    }
    const contactId = test.call();
    expect(test.contact(contactId).agentId).toBe("ayse");
    test.decline(contactId);
    expect(test.agent("ayse").contacts).toMatchObject([{ state: "REJECTED" }]);
    expect(test.contact(contactId)).toMatchObject({ agentId: "berk", attempts: 2 });
    test.clock.advance(19_999);
    expect(test.contact(contactId).agentId).toBe("berk");
    test.clock.advance(1);
    expect(test.agent("berk").contacts).toMatchObject([{ state: "MISSED" }]);
    expect(test.contact(contactId)).toMatchObject({ agentId: "can", attempts: 3 });
  });

  it("does not ring at who has a missed contact in view, is on a break, or was logged out", () => {
    for (const name of ["ayse", "berk", "can"]) test.available(name);
    const first = test.call();
    test.decline(first);
    test.centre.act((floor) => {
      setStatus(floor, test.agent("can"), statusNamed(floor.instance, "Break"));
    });
    hangUp(first);
    expect(test.agent("berk").contacts).toMatchObject([{ contactId: first, state: "MISSED" }]);
    const second = test.call();
    expect(test.contact(second).state).toBe("QUEUED");
    test.centre.act((floor) => {
      logOut(floor, test.agent("ayse"));
    });
    clearContact("ayse", first);
    expect(test.contact(second).state).toBe("QUEUED");
    clearContact("berk", first);
    expect(test.contact(second)).toMatchObject({ state: "OFFERED", agentId: "berk" });
  });

  it("keeps its place in the queue when it was declined", () => {
    test.available("ayse");
    const first = test.call();
    test.clock.advance(1000);
    const second = test.call();
    test.clock.advance(1000);
    test.decline(first);
    test.available("berk");
    expect([test.contact(first).agentId, test.contact(second).state]).toEqual(["berk", "QUEUED"]);
  });

  it("that its customer gives up is over at once, without an agent in its record", () => {
    const contactId = test.call();
    test.clock.advance(45_000);
    hangUp(contactId);
    expect(contactStory()).toEqual(["INITIATED", "QUEUED", "DISCONNECTED", "COMPLETED"]);
    expect(test.records).toMatchObject([
      { Agent: null, DisconnectReason: "CUSTOMER_DISCONNECT", Queue: { Duration: 45 } },
    ]);
  });

  it("waits for nobody else's queue: first in, first out", () => {
    const [first, second] = [test.call(), test.call()];
    test.available("ayse");
    expect([test.contact(first).state, test.contact(second).state]).toEqual(["OFFERED", "QUEUED"]);
  });
});

describe("slots", () => {
  const chat = () => test.call("chat", { channel: "CHAT", initiationMethod: "API" });

  it("let an agent have three chats, but no call beside them", () => {
    test.available("ayse");
    const chats = [chat(), chat(), chat(), chat()];
    const call = test.call();
    expect(chats.map((id) => test.contact(id).state)).toEqual(["OFFERED", "OFFERED", "OFFERED", "QUEUED"]);
    expect(test.contact(call).state).toBe("QUEUED");
  });
});

describe("an agent who is leaving", () => {
  it("gets nothing more, and goes when the last contact is cleared", () => {
    test.available("ayse");
    const chat = () => test.call("chat", { channel: "CHAT", initiationMethod: "API" });
    const first = chat();
    test.accept(first);
    test.centre.act((floor) => setStatus(floor, test.agent("ayse"), statusNamed(floor.instance, "Break")));
    const second = chat();
    expect(test.contact(second).state).toBe("QUEUED");
    agentStory();
    test.leave(first);
    clearContact("ayse", first);
    expect(agentStory()).toEqual([
      "STATE_CHANGE Available ENDED",
      "STATE_CHANGE Available",
      "STATE_CHANGE Break",
    ]);
    expect(test.contact(second).state).toBe("QUEUED");
  });
});

describe("contact events", () => {
  it("have the documented shape, and none of the attributes", () => {
    test.available("ayse");
    const contactId = test.call("voice", { attributes: { secret: "x" } });
    test.accept(contactId);
    const { instance } = test.centre;
    expect(test.events.find(({ detail }) => detail.eventType === "CONNECTED_TO_AGENT")).toEqual({
      source: "aws.connect",
      detailType: "Amazon Connect Contact Event",
      time: test.clock.now(),
      resources: [`${instance.arn}/contact/${contactId}`, instance.arn],
      detail: {
        eventType: "CONNECTED_TO_AGENT",
        contactId,
        channel: "VOICE",
        instanceArn: instance.arn,
        initiationMethod: "INBOUND",
        initiationTimestamp: "2026-11-22T09:00:00.000Z",
        queueInfo: {
          queueType: "STANDARD",
          queueArn: `${instance.arn}/queue/${test.queueId("general")}`,
          enqueueTimestamp: "2026-11-22T09:00:00.000Z",
          dequeueTimestamp: "2026-11-22T09:00:00.000Z",
        },
        agentInfo: {
          agentArn: `${instance.arn}/agent/ayse`,
          connectedToAgentTimestamp: "2026-11-22T09:00:00.000Z",
          hierarchyGroups: {},
        },
        tags: { "aws:connect:instanceId": instance.id },
      },
    });
  });
});

describe("agent events", () => {
  it("have the documented shape, and the state before", () => {
    test.available("ayse");
    const contactId = test.call();
    const told: Told = test.agentEvents.at(-1) ?? {};
    const { instance } = test.centre;
    expect(told).toMatchObject({
      AWSAccountId: "000000000000",
      AgentARN: `${instance.arn}/agent/ayse`,
      EventId: expect.any(String),
      EventTimestamp: "2026-11-22T09:00:00.000Z",
      EventType: "STATE_CHANGE",
      InstanceARN: instance.arn,
      Version: "2017-10-01",
      PreviousAgentSnapshot: { AgentStatus: { Name: "Available" }, Contacts: [] },
      CurrentAgentSnapshot: {
        AgentStatus: { Name: "Available", Type: "ROUTABLE", StartTimestamp: "2026-11-22T09:00:00.000Z" },
        NextAgentStatus: null,
        Configuration: {
          Username: "ayse",
          AgentHierarchyGroups: null,
          RoutingProfile: {
            Name: "agents",
            Concurrency: [
              { Channel: "VOICE", AvailableSlots: 0, MaximumSlots: 1 },
              { Channel: "CHAT", AvailableSlots: 0, MaximumSlots: 3 },
              { Channel: "TASK", AvailableSlots: 2, MaximumSlots: 2 },
            ],
            InboundQueues: [{ Name: "general", Channels: ["VOICE", "CHAT"] }],
            DefaultOutboundQueue: { Name: "general" },
          },
        },
        Contacts: [
          {
            ContactId: contactId,
            Channel: "VOICE",
            InitiationMethod: "INBOUND",
            InitialContactId: null,
            State: "CONNECTING",
            StateStartTimestamp: "2026-11-22T09:00:00.000Z",
            ConnectedToAgentTimestamp: null,
            QueueTimestamp: "2026-11-22T09:00:00.000Z",
            Queue: { Name: "general" },
          },
        ],
      },
    });
  });

  it("tell of silence every two minutes, up to an hour after logging out", () => {
    test.available("ayse");
    agentStory();
    test.clock.advance(119_999);
    expect(agentStory()).toEqual([]);
    test.clock.advance(1);
    expect(agentStory()).toEqual(["HEART_BEAT Available"]);
    test.centre.act((floor) => logOut(floor, test.agent("ayse")));
    expect(agentStory()).toEqual(["LOGOUT Available"]);
    test.clock.advance(3 * 3_600_000);
    expect(agentStory()).toHaveLength(30);
  });
});
