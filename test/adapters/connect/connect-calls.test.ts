/** Our calls of Amazon Connect beside those of the official client: the same requests, and the same errors. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  AssociateContactWithUserCommand,
  ConnectClient,
  CreateContactCommand,
  DescribeContactCommand,
  GetCurrentUserDataCommand,
  ListAgentStatusesCommand,
  PutUserStatusCommand,
  StartOutboundVoiceContactCommand,
  StartTaskContactCommand,
  StopContactCommand,
  UpdateContactRoutingDataCommand,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectStatuses } from "../../../adapters/connect/agent-statuses.ts";
import { carryOutWith } from "../../../adapters/connect/carry-out.ts";
import { type ConnectCall, connectCalls } from "../../../adapters/connect/connect-calls.ts";
import type { ConnectCommand } from "../../../domain/connect/commands.ts";

interface Seen {
  method: string | undefined;
  path: string | undefined;
  type: string | undefined;
  body: unknown;
}

let server: Server;
let client: ConnectClient;
let call: ConnectCall;
let seen: Seen[] = [];
let answer: { status: number; headers?: Record<string, string>; body: string };

const InstanceId = "11111111-aaaa-bbbb-cccc-222222222222";
const ContactId = "c1";

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString("utf8");
    seen.push({
      method: request.method,
      path: request.url,
      type: request.headers["content-type"],
      body: text === "" ? undefined : JSON.parse(text),
    });
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    response.end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "AKTEST", secretAccessKey: "secret" };
  client = new ConnectClient({ endpoint, region: "eu-central-1", credentials, maxAttempts: 1 });
  const env = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "AKTEST",
    AWS_SECRET_ACCESS_KEY: "secret",
  };
  call = connectCalls(env, InstanceId);
});
beforeEach(() => {
  seen = [];
  answer = { status: 200, body: '{"ContactId":"new"}' };
});
afterAll(() => {
  client.destroy();
  server.close();
});

/** Sends the same input by both. */
const operations: Record<string, { ours: () => Promise<unknown>; theirs: () => Promise<unknown> }> = (() => {
  const task = {
    Name: "Müşteri talebi",
    Description: "d",
    ClientToken: "offer:c:1",
    Attributes: { omniline_case: "c" },
    References: { omniline_case: { Type: "STRING" as const, Value: "c" } },
  };
  const create = {
    ...task,
    Channel: "TASK" as const,
    InitiationMethod: "API" as const,
    InitiateAs: "CONNECTED_TO_USER" as const,
    UserInfo: { UserId: "u1" },
  };
  const start = { ...task, ContactFlowId: "flow" };
  const associate = { ContactId, UserId: "u/1 ü" };
  const criteria = { AttributeCondition: { MatchCriteria: { AgentsCriteria: { AgentIds: ["u1"] } } } };
  const steer = {
    ContactId,
    RoutingCriteria: { Steps: [{ Expression: criteria, Expiry: { DurationInSeconds: 50 } }] },
  };
  const dial = { DestinationPhoneNumber: "+905551112233", ContactFlowId: "flow", ClientToken: "t" };
  const status = { UserId: "u1", AgentStatusId: "s1" };
  const users = { Filters: { Agents: ["u1"] } };
  return {
    StartTaskContact: {
      ours: () => call("StartTaskContact", start),
      theirs: () => client.send(new StartTaskContactCommand({ InstanceId, ...start })),
    },
    CreateContact: {
      ours: () => call("CreateContact", create),
      theirs: () => client.send(new CreateContactCommand({ InstanceId, ...create })),
    },
    AssociateContactWithUser: {
      ours: () => call("AssociateContactWithUser", associate),
      theirs: () => client.send(new AssociateContactWithUserCommand({ InstanceId, ...associate })),
    },
    UpdateContactRoutingData: {
      ours: () => call("UpdateContactRoutingData", steer),
      theirs: () => client.send(new UpdateContactRoutingDataCommand({ InstanceId, ...steer })),
    },
    StopContact: {
      ours: () => call("StopContact", { ContactId }),
      theirs: () => client.send(new StopContactCommand({ InstanceId, ContactId })),
    },
    StartOutboundVoiceContact: {
      ours: () => call("StartOutboundVoiceContact", dial),
      theirs: () => client.send(new StartOutboundVoiceContactCommand({ InstanceId, ...dial })),
    },
    PutUserStatus: {
      ours: () => call("PutUserStatus", status),
      theirs: () => client.send(new PutUserStatusCommand({ InstanceId, ...status })),
    },
    ListAgentStatuses: {
      ours: () => call("ListAgentStatuses", {}),
      theirs: () => client.send(new ListAgentStatusesCommand({ InstanceId })),
    },
    DescribeContact: {
      ours: () => call("DescribeContact", { ContactId: "c 1" }),
      theirs: () => client.send(new DescribeContactCommand({ InstanceId, ContactId: "c 1" })),
    },
    GetCurrentUserData: {
      ours: () => call("GetCurrentUserData", users),
      theirs: () => client.send(new GetCurrentUserDataCommand({ InstanceId, ...users })),
    },
  };
})();

describe("a call of Amazon Connect", () => {
  it.each(Object.entries(operations))("%s is what the official client sends", async (_, { ours, theirs }) => {
    await ours();
    await theirs();
    expect(seen).toHaveLength(2);
    expect(seen[0]).toEqual(seen[1]);
  });

  it("is tried once: every try counts against the quota", async () => {
    answer = {
      status: 429,
      headers: { "x-amzn-errortype": "TooManyRequestsException:http://x/" },
      body: "{}",
    };
    await expect(call("StopContact", { ContactId })).rejects.toMatchObject({
      name: "AwsCallError",
      status: 429,
      code: "TooManyRequestsException",
    });
    expect(seen).toHaveLength(1);
  });
});

