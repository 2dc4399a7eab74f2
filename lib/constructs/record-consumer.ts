/** A function behind a stream of records: in order, partial batches, dead letters, an alarm on lag. */
import { Duration } from "aws-cdk-lib";
import { EventSourceMapping, type EventSourceMappingProps, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { ServiceAlarm } from "./alarms.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { ServiceFunction } from "./service-function.ts";

export interface RecordConsumerProps {
  readonly function: ServiceFunction;
  readonly errorImpact: string;
  readonly config: StageConfig;
}

interface Source {
  readonly streamArn: string;
  /** What Lambda does with the stream in the function's name. */
  readonly actions: readonly string[];
  readonly mapping?: Pick<EventSourceMappingProps, "filters" | "parallelizationFactor">;
}

const retries = 20;
const lagAlarmMs = 60_000;

export abstract class RecordConsumer extends Construct {
  constructor(scope: Construct, id: string, props: RecordConsumerProps, source: Source) {
    super(scope, id);
    const { function: consumer, errorImpact, config } = props;
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", props);
    consumer.allow(source.actions, [source.streamArn]);
    const mapping = new EventSourceMapping(this, "Mapping", {
      target: consumer.function,
      eventSourceArn: source.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: retries,
      onFailure: new SqsDlq(deadLetters.queue),
      ...source.mapping,
    });
    mapping.node.addDependency(consumer.role);
    consumer.allow(["sqs:SendMessage"], [deadLetters.queue.queueArn]);
    new ServiceAlarm(this, "Lag", {
      metric: consumer.function.metric("IteratorAge", { statistic: "Maximum", period: Duration.minutes(1) }),
      threshold: lagAlarmMs,
      evaluationPeriods: 3,
      errorImpact,
      runbook: "the-stream-lags",
      config,
    });
  }
}
