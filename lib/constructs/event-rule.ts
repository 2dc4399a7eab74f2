/** A rule of the bus with one function as target: explicit retries and dead letters, or nothing is lost quietly. */
import type { Duration } from "aws-cdk-lib";
import { type IEventBus, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { EventInvokeConfig } from "aws-cdk-lib/aws-lambda";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { type DomainEventName, domainEvents } from "../../schemas/domain-events/catalogue.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { ServiceFunction } from "./service-function.ts";

export interface EventRuleProps {
  readonly bus: IEventBus;
  readonly events: readonly DomainEventName[];
  readonly function: ServiceFunction;
  readonly errorImpact: string;
  readonly config: StageConfig;
  readonly retryAttempts: number;
  readonly maxEventAge: Duration;
}

/** Lambda's own tries of an event it has taken: two more after the first, its maximum. */
const invocationRetries = 2;

export class EventRule extends Construct {
  constructor(scope: Construct, id: string, props: EventRuleProps) {
    super(scope, id);
    const { bus, events, function: target, retryAttempts, maxEventAge } = props;
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", props);
    new Rule(this, "Rule", {
      eventBus: bus,
      eventPattern: {
        source: [...new Set(events.map((name) => domainEvents[name].source))],
        detailType: [...events],
      },
      targets: [
        new LambdaFunction(target.function, {
          deadLetterQueue: deadLetters.queue,
          retryAttempts,
          maxEventAge,
        }),
      ],
    });
    // The rule's dead letters are events that Lambda did not take; these are the ones its function failed on.
    target.allow(["sqs:SendMessage"], [deadLetters.queue.queueArn]);
    new EventInvokeConfig(this, "Invocation", {
      function: target.function,
      onFailure: new SqsDestination(deadLetters.queue),
      retryAttempts: invocationRetries,
      maxEventAge,
    }).node.addDependency(target.role);
  }
}
