import {
  AssociateContactWithUserCommand,
  CreateContactCommand,
  DescribeContactCommand,
  DescribeUserCommand,
  DismissUserContactCommand,
  GetContactAttributesCommand,
  GetContactMetricsCommand,
  GetCurrentUserDataCommand,
  ListAgentStatusesCommand,
  ListUsersCommand,
  PutUserStatusCommand,
  StartChatContactCommand,
  StartOutboundVoiceContactCommand,
  StartTaskContactCommand,
  type StartTaskContactCommandInput,
  StopContactCommand,
  TransferContactCommand,
  UpdateContactAttributesCommand,
  UpdateContactRoutingDataCommand,
} from "@aws-sdk/client-connect";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Api, openApi, plenty } from "./api.ts";
import { connectInstance, flow, toQueue } from "./template.ts";

const smallQueue = {
  Type: "AWS::Connect::Queue",
  Properties: {
    InstanceArn: { "Fn::GetAtt": ["Instance", "Arn"] },
    Name: "small-2",
    HoursOfOperationArn: "h",
  },
};

let api: Api;
beforeEach(async () => {
  api = await openApi({ quotas: plenty });
});
afterEach(() => api.close());

async function startTask(more: Partial<StartTaskContactCommandInput> = {}): Promise<string> {
  const { ContactId = "" } = await api.client.send(
    new StartTaskContactCommand({
      InstanceId: api.InstanceId,
      ContactFlowId: api.flowNamed("task"),
      Name: "A case",
      Attributes: { omniline_case: "case-1" },
      ...more,
    }),
  );
  return ContactId;
}
const describeContact = async (ContactId: string) =>
  (await api.client.send(new DescribeContactCommand({ InstanceId: api.InstanceId, ContactId }))).Contact;
const associate = (ContactId: string, UserId: string) =>
  api.client.send(new AssociateContactWithUserCommand({ InstanceId: api.InstanceId, ContactId, UserId }));
const currentUserData = async (...Agents: string[]) =>
  (await api.client.send(new GetCurrentUserDataCommand({ InstanceId: api.InstanceId, Filters: { Agents } })))
    .UserDataList;

