/** A function that runs every minute, by way of a queue: a run that fails is tried again, and is seen. */
import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import { QueueConsumer } from "./queue-consumer.ts";
import type { ServiceFunction } from "./service-function.ts";

export interface MinutelyRuleProps {
  readonly function: ServiceFunction;
  readonly errorImpact: string;
  readonly config: StageConfig;
}

export class MinutelyRule extends Construct {
  constructor(scope: Construct, id: string, props: MinutelyRuleProps) {
    super(scope, id);
    const consumer = new QueueConsumer(this, "Runs", { ...props, maxReceiveCount: 3 });
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", props);
    new Rule(this, "Rule", {
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [
        new SqsQueue(consumer.queue, {
          deadLetterQueue: deadLetters.queue,
          // The next minute's run does all that this one would have done.
          retryAttempts: 2,
          maxEventAge: Duration.minutes(1),
        }),
      ],
    });
  }
}
