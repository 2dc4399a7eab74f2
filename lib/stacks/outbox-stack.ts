/** Step 7: messages of ours, from the staff API that accepts them to the provider that takes them. */
import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { IEventBus } from "aws-cdk-lib/aws-events";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { outboxRoutes } from "../../schemas/api/outbox-routes.ts";
import type { StageConfig } from "../../schemas/config.ts";
import { connectBodies, connectSecret, connectTable, readAndWrite } from "../constructs/access.ts";
import { EventRule } from "../constructs/event-rule.ts";
import { MinutelyRule } from "../constructs/minutely-rule.ts";
import { QueueConsumer } from "../constructs/queue-consumer.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import type { Issuer } from "../constructs/sign-in.ts";
import { addStaffRoutes } from "../constructs/staff-routes.ts";
import type { DataStack } from "./data-stack.ts";

export interface OutboxStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly bus: IEventBus;
  readonly api: HttpApi;
  readonly issuer: Issuer;
}

/** A message waits in the table for what lasts longer; the queue's tries are for crashes. */
const tries = 10;

/** What an AWS service lets us send, and from what. */
const sending = [
  { action: "ses:SendEmail", service: "ses", resources: ["identity/*", "configuration-set/*"] },
  // Checked of raw mails; of attachments SES does not say.
  { action: "ses:SendRawEmail", service: "ses", resources: ["identity/*", "configuration-set/*"] },
  {
    action: "sms-voice:SendTextMessage",
    service: "sms-voice",
    resources: ["phone-number/*", "sender-id/*", "pool/*", "configuration-set/*"],
  },
  {
    action: "social-messaging:SendWhatsAppMessage",
    service: "social-messaging",
    resources: ["phone-number-id/*"],
  },
] as const;

export class OutboxStack extends Stack {
  constructor(scope: Construct, id: string, props: OutboxStackProps) {
    const { config, data, bus, api, issuer, ...stackProps } = props;
    super(scope, id, stackProps);
    const sends = this.sendMessages(config, data, bus, api);
    this.resumeSends(config, data, sends);
    this.serve(config, data, api, issuer, sends);
  }

  private sendMessages(config: StageConfig, data: DataStack, bus: IEventBus, api: HttpApi): Queue {
    const errorImpact = "Customers do not get their answers.";
    const send = new ServiceFunction(this, "SendMessage", {
      name: "send-message",
      // Less than a claim lasts, and more than fetching files and sending them takes.
      timeoutSeconds: 45,
      // Ten messages at once, each with as many files as a mail takes: as bytes, in base64, in the request.
      memoryMb: 1024,
      errorImpact,
      config,
    });
    connectTable(send, data.table, readAndWrite);
    connectBodies(send, data.bodies, ["GetObject"]);
    connectSecret(send, "ENDPOINTS_SECRET_ID", data.endpoints);
    connectSecret(send, "CHANNELS_SECRET_ID", data.channels);
    send.connect("PUBLIC_BASE_URL", config.publicBaseUrl ?? api.apiEndpoint);
    for (const { action, service, resources } of sending) {
      send.allow(
        [action],
        resources.map((resource) => this.formatArn({ service, resource })),
      );
    }
    const consumer = new QueueConsumer(this, "Sends", {
      function: send,
      maxReceiveCount: tries,
      errorImpact,
      config,
    });
    letAnnounce(send, consumer.queue);
    new EventRule(this, "Requested", {
      bus,
      events: ["SendRequested"],
      consumer,
      errorImpact: "Answers go out a minute late.",
      config,
      retryAttempts: 185,
      maxEventAge: Duration.hours(24),
    });
    return consumer.queue;
  }

  private resumeSends(config: StageConfig, data: DataStack, sends: Queue): void {
    const errorImpact = "Answers that a crash left behind stay behind.";
    const resume = new ServiceFunction(this, "ResumeSends", {
      name: "resume-sends",
      timeoutSeconds: 60,
      errorImpact,
      config,
    });
    connectTable(resume, data.table, ["Query"]);
    letAnnounce(resume, sends);
    new MinutelyRule(this, "EveryMinute", { function: resume, errorImpact, config });
  }

  private serve(config: StageConfig, data: DataStack, api: HttpApi, issuer: Issuer, sends: Queue): void {
    const serve = new ServiceFunction(this, "ServeOutboxApi", {
      name: "serve-outbox-api",
      errorImpact: "Agents cannot answer customers.",
      // A file of İYS may take as long as API Gateway waits.
      timeoutSeconds: 29,
      memoryMb: 1024,
      config,
    });
    connectTable(serve, data.table, readAndWrite);
    connectBodies(serve, data.bodies, ["GetObject"]);
    // What it signs links to, it must be allowed to read itself.
    connectBodies(serve, data.bodies, ["GetObject"], "media");
    connectSecret(serve, "PEPPER_SECRET_ID", data.pepper);
    connectSecret(serve, "ENDPOINTS_SECRET_ID", data.endpoints);
    connectSecret(serve, "CHANNELS_SECRET_ID", data.channels);
    letAnnounce(serve, sends);
    serve.connect("DEFAULT_COUNTRY", config.defaultCountry).connect("ROLES_CLAIM", issuer.rolesClaim);
    addStaffRoutes(this, { api, issuer, serve, routes: outboxRoutes });
  }
}

const letAnnounce = (to: ServiceFunction, sends: Queue) =>
  to.connect("SENDS_QUEUE_URL", sends.queueUrl, () => to.allow(["sqs:SendMessage"], [sends.queueArn]));
