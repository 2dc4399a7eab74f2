/** A rule of the bus with a queue behind it: explicit retries and dead letters, or nothing is lost quietly. */
import type { Duration } from "aws-cdk-lib";
import { type IEventBus, Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { type DomainEventName, domainEvents } from "../../schemas/domain-events/catalogue.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { QueueConsumer } from "./queue-consumer.ts";

export interface EventRuleProps {
  readonly bus: IEventBus;
  readonly events: readonly DomainEventName[];
  /** Takes the events in batches: a wave costs few invocations, and what fails is tried again by itself. */
  readonly consumer: QueueConsumer;
  readonly errorImpact: string;
  readonly config: StageConfig;
  /** How often, and for how long, the bus tries to put an event into the queue. */
  readonly retryAttempts: number;
  readonly maxEventAge: Duration;
}

export class EventRule extends Construct {
  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    const { bus, events, consumer, retryAttempts, maxEventAge } = props;
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", props);
    new Rule(this, "Rule", {
      eventBus: bus,
      eventPattern: {
        source: [...new Set(events.map((name) => domainEvents[name].source))],
        detailType: [...events],
      },
      targets: [
        new SqsQueue(consumer.queue, { deadLetterQueue: deadLetters.queue, retryAttempts, maxEventAge }),
      ],
    });
  }
}
