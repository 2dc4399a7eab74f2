/** A rule with a queue behind it: explicit retries and dead letters, or nothing is lost quietly. */
import type { Duration } from "aws-cdk-lib";
import { type EventPattern, type IEventBus, Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { QueueConsumer } from "./queue-consumer.ts";

export interface QueuedRuleProps {
  /** By default the account's own bus, where AWS services tell what happens. */
  readonly bus?: IEventBus;
  readonly eventPattern: EventPattern;
  /** Takes the events in batches: a wave costs few invocations, and what fails is tried again by itself. */
  readonly consumer: QueueConsumer;
  readonly errorImpact: string;
  readonly config: StageConfig;
  /** How often, and for how long, the bus tries to put an event into the queue. */
  readonly retryAttempts: number;
  readonly maxEventAge: Duration;
}

export class QueuedRule extends Construct {
  constructor(scope: Construct, id: string, props: QueuedRuleProps) {
    super(scope, id);
    const { bus, eventPattern, consumer, retryAttempts, maxEventAge } = props;
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", props);
    new Rule(this, "Rule", {
      ...(bus === undefined ? {} : { eventBus: bus }),
      eventPattern,
      targets: [
        new SqsQueue(consumer.queue, { deadLetterQueue: deadLetters.queue, retryAttempts, maxEventAge }),
      ],
    });
  }
}
