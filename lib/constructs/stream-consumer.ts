/** A function behind the table's stream: order per partition, partial batches, dead letters, an alarm on lag. */
import { Duration } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { EventSourceMapping, FilterCriteria, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { ServiceAlarm } from "./alarms.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { ServiceFunction } from "./service-function.ts";

export interface StreamConsumerProps {
  readonly table: TableV2;
  readonly function: ServiceFunction;
  /** Records that match none of these are neither delivered nor billed. */
  readonly filters: readonly Parameters<typeof FilterCriteria.filter>[0][];
  readonly errorImpact: string;
  readonly config: StageConfig;
}

const retries = 20;
const lagAlarmMs = 60_000;

export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { table, function: consumer, filters, errorImpact, config } = props;
    const streamArn = table.tableStreamArn;
    if (streamArn === undefined) throw new Error(`${table.node.path} has no stream`);
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", props);
    consumer.allow(
      ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
      [streamArn],
    );
    const mapping = new EventSourceMapping(this, "Mapping", {
      target: consumer.function,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      parallelizationFactor: 2,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: retries,
      filters: filters.map((filter) => FilterCriteria.filter(filter)),
      onFailure: new SqsDlq(deadLetters.queue),
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
