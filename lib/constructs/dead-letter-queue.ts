/** Where work ends that failed for good: kept for two weeks, and never silently. */
import { Duration } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { ServiceAlarm } from "./alarms.ts";

export interface DeadLetterQueueProps {
  readonly errorImpact: string;
  readonly config: StageConfig;
}

export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { errorImpact, config }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, "Queue", {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    new ServiceAlarm(this, "NotEmpty", {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) }),
      threshold: 1,
      errorImpact,
      runbook: "a-dead-letter-queue-is-not-empty",
      config,
    });
  }
}
