/** Step 4: the table's stream becomes domain events on our own bus. */
import { Stack, type StackProps } from "aws-cdk-lib";
import { EventBus, type IEventBus } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { connectBodies, connectTable } from "../constructs/access.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { StreamConsumer } from "../constructs/stream-consumer.ts";
import type { DataStack } from "./data-stack.ts";

export interface RelayStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
}

/** Types of new items that mean something to others. */
const relayedTypes = ["event", "customer", "customer-identifier"];

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
    connectTable(relay, data.table, ["PutItem", "BatchGetItem", "BatchWriteItem"]);
    connectBodies(relay, data.bodies, ["GetObject"]);
    relay.connect("BUS_NAME", bus.eventBusName, (to) => to.allow(["events:PutEvents"], [bus.eventBusArn]));
    new StreamConsumer(this, "TimelineStream", {
      table: data.table,
      function: relay,
      filters: [{ eventName: ["INSERT"], dynamodb: { NewImage: { type: { S: relayedTypes } } } }],
      errorImpact,
      config,
    });
  }
}
