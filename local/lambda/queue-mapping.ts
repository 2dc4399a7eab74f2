/** Receives from a queue for one event source mapping; what fails becomes visible again, until its queue's DLQ takes it. */

import type { Matches } from "../eventbridge/pattern.ts";
import type { ReceivedMessage as Message, SqsQueue } from "../fauxqs.ts";
import { describeError, type Log } from "../log.ts";
import { failedItems } from "./batch-response.ts";
import type { LambdaFunction } from "./functions.ts";
import { type Poller, stopWithinMs, withinTime } from "./wake.ts";

export interface QueueMapping {
  readonly target: LambdaFunction;
  readonly queue: SqsQueue;
  readonly batchSize: number;
  readonly batchWindowMs: number;
  readonly maximumConcurrency: number;
  readonly reportsItemFailures: boolean;
  readonly matches: Matches;
  queueByArn(arn: string): SqsQueue | undefined;
}

const waitSeconds = 20;

export function startQueueMapping(mapping: QueueMapping, region: string, log: Log): Poller {
  const { queue } = mapping;
  const running = new Set<Promise<void>>();
  let stopping = false;
  let closed = false;

  async function poll() {
    while (!stopping) {
      if (running.size >= mapping.maximumConcurrency) {
        await Promise.race(running);
        continue;
      }
      const messages = await receive();
      if (messages.length === 0) continue;
      const run = handle(messages)
        .catch((error: unknown) => log.error(`queue ${queue.name}: ${describeError(error)}`))
        .finally(() => running.delete(run));
      running.add(run);
    }
  }

  async function receive(): Promise<Message[]> {
    const received = take(mapping.batchSize);
    if (received.length === 0) {
      await queue.waitForMessages(waitSeconds);
      if (!stopping) received.push(...take(mapping.batchSize));
    }
    if (received.length === 0 || received.length >= mapping.batchSize || mapping.batchWindowMs === 0)
      return received;
    await new Promise((done) => setTimeout(done, mapping.batchWindowMs));
    return [...received, ...take(mapping.batchSize - received.length)];
  }

  /** A message that the filter refuses is deleted, as Lambda does. */
  function take(count: number): Message[] {
    const taken: Message[] = [];
    while (taken.length < count) {
      const some = queue.dequeue(Math.min(10, count - taken.length), undefined, mapping.queueByArn);
      if (some.length === 0) break;
      for (const message of some) {
        if (mapping.matches(filterable(message))) taken.push(message);
        else queue.deleteMessage(message.ReceiptHandle);
      }
    }
    return taken;
  }

  async function handle(messages: readonly Message[]) {
    const identifiers = messages.map(({ MessageId }) => MessageId);
    const invocation = await mapping.target.invoke({ Records: messages.map((message) => recordOf(message)) });
    if (closed) return;
    const failed = failedItems(invocation, identifiers, mapping.reportsItemFailures);
    for (const { MessageId, ReceiptHandle } of messages) {
      if (failed.has(MessageId)) queue.changeVisibility(ReceiptHandle, retrySeconds(ReceiptHandle));
      else queue.deleteMessage(ReceiptHandle);
    }
  }

  /** AWS waits the whole visibility timeout; here the first retries come sooner. */
  function retrySeconds(receiptHandle: string): number {
    const received = queue.inflightMessages.get(receiptHandle)?.message.approximateReceiveCount ?? 1;
    return Math.max(1, Math.min(Number(queue.attributes.VisibilityTimeout), 2 ** (received - 1)));
  }

  function recordOf(message: Message) {
    const stored = queue.inflightMessages.get(message.ReceiptHandle)?.message;
    const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
      name,
      {
        stringValue: value.StringValue,
        binaryValue: value.BinaryValue,
        stringListValues: [],
        binaryListValues: [],
        dataType: value.DataType,
      },
    ]);
    return {
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes: {
        ApproximateReceiveCount: String(stored?.approximateReceiveCount ?? 1),
        SentTimestamp: String(stored?.sentTimestamp ?? 0),
        SenderId: "000000000000",
        ApproximateFirstReceiveTimestamp: String(stored?.approximateFirstReceiveTimestamp ?? 0),
        ...(stored?.messageGroupId === undefined ? {} : { MessageGroupId: stored.messageGroupId }),
      },
      messageAttributes: Object.fromEntries(attributes),
      md5OfBody: message.MD5OfBody,
      eventSource: "aws:sqs",
      eventSourceARN: queue.arn,
      awsRegion: region,
    };
  }

  const polling = poll();
  return {
    poke: () => undefined,
    async close() {
      stopping = true;
      queue.cancelWaiters();
      await withinTime(Promise.allSettled([polling, ...running]), stopWithinMs);
      closed = true;
    },
  };
}

function filterable(message: Message): unknown {
  try {
    return { ...message, body: JSON.parse(message.Body) };
  } catch {
    return { ...message, body: message.Body };
  }
}
