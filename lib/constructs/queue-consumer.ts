/** A queue with a function behind it: dead letters, partial batches and an alarm included. */
import { Duration } from "aws-cdk-lib";
import { EventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { ServiceFunction } from "./service-function.ts";

export interface QueueConsumerProps {
  readonly function: ServiceFunction;
  /** Who is hurt when a message ends as a dead letter, in a sentence. */
  readonly errorImpact: string;
  readonly maxReceiveCount: number;
  readonly config: StageConfig;
  /** Messages that one run takes together; they are in memory together. */
  readonly batchSize?: number;
}

export class QueueConsumer extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: QueueConsumerProps) {
    super(scope, id);
    const { function: consumer, maxReceiveCount, batchSize = 10 } = props;
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", props);
    this.queue = new Queue(this, "Queue", {
      // AWS's advice for a queue that Lambda polls: six times the function's timeout.
      visibilityTimeout: Duration.seconds(consumer.timeout.toSeconds() * 6),
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount },
    });
    consumer.allow(
      ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      [this.queue.queueArn],
    );
    const mapping = new EventSourceMapping(this, "Mapping", {
      target: consumer.function,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      reportBatchItemFailures: true,
    });
    mapping.node.addDependency(consumer.role);
  }
}
