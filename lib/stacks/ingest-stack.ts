/** Steps 1 to 3: webhooks come in, are verified, and are stored or deferred. */
import { Stack, type StackProps } from "aws-cdk-lib";
import { type HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IEventBus } from "aws-cdk-lib/aws-events";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { AccountEvents } from "../account/account-events.ts";
import { connectBodies, connectSecret, connectTable } from "../constructs/access.ts";
import { HttpFrontDoor } from "../constructs/http-front-door.ts";
import { QueueConsumer } from "../constructs/queue-consumer.ts";
import { ServiceFunction, type ServiceFunctionProps } from "../constructs/service-function.ts";
import { businessProviders } from "../ingest/business-providers.ts";
import { MediaFetching } from "../media/media-fetching.ts";
import type { DataStack } from "./data-stack.ts";

export interface IngestStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly bus: IEventBus;
}

interface ReceiverProps extends ServiceFunctionProps {
  /** Where events wait that the table cannot take. */
  readonly deferred: IQueue;
  /** Where deliveries are announced that are read later. */
  readonly unread: IQueue;
  readonly data: DataStack;
}

/** About four hours of trying, at one try per visibility timeout, before a delivery is a dead letter. */
const triesOfADelivery = 40;

/** About an hour of trying, at one try per visibility timeout, before a message is a dead letter. */
const triesOfADeferredEvent = 120;

export class IngestStack extends Stack {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { config, data, bus, ...props }: IngestStackProps) {
    super(scope, id, props);
    this.api = new HttpFrontDoor(this, "FrontDoor", config).api;
    const { queue } = this.deferredEvents(config, data);
    const unread = this.deliveriesReadLater(config, data).queue;
    new MediaFetching(this, "Media", { config, data, bus });
    new AccountEvents(this, "Account", { config, data, unread });
    const receiver = { deferred: queue, unread, config, data };
    const messages = this.receives("ReceiveWebhook", {
      name: "receive-webhook",
      errorImpact: "Customers' messages are not accepted: providers will try again, for a while.",
      ...receiver,
    });
    const business = this.receives("ReceiveBusinessEvents", {
      name: "receive-business-events",
      errorImpact: "Events of marketing, CRM and commerce are not accepted: their systems will try again.",
      ...receiver,
    });
    this.addIngestRoute("{provider}", messages);
    for (const provider of businessProviders()) this.addIngestRoute(provider, business);
  }

  /** API Gateway prefers a route with a provider's name to the one for all. */
  private addIngestRoute(provider: string, integration: HttpLambdaIntegration): void {
    this.api.addRoutes({
      path: `/v1/ingest/${provider}/{endpointId}`,
      methods: [HttpMethod.GET, HttpMethod.POST],
      integration,
    });
  }

  /** A function that verifies, reads and stores webhooks. */
  private receives(id: string, { deferred, unread, data, ...props }: ReceiverProps): HttpLambdaIntegration {
    const { config } = props;
    const receive = new ServiceFunction(this, id, props);
    connectTable(receive, data.table, ["PutItem"]);
    connectBodies(receive, data.bodies, ["PutObject"]);
    connectSecret(receive, "PEPPER_SECRET_ID", data.pepper);
    connectSecret(receive, "ENDPOINTS_SECRET_ID", data.endpoints);
    connectSecret(receive, "CHANNELS_SECRET_ID", data.channels);
    receive.connect("INGEST_QUEUE_URL", deferred.queueUrl, (to) =>
      to.allow(["sqs:SendMessage"], [deferred.queueArn]),
    );
    connectBodies(receive, data.bodies, ["PutObject"], "deliveries");
    receive.connect("DELIVERIES_QUEUE_URL", unread.queueUrl, (to) =>
      to.allow(["sqs:SendMessage"], [unread.queueArn]),
    );
    receive
      .connect("PUBLIC_BASE_URL", config.publicBaseUrl ?? this.api.apiEndpoint)
      .connect("DEFAULT_COUNTRY", config.defaultCountry);
    return new HttpLambdaIntegration(id, receive.function);
  }

  /** Where events wait while the table cannot take them. */
  private deferredEvents(config: StageConfig, data: DataStack): QueueConsumer {
    const errorImpact = "Messages that were acknowledged are still not on a timeline.";
    const store = new ServiceFunction(this, "StoreDeferredEvents", {
      name: "store-deferred-events",
      timeoutSeconds: 5,
      errorImpact,
      config,
    });
    connectTable(store, data.table, ["PutItem"]);
    connectBodies(store, data.bodies, ["PutObject"]);
    return new QueueConsumer(this, "DeferredEvents", {
      function: store,
      maxReceiveCount: triesOfADeferredEvent,
      errorImpact,
      config,
    });
  }

  /** E-mails and other deliveries that take long to read: acknowledged as soon as they are kept. */
  private deliveriesReadLater(config: StageConfig, data: DataStack): QueueConsumer {
    const errorImpact = "E-mails and mapped deliveries that were acknowledged are still not on a timeline.";
    const read = new ServiceFunction(this, "ReadDeliveries", {
      name: "read-deliveries",
      // The largest mail that Amazon SES takes, taken apart.
      memoryMb: 1024,
      timeoutSeconds: 60,
      errorImpact,
      config,
    });
    connectTable(read, data.table, ["PutItem"]);
    connectBodies(read, data.bodies, ["PutObject"]);
    connectBodies(read, data.bodies, ["PutObject"], "media");
    connectBodies(read, data.bodies, ["GetObject"], "deliveries");
    connectSecret(read, "PEPPER_SECRET_ID", data.pepper);
    connectSecret(read, "ENDPOINTS_SECRET_ID", data.endpoints);
    connectSecret(read, "CHANNELS_SECRET_ID", data.channels);
    read.connect("DEFAULT_COUNTRY", config.defaultCountry);
    this.letReadAccount(read, config.aws);
    return new QueueConsumer(this, "UnreadDeliveries", {
      function: read,
      maxReceiveCount: triesOfADelivery,
      batchSize: 1,
      errorImpact,
      config,
    });
  }

  /** Mails that Amazon SES puts into buckets of the account, and topics that ask whether we want them. */
  private letReadAccount(to: ServiceFunction, { mailBuckets, topicArns }: StageConfig["aws"]): void {
    if (mailBuckets.length > 0) {
      const buckets = mailBuckets.map((name) =>
        this.formatArn({ service: "s3", region: "", account: "", resource: name }),
      );
      to.allow(
        ["s3:GetObject"],
        buckets.map((bucket) => `${bucket}/*`),
      );
      // Without it, S3 answers 403 for an object that is not there.
      to.allow(["s3:ListBucket"], buckets);
    }
    if (topicArns.length > 0) to.allow(["sns:ConfirmSubscription"], topicArns);
  }
}
