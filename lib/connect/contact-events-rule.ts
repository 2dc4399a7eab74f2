/** Amazon Connect's contact events, from the account's own bus: best effort, late, doubled, in any order. */
import { Duration } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import type { QueueConsumer } from "../constructs/queue-consumer.ts";
import { QueuedRule } from "../constructs/queued-rule.ts";
import type { ConnectInstance } from "./connect-instance.ts";

export interface ContactEventsRuleProps {
  readonly instance: ConnectInstance;
  readonly consumer: QueueConsumer;
  readonly errorImpact: string;
  readonly config: StageConfig;
}

/** The events that change what Omniline knows; others are neither delivered nor paid for. */
const eventTypes = ["INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED"];

export class ContactEventsRule extends QueuedRule {
  constructor(scope: Construct, id: string, { instance, ...props }: ContactEventsRuleProps) {
    super(scope, id, {
      ...props,
      // Not by detail-type: its name has changed with the service's.
      eventPattern: {
        source: ["aws.connect"],
        detail: { eventType: eventTypes, instanceArn: [instance.arn] },
      },
      // As long as EventBridge tries at most.
      retryAttempts: 185,
      maxEventAge: Duration.hours(24),
    });
  }
}
