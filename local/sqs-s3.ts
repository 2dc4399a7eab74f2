/** SQS and S3: fauxqs inside this process, without a port of its own, its state on disk. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { buildApp } from "fauxqs";
import * as z from "zod";
import { loadFauxqs, type QueueFile, type SqsQueue } from "./fauxqs.ts";
import type { Answer } from "./gateway/call.ts";
import type { Resources } from "./template/resources.ts";

const attributeNames = [
  "VisibilityTimeout",
  "DelaySeconds",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "ReceiveMessageWaitTimeSeconds",
  "RedrivePolicy",
  "FifoQueue",
  "ContentBasedDeduplication",
] as const;
const queueProperties = z.record(z.string(), z.unknown());

export interface SqsAndS3 {
  /** @throws Error when no such queue is in the template */
  queue(arn: string): SqsQueue;
  /** Moves a message that was received too often; what `dequeue` wants beside the count. */
  queueByArn(arn: string): SqsQueue | undefined;
  send(queueArn: string, body: string, attributes?: Readonly<Record<string, string>>): void;
  hasObject(bucket: string, key: string): boolean;
  request(call: {
    method: string;
    url: string;
    headers: Readonly<Record<string, string | string[] | undefined>>;
    body: Buffer | string;
  }): Promise<Answer>;
  close(): Promise<void>;
}

export async function startSqsAndS3(
  dataDir: string,
  resources: Resources,
  awsUrl: string,
): Promise<SqsAndS3> {
  const { SqsStore, SnsStore, S3Store, PersistenceManager, FileS3Persistence } = await loadFauxqs();
  const sqsDir = join(dataDir, "sqs");
  mkdirSync(sqsDir, { recursive: true });
  new PersistenceManager(sqsDir).close();
  makeVisible(join(sqsDir, "fauxqs.db"));
  const sqsStore = new SqsStore();
  const s3Store = new S3Store();
  const snsStore = new SnsStore();
  const queues = new PersistenceManager(sqsDir);
  const objects = new FileS3Persistence(join(dataDir, "s3"));
  survivingKillsOnly(queues);
  queues.loadSqsAndSns(sqsStore, snsStore);
  objects.loadS3(s3Store);
  sqsStore.persistence = queues;
  for (const queue of sqsStore.allQueues()) queue.persistence = queues;
  s3Store.persistence = objects;

  for (const { ref, arn, attributes, properties } of resources.ofType("AWS::SQS::Queue", queueProperties)) {
    const wanted = queueAttributes(properties);
    const known = sqsStore.getQueueByArn(arn);
    if (known) known.setAttributes(wanted);
    else sqsStore.createQueue(attributes.QueueName ?? ref, ref, arn, wanted);
  }
  const existing = new Set(s3Store.listBuckets().map(({ name }) => name));
  for (const { ref } of resources.ofType("AWS::S3::Bucket", queueProperties)) {
    if (!existing.has(ref)) s3Store.createBucket(ref);
  }
  const app = buildApp({ logger: false, stores: { sqsStore, snsStore, s3Store } });
  const host = new URL(awsUrl).host;
  await app.ready();
  const queue = (arn: string) => {
    const found = sqsStore.getQueueByArn(arn);
    if (!found) throw new Error(`no queue ${arn} in the templates`);
    return found;
  };

  return {
    queueByArn: (arn) => sqsStore.getQueueByArn(arn),
    queue,
    send(queueArn, body, attributes = {}) {
      const asAttributes = Object.entries(attributes).map(
        ([name, StringValue]) => [name, { DataType: "String", StringValue }] as const,
      );
      queue(queueArn).enqueue(SqsStore.createMessage(body, Object.fromEntries(asAttributes)));
    },
    hasObject(bucket, key) {
      try {
        s3Store.headObject(bucket, key);
        return true;
      } catch {
        return false;
      }
    },
    async request({ method, url, headers, body }) {
      const wire = Object.entries(headers).filter(
        ([name, value]) => value !== undefined && name !== "transfer-encoding",
      );
      const reply = await app.inject({
        method: z.enum(["GET", "HEAD", "PUT", "POST", "DELETE"]).parse(method),
        url,
        headers: { ...Object.fromEntries(wire), host },
        payload: body,
      });
      return { status: reply.statusCode, headers: replyHeaders(reply.headers), body: reply.rawPayload };
    },
    async close() {
      sqsStore.shutdown();
      await app.close();
      queues.close();
      objects.close();
    },
  };
}

/** Who had received a message is gone with the last process: the message may be received again at once. */
function makeVisible(file: string) {
  const database = new DatabaseSync(file);
  database.exec("UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL");
  database.close();
}

/** Written pages survive a kill without an fsync, which alone would cost 2 ms a message. */
function survivingKillsOnly(persistence: QueueFile) {
  const database: unknown = Reflect.get(persistence, "db");
  if (database instanceof DatabaseSync) database.exec("PRAGMA synchronous = NORMAL");
}

function queueAttributes(properties: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = attributeNames
    .filter((name) => properties[name] !== undefined)
    .map((name) => {
      const value = properties[name];
      return [name, typeof value === "object" ? JSON.stringify(value) : String(value)] as const;
    });
  return Object.fromEntries(given);
}

function replyHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const dropped = new Set(["content-length", "transfer-encoding", "connection", "date"]);
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => value !== undefined && !dropped.has(name))
      .map(([name, value]) => [name, String(value)]),
  );
}