describe("a task", () => {
  it("goes through its flow into the queue of manual assignment, where nobody gets it by himself", async () => {
    api.available("ayse");
    const contactId = await startTask({
      Description: "d",
      References: { omniline_case: { Type: "STRING", Value: "1" } },
    });
    expect(await describeContact(contactId)).toMatchObject({
      Id: contactId,
      Arn: `${api.instanceArn}/contact/${contactId}`,
      Channel: "TASK",
      InitiationMethod: "API",
      Name: "A case",
      Description: "d",
      QueueInfo: { Id: api.queueId("assigned"), EnqueueTimestamp: new Date(api.clock.now()) },
      InitiationTimestamp: new Date(api.clock.now()),
      QueuePriority: 5,
    });
    expect(api.agent("ayse").contacts).toEqual([]);
  });

  it("is offered to whom it is assigned, in any state of theirs, and connected when they accept", async () => {
    api.available("ayse");
    api.centre.act((floor) => floor.saveAgent(api.agent("ayse"), { statusId: statusId("Break") }));
    const contactId = await startTask();
    await associate(contactId, `${api.instanceArn}/agent/ayse`);
    expect(api.agent("ayse").contacts).toMatchObject([{ contactId, state: "CONNECTING" }]);
    api.accept(contactId);
    expect(await describeContact(contactId)).toMatchObject({
      AgentInfo: { Id: "ayse", ConnectedToAgentTimestamp: new Date(api.clock.now()) },
    });
  });

  it.each([
    ["a contact that rings already", async (id: string) => associate(id, "ayse"), "InvalidRequestException"],
    ["a user who is not there", async (id: string) => associate(id, "nobody"), "ResourceNotFoundException"],
    ["a contact that is not there", async () => associate("none", "ayse"), "ResourceNotFoundException"],
  ])("is not assigned: %s", async (_, act, name) => {
    api.available("ayse");
    const contactId = await startTask();
    await associate(contactId, "ayse");
    await expect(act(contactId)).rejects.toMatchObject({ name });
  });

  it("is not assigned from a queue that the agent has not for manual assignment", async () => {
    await api.close();
    const instance = connectInstance({
      SmallFlow: flow("small", "CONTACT_FLOW", toQueue("@Small2")),
      Small2: smallQueue,
    });
    api = await openApi({ quotas: plenty, instance });
    api.available("ayse");
    const contactId = await startTask({ ContactFlowId: api.flowNamed("small") });
    expect(api.contact(contactId).state).toBe("QUEUED");
    await expect(associate(contactId, "ayse")).rejects.toMatchObject({ name: "InvalidRequestException" });
  });

  it("starts when it is scheduled to, at most six days ahead", async () => {
    const contactId = await startTask({ ScheduledTime: new Date(api.clock.now() + 60_000) });
    expect(api.contact(contactId).state).toBe("FLOW");
    api.clock.advance(60_000);
    expect(api.contact(contactId).state).toBe("QUEUED");
    await expect(
      startTask({ ScheduledTime: new Date(api.clock.now() + 7 * 86_400_000) }),
    ).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("takes over the attributes of a related contact, and the first of a chain of at most twelve", async () => {
    const first = await startTask({ Attributes: { a: "1", b: "1" } });
    const related = await startTask({ RelatedContactId: first, Attributes: { b: "2" } });
    expect(api.contact(related).attributes).toEqual({ a: "1", b: "2" });
    let last = first;
    for (let count = 1; count < 12; count += 1) last = await startTask({ PreviousContactId: last });
    expect(api.contact(last).initialContactId).toBe(first);
    await expect(startTask({ PreviousContactId: last })).rejects.toMatchObject({
      name: "ServiceQuotaExceededException",
    });
  });

  it.each([
    ["attribute keys with a colon", { Attributes: { "a:b": "1" } }, "InvalidParameterException"],
    ["attributes over 32 KB", { Attributes: { a: "x".repeat(32_769) } }, "InvalidParameterException"],
    ["a flow that is not there", { ContactFlowId: "none" }, "ResourceNotFoundException"],
    ["another instance", { InstanceId: "other" }, "ResourceNotFoundException"],
    ["a task template", { TaskTemplateId: "t" }, "InvalidParameterException"],
  ])("is refused with %s", async (_, more, name) => {
    await expect(startTask(more)).rejects.toMatchObject({ name });
  });

  it("can be put straight on an agent who is there", async () => {
    api.available("ayse");
    const create = () =>
      api.client.send(
        new CreateContactCommand({
          InstanceId: api.InstanceId,
          Channel: "TASK",
          InitiationMethod: "API",
          InitiateAs: "CONNECTED_TO_USER",
          UserInfo: { UserId: "ayse" },
          Name: "A case",
          ClientToken: "once",
        }),
      );
    const { ContactId = "", ContactArn } = await create();
    expect(ContactArn).toBe(`${api.instanceArn}/contact/${ContactId}`);
    expect(api.agent("ayse").contacts).toMatchObject([{ contactId: ContactId, state: "CONNECTED" }]);
    expect((await create()).ContactId).toBe(ContactId);
    expect(api.events.map(({ detail }) => detail.eventType)).toEqual(["INITIATED", "CONNECTED_TO_AGENT"]);
  });
});

describe("a client token", () => {
  it("starts one contact however often it comes, and another one with another operation or token", async () => {
    const [first, again, other] = [
      await startTask({ ClientToken: "t" }),
      await startTask({ ClientToken: "t" }),
      await startTask({ ClientToken: "u" }),
    ];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(api.events.filter(({ detail }) => detail.eventType === "INITIATED")).toHaveLength(2);
    const { ContactId } = await api.client.send(
      new StartChatContactCommand({
        InstanceId: api.InstanceId,
        ContactFlowId: api.flowNamed("chat"),
        ParticipantDetails: { DisplayName: "x" },
        ClientToken: "t",
      }),
    );
    expect(ContactId).not.toBe(first);
  });

  it("that failed may be tried again", async () => {
    await expect(startTask({ ClientToken: "t", ContactFlowId: "none" })).rejects.toThrow();
    expect(await startTask({ ClientToken: "t" })).not.toBe("");
  });
});

describe("a live call", () => {
  it("cannot be assigned, but a call back can", async () => {
    api.available("ayse");
    const live = api.call();
    await expect(associate(live, "ayse")).rejects.toMatchObject({ name: "InvalidRequestException" });
    const back = api.call("task", { initiationMethod: "CALLBACK" });
    await associate(back, "ayse");
    expect(api.agent("ayse").contacts.at(-1)).toMatchObject({ contactId: back, state: "INCOMING" });
  });

  it("tells its place in the queue, by priority and then by age", async () => {
    const [first, second, third] = [api.call(), api.call(), api.call()];
    api.clock.advance(1000);
    const routing = (ContactId: string, more: object) =>
      api.client.send(
        new UpdateContactRoutingDataCommand({ InstanceId: api.InstanceId, ContactId, ...more }),
      );
    await routing(third, { QueuePriority: 1 });
    await routing(second, { QueueTimeAdjustmentSeconds: 30 });
    const position = async (ContactId: string) => {
      const { MetricResults } = await api.client.send(
        new GetContactMetricsCommand({
          InstanceId: api.InstanceId,
          ContactId,
          Metrics: [{ Name: "POSITION_IN_QUEUE" }],
        }),
      );
      return MetricResults?.[0]?.Value?.Number;
    };
    expect([await position(third), await position(second), await position(first)]).toEqual([1, 2, 3]);
    expect(await describeContact(third)).toMatchObject({ QueuePriority: 1 });
    await expect(routing(first, { QueuePriority: 1, QueueTimeAdjustmentSeconds: 1 })).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    const { agentId } = api.available("ayse") && api.contact(third);
    expect(agentId).toBe("ayse");
  });

  it("estimates the wait from how fast the queue goes on", async () => {
    const metrics = async (ContactId: string) =>
      (
        await api.client.send(
          new GetContactMetricsCommand({
            InstanceId: api.InstanceId,
            ContactId,
            Metrics: [{ Name: "ESTIMATED_WAIT_TIME" }],
          }),
        )
      ).MetricResults?.[0]?.Value?.Number;
    const calls = [api.call(), api.call(), api.call()];
    expect(await metrics(calls[2] ?? "")).toBeUndefined();
    for (const agent of ["ayse", "berk"]) {
      api.available(agent);
      api.accept(api.agent(agent).contacts[0]?.contactId ?? "");
      api.clock.advance(10_000);
    }
    expect(await metrics(calls[2] ?? "")).toBe(10);
    await expect(metrics(calls[0] ?? "")).rejects.toMatchObject({ name: "InvalidRequestException" });
  });

  it("is steered to the preferred agent until the step expires", async () => {
    const steer = (ContactId: string, ...steps: [string, number][]) =>
      api.client.send(
        new UpdateContactRoutingDataCommand({
          InstanceId: api.InstanceId,
          ContactId,
          RoutingCriteria: {
            Steps: steps.map(([agent, DurationInSeconds]) => ({
              Expression: {
                AttributeCondition: { MatchCriteria: { AgentsCriteria: { AgentIds: [agent] } } },
              },
              Expiry: { DurationInSeconds },
            })),
          },
        }),
      );
    const contactId = api.call();
    await steer(contactId, ["berk", 30], ["can", 30]);
    api.available("ayse");
    expect(api.contact(contactId).state).toBe("QUEUED");
    expect((await describeContact(contactId))?.RoutingCriteria?.Steps?.map(({ Status }) => Status)).toEqual([
      "ACTIVE",
      "INACTIVE",
    ]);
    api.clock.advance(30_000);
    expect((await describeContact(contactId))?.RoutingCriteria?.Steps?.map(({ Status }) => Status)).toEqual([
      "EXPIRED",
      "ACTIVE",
    ]);
    expect(api.contact(contactId).state).toBe("QUEUED");
    api.clock.advance(30_000);
    expect(api.contact(contactId).agentId).toBe("ayse");
    const second = api.call();
    await steer(second, ["berk", 30]);
    api.available("berk");
    expect(api.contact(second).agentId).toBe("berk");
    api.accept(second);
    expect((await describeContact(second))?.RoutingCriteria?.Steps?.[0]?.Status).toBe("JOINED");
    await expect(steer(second, ["ayse", 5])).rejects.toMatchObject({ name: "ResourceConflictException" });
  });

  it("refuses routing criteria that it would not honour", async () => {
    const contactId = api.call();
    const request = new UpdateContactRoutingDataCommand({
      InstanceId: api.InstanceId,
      ContactId: contactId,
      RoutingCriteria: { Steps: [{ Expression: { AttributeCondition: { Name: "language", Value: "tr" } } }] },
    });
    await expect(api.client.send(request)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("an outbound call", () => {
  const dial = (more: object = {}) =>
    api.client.send(
      new StartOutboundVoiceContactCommand({
        InstanceId: api.InstanceId,
        ContactFlowId: api.flowNamed("voice"),
        DestinationPhoneNumber: "+905551112233",
        SourcePhoneNumber: "+908500000000",
        ...more,
      }),
    );

  it("is answered, and goes through its flow", async () => {
    const { ContactId = "" } = await dial();
    expect(api.contact(ContactId)).toMatchObject({
      state: "QUEUED",
      customerEndpoint: { Address: "+905551112233" },
      systemEndpoint: { Address: "+908500000000" },
    });
  });

  it("is not made to what is no number", async () => {
    await expect(dial({ DestinationPhoneNumber: "5551112233" })).rejects.toMatchObject({
      name: "DestinationNotAllowedException",
    });
  });
});

describe("a contact's attributes", () => {
  it("are merged, also afterwards, when its record comes again", async () => {
    const contactId = await startTask();
    const update = (Attributes: Record<string, string>) =>
      api.client.send(
        new UpdateContactAttributesCommand({
          InstanceId: api.InstanceId,
          InitialContactId: contactId,
          Attributes,
        }),
      );
    await update({ csat: "4" });
    await api.client.send(new StopContactCommand({ InstanceId: api.InstanceId, ContactId: contactId }));
    expect(api.records).toHaveLength(1);
    api.clock.advance(5000);
    await update({ csat: "5" });
    const { Attributes } = await api.client.send(
      new GetContactAttributesCommand({ InstanceId: api.InstanceId, InitialContactId: contactId }),
    );
    expect(Attributes).toEqual({ omniline_case: "case-1", csat: "5" });
    expect(api.records.map((record) => record.Attributes)).toEqual([
      { omniline_case: "case-1", csat: "4" },
      { omniline_case: "case-1", csat: "5" },
    ]);
    expect(api.records.map((record) => record.LastUpdateTimestamp)).toEqual([
      "2026-11-22T09:00:00Z",
      "2026-11-22T09:00:05Z",
    ]);
  });
});

describe("stopping a contact", () => {
  it("ends it once", async () => {
    const contactId = await startTask();
    const stop = () =>
      api.client.send(new StopContactCommand({ InstanceId: api.InstanceId, ContactId: contactId }));
    await stop();
    expect(api.contact(contactId)).toMatchObject({ state: "COMPLETED", disconnectReason: "API" });
    await expect(stop()).rejects.toMatchObject({ name: "ContactNotFoundException" });
  });
});

const statusId = (name: string) =>
  [...api.centre.instance.statuses.values()].find((status) => status.name === name)?.id ?? "";

describe("users", () => {
  it("are listed in pages, and described", async () => {
    for (const name of ["can", "ayse", "berk"]) api.available(name);
    const first = await api.client.send(new ListUsersCommand({ InstanceId: api.InstanceId, MaxResults: 2 }));
    expect(first.UserSummaryList?.map(({ Id }) => Id)).toHaveLength(2);
    const second = await api.client.send(
      new ListUsersCommand({ InstanceId: api.InstanceId, MaxResults: 2, NextToken: first.NextToken }),
    );
    expect(second.NextToken).toBeUndefined();
    const names = [...(first.UserSummaryList ?? []), ...(second.UserSummaryList ?? [])].map(
      ({ Username }) => Username,
    );
    expect(names.sort()).toEqual(["ayse", "berk", "can"]);
    const { User } = await api.client.send(
      new DescribeUserCommand({ InstanceId: api.InstanceId, UserId: "ayse" }),
    );
    expect(User).toMatchObject({ Username: "ayse", RoutingProfileId: api.agent("ayse").routingProfileId });
  });

  it("show status, slots and contacts", async () => {
    api.available("ayse");
    const contactId = await startTask();
    await associate(contactId, "ayse");
    expect(await currentUserData("ayse")).toMatchObject([
      {
        User: { Id: "ayse", Arn: `${api.instanceArn}/agent/ayse` },
        Status: { StatusName: "Available", StatusStartTimestamp: new Date(api.clock.now()) },
        MaxSlotsByChannel: { VOICE: 1, CHAT: 3, TASK: 2 },
        ActiveSlotsByChannel: { VOICE: 0, CHAT: 0, TASK: 1 },
        AvailableSlotsByChannel: { VOICE: 0, CHAT: 0, TASK: 1 },
        Contacts: [
          { ContactId: contactId, AgentContactState: "CONNECTING", Queue: { Id: api.queueId("assigned") } },
        ],
      },
    ]);
    expect(await currentUserData("nobody")).toEqual([]);
  });

  it("change their status now, or after the contacts they have", async () => {
    const { AgentStatusSummaryList = [] } = await api.client.send(
      new ListAgentStatusesCommand({ InstanceId: api.InstanceId }),
    );
    const put = (UserId: string, name: string) =>
      api.client.send(
        new PutUserStatusCommand({
          InstanceId: api.InstanceId,
          UserId,
          AgentStatusId: AgentStatusSummaryList.find(({ Name }) => Name === name)?.Id,
        }),
      );
    api.available("ayse");
    await put("ayse", "Break");
    expect(await currentUserData("ayse")).toMatchObject([{ Status: { StatusName: "Break" } }]);
    await put("ayse", "Available");
    const contactId = api.call();
    await put("ayse", "Break");
    expect(await currentUserData("ayse")).toMatchObject([
      { Status: { StatusName: "Available" }, NextStatus: "Break" },
    ]);
    api.accept(contactId);
    api.leave(contactId);
    await api.client.send(
      new DismissUserContactCommand({ InstanceId: api.InstanceId, UserId: "ayse", ContactId: contactId }),
    );
    expect(await currentUserData("ayse")).toMatchObject([{ Status: { StatusName: "Break" }, Contacts: [] }]);
    expect(api.contact(contactId).state).toBe("COMPLETED");
  });

  it("dismiss only what is over or missed", async () => {
    api.available("ayse");
    const contactId = api.call();
    const dismiss = () =>
      api.client.send(
        new DismissUserContactCommand({ InstanceId: api.InstanceId, UserId: "ayse", ContactId: contactId }),
      );
    await expect(dismiss()).rejects.toMatchObject({ name: "InvalidRequestException" });
    api.clock.advance(20_000);
    expect(api.agent("ayse").contacts).toMatchObject([{ state: "MISSED" }]);
    await dismiss();
    expect(api.agent("ayse").contacts).toMatchObject([{ contactId, state: "CONNECTING", attempt: 2 }]);
  });
});

describe("permissions", () => {
  it("are asked for by action and resource", async () => {
    const contactId = await startTask();
    api.available("ayse");
    const client = api.clientAllowed({
      Effect: "Allow",
      Action: ["connect:AssociateContactWithUser"],
      Resource: `${api.instanceArn}/contact/*`,
    });
    await client.send(
      new AssociateContactWithUserCommand({
        InstanceId: api.InstanceId,
        ContactId: contactId,
        UserId: "ayse",
      }),
    );
    await expect(
      client.send(new StopContactCommand({ InstanceId: api.InstanceId, ContactId: contactId })),
    ).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining(
        `connect:StopContact on resource: ${api.instanceArn}/contact/${contactId}`,
      ),
    });
  });

  it("of an operation that is not served: an error that says so", async () => {
    await expect(
      api.client.send(
        new TransferContactCommand({ InstanceId: api.InstanceId, ContactId: "c", ContactFlowId: "f" }),
      ),
    ).rejects.toMatchObject({ name: "UnknownOperationException" });
  });
});
