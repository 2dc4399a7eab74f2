/** Steps 1 to 3: webhooks come in, are verified, and are stored or deferred. */
import { Stack, type StackProps } from "aws-cdk-lib";
import { type HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { connectBodies, connectSecret, connectTable } from "../constructs/access.ts";
import { HttpFrontDoor } from "../constructs/http-front-door.ts";
import { QueueConsumer } from "../constructs/queue-consumer.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import type { DataStack } from "./data-stack.ts";

export interface IngestStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
}

/** About an hour of trying, at one try per visibility timeout, before a message is a dead letter. */
const triesOfADeferredEvent = 120;

export class IngestStack extends Stack {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { config, data, ...props }: IngestStackProps) {
    super(scope, id, props);
    this.api = new HttpFrontDoor(this, "FrontDoor", config).api;
    const { queue } = this.deferredEvents(config, data);
    const receive = new ServiceFunction(this, "ReceiveWebhook", {
      name: "receive-webhook",
      errorImpact: "Customers' messages are not accepted: providers will try again, for a while.",
      config,
    });
    connectTable(receive, data.table, ["PutItem"]);
    connectBodies(receive, data.bodies, ["PutObject"]);
    connectSecret(receive, "PEPPER_SECRET_ID", data.pepper);
    connectSecret(receive, "ENDPOINTS_SECRET_ID", data.endpoints);
    receive.connect("INGEST_QUEUE_URL", queue.queueUrl, (to) =>
      to.allow(["sqs:SendMessage"], [queue.queueArn]),
    );
    receive
      .connect("PUBLIC_BASE_URL", config.publicBaseUrl ?? this.api.apiEndpoint)
      .connect("DEFAULT_COUNTRY", config.defaultCountry);
    this.api.addRoutes({
      path: "/v1/ingest/{provider}/{endpointId}",
      methods: [HttpMethod.GET, HttpMethod.POST],
      integration: new HttpLambdaIntegration("ReceiveWebhook", receive.function),
    });
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
}
