/** SQS behind the gateway: permission per queue, then fauxqs. */
import * as z from "zod";
import { accountId, arn } from "../account.ts";
import type { SqsAndS3 } from "../sqs-s3.ts";
import { json, parseBody, type Service, unknownOperation } from "./call.ts";

const operations = new Set([
  "SendMessage",
  "SendMessageBatch",
  "ReceiveMessage",
  "DeleteMessage",
  "DeleteMessageBatch",
  "ChangeMessageVisibility",
  "ChangeMessageVisibilityBatch",
  "GetQueueAttributes",
  "GetQueueUrl",
  "PurgeQueue",
]);

const input = z.looseObject({ QueueUrl: z.string().optional(), QueueName: z.string().optional() });
const visibility = z.looseObject({ VisibilityTimeout: z.number() });
const visibilityBatch = z.looseObject({ Entries: z.array(visibility) });

export function sqsService(engine: SqsAndS3, region: string, awsUrl: string): Service {
  return (call, authorise) => {
    if (!operations.has(call.operation)) throw unknownOperation(call.target);
    const body = input.parse(parseBody(call.body));
    const queueName = body.QueueName ?? body.QueueUrl?.split("/").at(-1) ?? "";
    const action = `sqs:${call.operation.replace(/Batch$/, "")}`;
    authorise([{ action, resource: arn("sqs", region, queueName) }]);
    if (call.operation === "GetQueueUrl" && engine.queueByArn(arn("sqs", region, queueName))) {
      return json({ QueueUrl: `${awsUrl}/${accountId}/${queueName}` });
    }
    const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": call.target };
    return engine.request({
      method: "POST",
      url: "/",
      headers,
      body: JSON.stringify(withoutZeroVisibility(body)),
    });
  };
}

/** fauxqs loses a message whose visibility is set to 0 while it persists: one second is the least. */
function withoutZeroVisibility(body: unknown): unknown {
  const atLeastOne = <T extends { VisibilityTimeout: number }>(one: T) => ({
    ...one,
    VisibilityTimeout: Math.max(1, one.VisibilityTimeout),
  });
  const batch = visibilityBatch.safeParse(body);
  if (batch.success) return { ...batch.data, Entries: batch.data.Entries.map(atLeastOne) };
  const single = visibility.safeParse(body);
  return single.success && "ReceiptHandle" in single.data ? atLeastOne(single.data) : body;
}
