import { ConnectClient, StartTaskContactCommand } from "@aws-sdk/client-connect";
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Platform, startPlatform } from "../../../local/start.ts";
import { eventually, memoryLog, temporaryDirectory } from "../support/platform.ts";
import { platformTemplate } from "./template.ts";

const directory = temporaryDirectory();
let platform: Platform;

const start = () =>
  startPlatform({
    templates: [platformTemplate()],
    dataDir: directory.path,
    port: 0,
    log: memoryLog(),
    connectQuotas: { default: { rate: 1, burst: 2 } },
  });
beforeAll(async () => {
  platform = await start();
});
afterAll(async () => {
  await platform?.close();
  directory.remove();
});

const settings = () => ({
  endpoint: platform.awsUrl,
  region: platform.region,
  credentials: platform.rootCredentials,
  maxAttempts: 1,
});
const connectIds = z.object({ contactId: z.string() });
const dev = async (method: string, path: string, body?: object) => {
  const answer = await fetch(`${platform.url}/v1/dev/connect/${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: await answer.json() };
};

const event = z.object({
  source: z.literal("aws.connect"),
  detail: z.looseObject({ contactId: z.string(), eventType: z.string() }),
});
const told: { contactId: string; eventType: string }[] = [];

/** Types of the events that have come of a contact so far. */
async function heard(contactId: string): Promise<string[]> {
  const sqs = new SQSClient(settings());
  const QueueUrl = `${platform.awsUrl}/000000000000/heard`;
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  for (const { Body = "", ReceiptHandle } of Messages) {
    told.push(event.parse(JSON.parse(Body)).detail);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
  return told.filter((one) => one.contactId === contactId).map(({ eventType }) => eventType);
}

describe("Amazon Connect in the runtime", () => {
  it("is called by the official client, keeps its quotas, and tells of contacts on the default bus", async () => {
    const client = new ConnectClient(settings());
    const instance = platform.resources.ofType("AWS::Connect::Instance", z.object({}))[0]?.attributes.Id;
    const flow = platform.resources.ofType("AWS::Connect::ContactFlow", z.object({ Name: z.string() }));
    const request = {
      InstanceId: instance,
      ContactFlowId: flow.find(({ properties }) => properties.Name === "task")?.ref,
      Name: "A case",
    };
    const { ContactId = "" } = await client.send(new StartTaskContactCommand(request));
    await client.send(new StartTaskContactCommand(request));
    await expect(client.send(new StartTaskContactCommand(request))).rejects.toMatchObject({
      name: "TooManyRequestsException",
    });
    const types = await eventually(async () => {
      const found = await heard(ContactId);
      return found.includes("QUEUED") ? found : undefined;
    });
    expect(types).toEqual(expect.arrayContaining(["INITIATED", "CONNECTED_TO_SYSTEM", "QUEUED"]));
  });

  it("lets a person call, and has the call still after a restart", async () => {
    const { status, body } = await dev("POST", "calls", { from: "+905551112233" });
    const { contactId } = connectIds.parse(body);
    expect(status).toBe(201);
    await platform.close();
    platform = await start();
    expect((await dev("GET", `contacts/${contactId}`)).body).toMatchObject({ state: "QUEUED" });
  });

  it("loses contact events when it is to", async () => {
    platform.faults.connectEvents({ drop: 1 });
    const { contactId } = connectIds.parse((await dev("POST", "calls", {})).body);
    platform.faults.connectEvents({});
    const after = connectIds.parse((await dev("POST", "calls", {})).body);
    await eventually(async () => ((await heard(after.contactId)).includes("QUEUED") ? true : undefined));
    expect(await heard(contactId)).toEqual([]);
  });
});
