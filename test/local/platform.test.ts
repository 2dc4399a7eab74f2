import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  ChangeMessageVisibilityCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import * as z from "zod";
import { names } from "./support/mini-app.ts";
import { eventually, type Looks, lookInto, type RunningMini, startMini } from "./support/platform.ts";

let mini: RunningMini;
let look: Looks;
let url: string;

beforeAll(async () => {
  mini = await startMini();
  look = lookInto(mini.platform);
  url = mini.platform.url;
}, 30_000);
afterAll(async () => {
  await mini?.stop();
});

const writeNote = (id: string, text: string) =>
  fetch(`${url}/v1/notes/${id}`, { method: "POST", body: text });
const echo = async (path: string): Promise<Record<string, string>> =>
  z.record(z.string(), z.any()).parse(await (await fetch(`${url}/v1/echo/${path}`)).json());

describe("a note's way through the platform", () => {
  it("goes from route to table to stream to bus to function to WebSocket", async () => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/v1/live?word=sesame`);
    const heard: string[] = [];
    socket.on("message", (data) => heard.push(String(data)));
    await new Promise((done) => socket.once("open", done));
    expect((await writeNote("n1", "hello")).status).toBe(201);
    await eventually(() => (heard.includes("kept n1") ? true : undefined));
    expect(await look.keys("KEPT")).toContain("n1");
    socket.close();
    await eventually(async () => ((await look.keys("SOCKET")).length === 0 ? true : undefined));
  });

  it("reaches a queue behind the same rule, transformed", async () => {
    await writeNote("n2", "hello");
    expect(await eventually(() => look.received(names.audit))).toBe('"stored"');
  });

  it("ignores records that the mapping's filter refuses", async () => {
    const Item = { PK: { S: "X#1" }, SK: { S: "@" } };
    await look.dynamo.send(new PutItemCommand({ TableName: names.table, Item }));
    await writeNote("n3", "after");
    await eventually(async () => ((await look.keys("KEPT")).includes("n3") ? true : undefined));
    expect(await look.keys("KEPT")).not.toContain("1");
  });
});

describe("trouble on the way", () => {
  it("tries a failed stream record again without losing those around it", async () => {
    await Promise.all(["a1", "flaky1", "a2"].map((id) => writeNote(id, "x")));
    const kept = await eventually(async () => {
      const keys = await look.keys("KEPT");
      return ["a1", "flaky1", "a2"].every((id) => keys.includes(id)) ? keys : undefined;
    });
    expect(kept).toContain("flaky1");
  });

  it("sends a record to the failure queue once its retries are used up, and goes on", async () => {
    await writeNote("poison1", "x");
    const message = JSON.parse(await eventually(() => look.received(names.streamDead)));
    expect(message).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 3 },
      DDBStreamBatchInfo: {
        batchSize: 1,
        streamArn: expect.stringContaining(`table/${names.table}/stream/`),
      },
    });
    await writeNote("after-poison", "x");
    await eventually(async () => ((await look.keys("KEPT")).includes("after-poison") ? true : undefined));
  });

  it("hands an event to the function's failure destination after its retries", async () => {
    await writeNote("n4", "refuse");
    const message = JSON.parse(await eventually(() => look.received(names.eventDead)));
    expect(message).toMatchObject({
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 2 },
      requestPayload: { "detail-type": "NoteStored", source: "notes.relay", detail: { id: "n4" } },
      responsePayload: { errorType: "Error", errorMessage: "will not keep this" },
    });
  });

  it("moves a queue message to its dead-letter queue after maxReceiveCount, and only that one", async () => {
    for (const MessageBody of ["good", "bad"]) {
      await look.sqs.send(new SendMessageCommand({ QueueUrl: look.queueUrl(names.work), MessageBody }));
    }
    expect(await eventually(() => look.received(names.workDead))).toBe("bad");
    expect(await look.keys("WORKED")).toEqual(["bad", "good"]);
  });

  it("lets DynamoDB throttle functions for a while", async () => {
    mini.platform.faults.throttleDynamoDb(60_000);
    expect((await writeNote("n5", "x")).status).toBe(500);
    mini.platform.faults.throttleDynamoDb(0);
    expect((await writeNote("n5", "x")).status).toBe(201);
  });
});

describe("a function's permissions", () => {
  it("allow what its role allows", async () => {
    expect(await echo("own-key")).toHaveProperty("done");
    expect(await echo("own-file")).toEqual({ done: "file" });
  });

  it.each([
    ["scan", "dynamodb:Scan", `table/${names.table}`],
    ["other-key", "dynamodb:GetItem", `table/${names.table}`],
    ["other-file", "s3:PutObject", `${names.bucket}/yours/a.txt`],
  ])("refuse %s, naming function, action and resource", async (path, action, resource) => {
    const { name, message } = await echo(path);
    expect(name).toMatch(/^AccessDenied/);
    expect(message).toMatch(
      /^User: arn:aws:sts::000000000000:assumed-role\/Notes-EchoRole\w+\/Echo is not authorized/,
    );
    expect(message).toContain(`to perform: ${action} on resource: `);
    expect(message).toContain(resource);
    expect(message).toContain(`because no identity-based policy allows the ${action} action`);
    expect(mini.log.lines.join("\n")).toContain(message);
  });
});

describe("secrets and addresses", () => {
  it("generates a secret once", async () => {
    const { done } = await echo("generated");
    expect(done).toMatch(/^[A-Za-z0-9]{20}$/);
    expect(await echo("generated")).toEqual({ done });
  });

  it("gives the local endpoints as a secret and on a development route", async () => {
    const { done } = await echo("endpoints");
    expect(JSON.parse(done ?? "")).toEqual(await (await fetch(`${url}/v1/dev/endpoints`)).json());
  });

  it("turns API Gateway's addresses into local ones", async () => {
    expect(await echo("addresses")).toEqual({
      done: { api: url, socket: `${url.replace("http", "ws")}/v1/live` },
    });
  });
});

describe("the AWS gateway", () => {
  const call = (
    target: string,
    service: string,
    body: object,
    key = mini.platform.rootCredentials.accessKeyId,
  ) =>
    fetch(mini.platform.awsUrl, {
      method: "POST",
      headers: {
        "x-amz-target": target,
        authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=x`,
      },
      body: JSON.stringify(body),
    });

  it.each([
    ["AmazonSQS.StartMessageMoveTask", "sqs", "UnknownOperationException"],
    ["AWSEvents.PutRule", "events", "UnknownOperationException"],
    ["secretsmanager.DeleteSecret", "secretsmanager", "UnknownOperationException"],
    ["Firehose_20150804.PutRecord", "firehose", "UnknownOperationException"],
  ])("says of %s that it is not served", async (target, service, type) => {
    const response = await call(target, service, {});
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain(type);
    expect(mini.log.lines.join("\n")).toContain("is not served here");
  });

  it("does not know a stranger", async () => {
    const response = await call("DynamoDB_20120810.ListTables", "dynamodb", {}, "AKIASTRANGER");
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      __type: expect.stringContaining("UnrecognizedClientException"),
    });
  });

  it("reports entries that EventBridge would refuse", async () => {
    const good = { Source: "a", DetailType: "B", Detail: "{}", EventBusName: names.bus };
    const response = await call("AWSEvents.PutEvents", "events", {
      Entries: [good, { ...good, Detail: "[" }],
    });
    expect(await response.json()).toEqual({
      FailedEntryCount: 1,
      Entries: [
        { EventId: expect.any(String) },
        { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." },
      ],
    });
  });

  it("keeps a queue message that is made visible at once", async () => {
    const QueueUrl = look.queueUrl(names.streamDead);
    await look.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "again" }));
    const { Messages = [] } = await look.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    const ReceiptHandle = Messages[0]?.ReceiptHandle;
    await look.sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
    );
    expect(await eventually(() => look.received(names.streamDead))).toBe("again");
  });

  it("gives queue URLs that lead back to itself", async () => {
    const { QueueUrl } = await look.sqs.send(new GetQueueUrlCommand({ QueueName: names.work }));
    expect(QueueUrl).toBe(look.queueUrl(names.work));
  });

  it("honours a conditional S3 put", async () => {
    const settings = {
      endpoint: mini.platform.awsUrl,
      region: "us-east-1",
      credentials: mini.platform.rootCredentials,
    };
    const s3 = new S3Client(settings);
    const put = () =>
      s3.send(new PutObjectCommand({ Bucket: names.bucket, Key: "once", Body: "x", IfNoneMatch: "*" }));
    await put();
    await expect(put()).rejects.toMatchObject({ name: "PreconditionFailed" });
  });
});
