/** The live WebSocket: opens with a ticket, and is told of every contact. */
import { Duration, Stack } from "aws-cdk-lib";
import { WebSocketApi, WebSocketStage } from "aws-cdk-lib/aws-apigatewayv2";
import { WebSocketLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IEventBus } from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import type { DataStack } from "../stacks/data-stack.ts";
import { connectBodies, connectSecret, connectTable } from "./access.ts";
import { accessLog } from "./access-log.ts";
import { EventRule } from "./event-rule.ts";
import { QueueConsumer } from "./queue-consumer.ts";
import { ServiceFunction } from "./service-function.ts";

export interface LiveSocketProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly bus: IEventBus;
}

/** A list that is read again on every reconnect needs no long memory of what was not pushed. */
const pushTries = 3;
const busRetries = 10;
const busMaxAge = Duration.minutes(5);

export class LiveSocket extends Construct {
  /** `wss://host/stage` */
  readonly url: string;

  constructor(scope: Construct, id: string, props: LiveSocketProps) {
    super(scope, id);
    const { config } = props;
    const connect = this.connectFunction(props);
    const api = new WebSocketApi(this, "Api", {
      connectRouteOptions: { integration: new WebSocketLambdaIntegration("Connect", connect.function) },
      disconnectRouteOptions: { integration: new WebSocketLambdaIntegration("Disconnect", connect.function) },
    });
    const stage = new WebSocketStage(this, "Stage", {
      webSocketApi: api,
      stageName: "live",
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: accessLog(this, config),
    });
    this.url = stage.url;
    this.pushFunction(props, stage, api.apiId);
  }

  private connectFunction({ config, data }: LiveSocketProps): ServiceFunction {
    const connect = new ServiceFunction(this, "ConnectLive", {
      name: "connect-live",
      errorImpact: "Staff do not see new contacts without a reload.",
      config,
    });
    connectTable(connect, data.table, ["PutItem", "DeleteItem"]);
    connectSecret(connect, "PEPPER_SECRET_ID", data.pepper);
    return connect;
  }

  private pushFunction({ config, data, bus }: LiveSocketProps, stage: WebSocketStage, apiId: string): void {
    const errorImpact = "Staff do not see new contacts without a reload.";
    const push = new ServiceFunction(this, "PushLive", { name: "push-live", errorImpact, config });
    connectTable(push, data.table, ["Query", "BatchGetItem", "DeleteItem"]);
    connectBodies(push, data.bodies, ["GetObject"]);
    push.connect("LIVE_CALLBACK_URL", stage.callbackUrl, () =>
      push.allow(
        ["execute-api:ManageConnections"],
        [
          Stack.of(this).formatArn({
            service: "execute-api",
            resource: apiId,
            resourceName: `${stage.stageName}/POST/@connections/*`,
          }),
        ],
      ),
    );
    const consumer = new QueueConsumer(this, "Pushes", {
      function: push,
      maxReceiveCount: pushTries,
      errorImpact,
      config,
    });
    new EventRule(this, "Changes", {
      bus,
      events: [
        "ContactReceived",
        "CustomersMerged",
        "CustomersUnmerged",
        "CaseOpened",
        "CaseResolved",
        "CaseReopened",
      ],
      consumer,
      retryAttempts: busRetries,
      maxEventAge: busMaxAge,
      errorImpact,
      config,
    });
  }
}
