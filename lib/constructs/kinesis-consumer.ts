/** A function behind a Kinesis stream: in order, partial batches, dead letters, an alarm on lag. */
import { Duration } from "aws-cdk-lib";
import type { Stream } from "aws-cdk-lib/aws-kinesis";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { EventSourceMapping, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { ServiceAlarm } from "./alarms.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { ServiceFunction } from "./service-function.ts";

export interface KinesisConsumerProps {
  readonly stream: Stream;
  /** What the stream is encrypted with. */
  readonly key: IKey;
  readonly function: ServiceFunction;
  readonly errorImpact: string;
  readonly config: StageConfig;
}

const retries = 20;
const lagAlarmMs = 60_000;

export class KinesisConsumer extends Construct {
  constructor(scope: Construct, id: string, props: KinesisConsumerProps) {
    super(scope, id);
    const { stream, key, function: consumer, errorImpact, config } = props;
    const deadLetters = new DeadLetterQueue(this, "DeadLetters", props);
    consumer.allow(
      [
        "kinesis:DescribeStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:ListShards",
      ],
      [stream.streamArn],
    );
    consumer.allow(["kms:Decrypt"], [key.keyArn]);
    const mapping = new EventSourceMapping(this, "Mapping", {
      target: consumer.function,
      eventSourceArn: stream.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: retries,
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
