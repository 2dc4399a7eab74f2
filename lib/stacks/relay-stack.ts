/** Step 4: the table's stream becomes domain events on our own bus. */
import { Stack, type StackProps } from "aws-cdk-lib";
import { EventBus, type IEventBus } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { connectBodies, connectSecret, connectTable, readAndWrite } from "../constructs/access.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { StreamConsumer, type StreamConsumerProps } from "../constructs/stream-consumer.ts";
import type { DataStack } from "./data-stack.ts";

export interface RelayStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
}

type Model = NonNullable<StageConfig["understanding"]>;

/** Changes in the table that mean something to others. */
const relayedChanges: StreamConsumerProps["filters"] = [
  {
    eventName: ["INSERT"],
    dynamodb: {
      NewImage: {
        type: { S: ["event", "customer", "customer-identifier", "merge", "send", "consent-entry"] },
      },
    },
  },
  // A case changes with every message, and on its way to an agent, a send on its way to its provider; only what a
  // save announces is news.
  {
    eventName: ["INSERT", "MODIFY"],
    dynamodb: { NewImage: { type: { S: ["case", "routing", "send"] }, announce: { S: [{ exists: true }] } } },
  },
  { eventName: ["REMOVE"], dynamodb: { OldImage: { type: { S: ["merge"] } } } },
];

export class RelayStack extends Stack {
  readonly bus: IEventBus;

  constructor(scope: Construct, id: string, { config, data, ...props }: RelayStackProps) {
    super(scope, id, props);
    const bus = new EventBus(this, "Bus", { eventBusName: `omniline-${config.stage}` });
    this.bus = EventBus.fromEventBusArn(this, "OwnBus", bus.eventBusArn);
    const errorImpact = "Messages are stored, but nobody is told: they reach no customer and no live list.";
    const relay = new ServiceFunction(this, "RelayTimeline", {
      name: "relay-timeline",
      timeoutSeconds: 30,
      errorImpact,
      config,
    });
    connectTable(relay, data.table, [...readAndWrite, "BatchWriteItem"]);
    connectBodies(relay, data.bodies, ["GetObject"]);
    connectSecret(relay, "ENDPOINTS_SECRET_ID", data.endpoints);
    connectSecret(relay, "CHANNELS_SECRET_ID", data.channels);
    relay.connect("BUS_NAME", bus.eventBusName, (to) => to.allow(["events:PutEvents"], [bus.eventBusArn]));
    if (config.understanding !== undefined) this.connectModel(relay, config.understanding);
    new StreamConsumer(this, "TimelineStream", {
      table: data.table,
      function: relay,
      filters: relayedChanges,
      errorImpact,
      config,
    });
  }

  /** An inference profile needs the model itself, too, wherever it runs it. */
  private connectModel(relay: ServiceFunction, { modelId, regions }: Model): void {
    const model = modelId.replace(/^(us|eu|apac|global)\./, "");
    const models = (regions.length > 0 ? regions : [this.region]).map((region) =>
      this.formatArn({
        service: "bedrock",
        resource: "foundation-model",
        resourceName: model,
        region,
        account: "",
      }),
    );
    const profiles =
      model === modelId
        ? []
        : [this.formatArn({ service: "bedrock", resource: "inference-profile", resourceName: modelId })];
    relay.connect("UNDERSTANDING_MODEL_ID", modelId, (to) =>
      to.allow(["bedrock:InvokeModel"], [...models, ...profiles]),
    );
  }
}
