/** What services of this AWS account tell of customers: by the account's own bus, and by topics that are subscribed. */
import { Duration, Stack } from "aws-cdk-lib";
import { Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { connectBodies, connectSecret, connectTable } from "../constructs/access.ts";
import { QueueConsumer } from "../constructs/queue-consumer.ts";
import { QueuedRule } from "../constructs/queued-rule.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import type { DataStack } from "../stacks/data-stack.ts";

export interface AccountEventsProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  /** Where deliveries are announced that are read later. */
  readonly unread: Queue;
}

/** About an hour of trying, at one try per visibility timeout, before a message is a dead letter. */
const tries = 60;

const present = [{ exists: true }];

export class AccountEvents extends Construct {
  constructor(scope: Construct, id: string, { config, data, unread }: AccountEventsProps) {
    super(scope, id);
    const errorImpact =
      "What became of mails and messages sent by AWS, and what rules found in calls, is missing.";
    const receive = new ServiceFunction(this, "ReceiveAwsEvents", {
      name: "receive-aws-events",
      errorImpact,
      config,
    });
    connectTable(receive, data.table, ["PutItem"]);
    connectBodies(receive, data.bodies, ["PutObject"]);
    connectBodies(receive, data.bodies, ["PutObject"], "deliveries");
    connectSecret(receive, "PEPPER_SECRET_ID", data.pepper);
    receive.connect("DEFAULT_COUNTRY", config.defaultCountry);
    receive.connect("DELIVERIES_QUEUE_URL", unread.queueUrl, (to) =>
      to.allow(["sqs:SendMessage"], [unread.queueArn]),
    );
    const consumer = new QueueConsumer(this, "Events", {
      function: receive,
      maxReceiveCount: tries,
      errorImpact,
      config,
    });
    this.letTopicsIn(consumer.queue);
    new QueuedRule(this, "Bus", {
      consumer,
      errorImpact,
      config,
      // By what they hold, and not by detail-type: those names have changed with the services'.
      eventPattern: {
        source: ["aws.connect", "aws.ses", "aws.sms-voice", "aws.social-messaging"],
        detail: {
          $or: [
            // A rule of Contact Lens; not the contact events, which routing follows.
            { ruleName: present, contactArn: present },
            // What became of a mail.
            { eventType: present, mail: { messageId: present } },
            // Of a text message.
            { eventType: present, messageId: present },
            // Of a WhatsApp message.
            { status: present, messageId: present },
          ],
        },
      },
      // As long as EventBridge tries at most.
      retryAttempts: 185,
      maxEventAge: Duration.hours(24),
    });
  }

  /** Topics of this account alone: whoever may write to one of them is trusted with what it says. */
  private letTopicsIn(queue: Queue): void {
    const { account } = Stack.of(this);
    queue.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal("sns.amazonaws.com")],
        actions: ["sqs:SendMessage"],
        resources: [queue.queueArn],
        conditions: { StringEquals: { "aws:SourceAccount": account } },
      }),
    );
  }
}
