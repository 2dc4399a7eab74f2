import { join } from "node:path";
import { KinesisClient, PutRecordCommand, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { KinesisStreamRecord } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Platform } from "../../../local/start.ts";
import { synthesise } from "../../../local/synthesise.ts";
import { eventually, type Looks, lookInto, temporaryDirectory } from "../support/platform.ts";
import { streamArn, workflow, workflowApp } from "../support/workflow-app.ts";
import { startWorkflows } from "../support/workflow-platform.ts";

const directory = temporaryDirectory();
let platform: Platform;
let look: Looks;
let kinesis: KinesisClient;

async function start() {
  platform = await startWorkflows(directory.path);
  look = lookInto(platform);
  const { awsUrl: endpoint, rootCredentials: credentials, region } = platform;
  // The client's own choice is HTTP/2, which the gateway does not speak.
  kinesis = new KinesisClient({ endpoint, credentials, region, requestHandler: new NodeHttpHandler() });
}

beforeAll(start, 60_000);
afterAll(async () => {
  await platform?.close();
  directory.remove();
});

const data = (id: string, kind = "wanted") => Buffer.from(JSON.stringify({ id, kind }));
const put = (id: string, kind?: string) =>
  kinesis.send(new PutRecordCommand({ StreamName: workflow.stream, PartitionKey: id, Data: data(id, kind) }));

async function kept(): Promise<readonly (KinesisStreamRecord & { id: string })[]> {
  const records = (await look.keys("RECORD")).map((text) => JSON.parse(text));
  return records.map((record) => ({
    ...record,
    id: JSON.parse(Buffer.from(record.kinesis.data, "base64").toString()).id,
  }));
}
const keptOnce = (id: string) =>
  eventually(async () => {
    const found = (await kept()).filter((record) => record.id === id);
    return found.length > 0 ? found : undefined;
  });

describe("a Kinesis record", () => {
  it("reaches its function in the documented shape", async () => {
    const { SequenceNumber = "", ShardId = "" } = await put("shape");
    const [record] = await keptOnce("shape");
    expect(record).toEqual({
      id: "shape",
      kinesis: {
        kinesisSchemaVersion: "1.0",
        partitionKey: "shape",
        sequenceNumber: SequenceNumber,
        data: data("shape").toString("base64"),
        approximateArrivalTimestamp: expect.any(Number),
      },
      eventSource: "aws:kinesis",
      eventVersion: "1.0",
      eventID: `${ShardId}:${SequenceNumber}`,
      eventName: "aws:kinesis:record",
      invokeIdentityArn: expect.stringMatching(/^arn:aws:iam::000000000000:role\/Flows-KeepEventRole/),
      awsRegion: "us-east-1",
      eventSourceARN: streamArn,
    });
    const age = Date.now() / 1000 - (record?.kinesis.approximateArrivalTimestamp ?? 0);
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThan(30);
  });

  it("is left out where the filter does not match its data", async () => {
    const Records = [
      { PartitionKey: "f", Data: data("unwanted", "other") },
      { PartitionKey: "f", Data: Buffer.from("no JSON") },
      { PartitionKey: "f", Data: data("after") },
    ];
    const answer = await kinesis.send(new PutRecordsCommand({ StreamARN: streamArn, Records }));
    expect(answer).toMatchObject({
      FailedRecordCount: 0,
      Records: [{}, {}, { ShardId: expect.any(String) }],
    });
    await keptOnce("after");
    expect((await kept()).map(({ id }) => id)).not.toContain("unwanted");
  });

  it("is given up after its retries, named in the failure queue, while the others go through", async () => {
    const Records = ["one", "bad", "two"].map((id) => ({ PartitionKey: "g", Data: data(id) }));
    const { Records: stored = [] } = await kinesis.send(
      new PutRecordsCommand({ StreamName: workflow.stream, Records }),
    );
    const message = JSON.parse(await eventually(() => look.received(workflow.streamDead)));
    expect(message).toMatchObject({
      requestContext: { condition: "RetryAttemptsExhausted" },
      KinesisBatchInfo: {
        shardId: stored[1]?.ShardId,
        startSequenceNumber: stored[1]?.SequenceNumber,
        endSequenceNumber: stored[1]?.SequenceNumber,
        batchSize: 1,
        streamArn,
      },
    });
    await keptOnce("one");
    await keptOnce("two");
  });

  it("is not delivered again by the next start, and what comes then is", async () => {
    const before = (await kept()).length;
    await platform.close();
    await start();
    await put("next day");
    await keptOnce("next day");
    expect(await kept()).toHaveLength(before + 1);
  });

  it("is refused for a stream that is not there", async () => {
    const command = new PutRecordCommand({ StreamName: "None", PartitionKey: "k", Data: data("x") });
    await expect(kinesis.send(command)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

it.each(["DescribeStream", "DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards"])(
  "starting is refused when the mapping's role lacks kinesis:%s",
  async (action) => {
    const lacking = temporaryDirectory();
    const text = JSON.stringify(synthesise(join(lacking.path, "assembly"), workflowApp));
    const templates = JSON.parse(text.replaceAll(`"kinesis:${action}"`, '"kinesis:None"'));
    const starting = startWorkflows(join(lacking.path, "data"), {
      templates: templates.map((stack: object) => ({ ...stack, assets: new Map() })),
    });
    await expect(starting).rejects.toThrow(`KeepEvent may not kinesis:${action} on ${streamArn}`);
    lacking.remove();
  },
);
