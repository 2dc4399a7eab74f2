/**
 * The parts of fauxqs that its package does not export: it persists only where it also listens on every interface,
 * which nothing here does. Their types come from `buildApp`, which takes the same stores.
 */
import type { buildApp } from "fauxqs";
import * as z from "zod";

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>["stores"]>;
export type SqsStore = Stores["sqsStore"];
export type S3Store = Stores["s3Store"];
export type SqsQueue = NonNullable<ReturnType<SqsStore["getQueueByArn"]>>;
export type SqsMessage = Parameters<SqsQueue["enqueue"]>[0];
export type ReceivedMessage = ReturnType<SqsQueue["dequeue"]>[number];
export type QueueFile = NonNullable<SqsStore["persistence"]>;
type ObjectFiles = NonNullable<S3Store["persistence"]> & { loadS3(store: S3Store): void };

interface SqsStoreClass {
  new (): SqsStore;
  createMessage(body: string, attributes: SqsMessage["messageAttributes"]): SqsMessage;
}

const made = <C>() => z.custom<C>((value) => typeof value === "function");

export async function loadFauxqs() {
  const inner = (path: string): Promise<unknown> => import(new URL(path, import.meta.resolve("fauxqs")).href);
  const { SqsStore } = z.object({ SqsStore: made<SqsStoreClass>() }).parse(await inner("sqs/sqsStore.js"));
  const { SnsStore } = z
    .object({ SnsStore: made<new () => Stores["snsStore"]>() })
    .parse(await inner("sns/snsStore.js"));
  const { S3Store } = z.object({ S3Store: made<new () => S3Store>() }).parse(await inner("s3/s3Store.js"));
  const { PersistenceManager } = z
    .object({ PersistenceManager: made<new (directory: string) => QueueFile>() })
    .parse(await inner("persistence.js"));
  const { FileS3Persistence } = z
    .object({ FileS3Persistence: made<new (directory: string) => ObjectFiles>() })
    .parse(await inner("s3/fileS3Persistence.js"));
  return { SqsStore, SnsStore, S3Store, PersistenceManager, FileS3Persistence };
}