describe("a command", () => {
  const statuses: Record<string, string> = { available: "s1", away: "s2" };
  const settings = {
    taskFlowId: "flow",
    callFlowId: "call-flow",
    callQueueId: "queue",
    statusIdOf: async (status: string) => statuses[status],
  };
  const offer = {
    kind: "offer",
    rank: "r",
    caseId: "case",
    agentId: "a",
    userId: "u1",
    token: 7,
    offerSeconds: 20,
    callback: false,
  } as const;
  const carryOut = (command: ConnectCommand, about?: string) => carryOutWith(call, settings)(command, about);

  it("offers a case by a task whose client token is the command's id, and that says nothing of the customer", async () => {
    const made = await carryOut({ ...offer, mode: { kind: "task" } });
    await carryOut({ ...offer, mode: { kind: "queue-task" } });
    expect(made).toEqual({ kind: "done", contactId: "new" });
    expect(seen[0]).toMatchObject({
      path: "/contact/create-contact",
      body: {
        InstanceId,
        ClientToken: "offer:case:7",
        InitiateAs: "CONNECTED_TO_USER",
        UserInfo: { UserId: "u1" },
        Attributes: { omniline_case: "case", omniline_token: "7" },
      },
    });
    expect(seen[1]).toMatchObject({
      path: "/contact/task",
      body: { ClientToken: "offer:case:7", ContactFlowId: "flow" },
    });
    // Amazon Connect's own rule for the names of attributes.
    for (const { body } of seen) {
      const { Attributes } = body as { Attributes: object };
      expect(Object.keys(Attributes).every((name) => /^[A-Za-z0-9_-]+$/.test(name))).toBe(true);
    }
  });

  it("steers a call to its agent for the time of the offer and a little longer", async () => {
    await carryOut({ ...offer, mode: { kind: "steer", contactId: ContactId } });
    expect(seen[0]?.body).toEqual({
      RoutingCriteria: {
        Steps: [
          {
            Expression: {
              AttributeCondition: { MatchCriteria: { AgentsCriteria: { AgentIds: ["u1"] } } },
            },
            Expiry: { DurationInSeconds: 50 },
          },
        ],
      },
    });
  });

  it("calls a customer as the official client would, for the agent who asked, and once for one request", async () => {
    const wanted = {
      kind: "call",
      rank: "r",
      callId: "event1",
      caseId: "case",
      identifierId: "i",
      agentId: "a",
      userId: "u1",
    } as const;
    expect(await carryOut(wanted, "+905551112233")).toEqual({ kind: "done", contactId: "new" });
    const Attributes = { omniline_case: "case", omniline_agent: "u1" };
    const request = {
      InstanceId,
      DestinationPhoneNumber: "+905551112233",
      ContactFlowId: "call-flow",
      QueueId: "queue",
      ClientToken: "call:event1",
      Attributes,
    };
    await client.send(new StartOutboundVoiceContactCommand(request));
    expect(seen[0]).toEqual(seen[1]);
    // The attributes of a related contact come along: the chat's rating is not the call's.
    await carryOut({ ...wanted, relatedContactId: "chat" }, "+905551112233");
    expect(seen[2]?.body).toMatchObject({
      RelatedContactId: "chat",
      Attributes: { ...Attributes, csat: "" },
    });
  });

  it("sets no status that the instance has not been asked for", async () => {
    const status = { kind: "status", rank: "r", agentId: "a", userId: "u1" } as const;
    expect(await carryOut({ ...status, status: "away" })).toMatchObject({ kind: "done" });
    expect(await carryOut({ ...status, status: "offline" })).toEqual({
      kind: "refused",
      code: "UnknownStatus",
    });
    expect(seen).toHaveLength(1);
  });

  it("sets the status that the instance has of that type; the list is read once", async () => {
    const statusIdOf = connectStatuses(call);
    answer = { status: 500, body: "{}" };
    await expect(statusIdOf("available")).rejects.toThrow("500");
    const AgentStatusSummaryList = [
      { Id: "s-available", Type: "ROUTABLE" },
      { Id: "s-offline", Type: "OFFLINE" },
    ];
    answer = { status: 200, body: JSON.stringify({ AgentStatusSummaryList }) };
    expect([await statusIdOf("available"), await statusIdOf("away")]).toEqual(["s-available", undefined]);
    expect(seen.map(({ path }) => path)).toEqual(Array(2).fill(`/agent-status/${InstanceId}`));
  });

  it.each([
    [429, "TooManyRequestsException", "throttled"],
    [400, "ThrottlingException", "throttled"],
    [402, "ServiceQuotaExceededException", "throttled"],
    [404, "ResourceNotFoundException", "refused"],
    [410, "ContactNotFoundException", "refused"],
    [400, "InvalidRequestException", "refused"],
    [409, "ConflictException", "refused"],
    [403, "DestinationNotAllowedException", "refused"],
    [403, "OutboundContactNotPermittedException", "refused"],
    [403, "AccessDeniedException", "trouble"],
    [500, "InternalServiceException", "trouble"],
  ])("that is answered %i %s is %s", async (status, code, kind) => {
    answer = { status, headers: { "x-amzn-errortype": code }, body: '{"Message":"no"}' };
    const carried = carryOut({ kind: "withdraw", rank: "r", caseId: "case", token: 7 }, ContactId);
    if (kind === "trouble") await expect(carried).rejects.toThrow(code);
    else expect((await carried).kind).toBe(kind);
  });
});
