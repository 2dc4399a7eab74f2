/** Amazon Connect: where agents take what is routed to them, and what it tells us of agents and contacts. */
import { Stack, type StackProps } from "aws-cdk-lib";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { ConnectSetup } from "../connect/connect-setup.ts";
import { connectBodies, connectSecret, connectTable } from "../constructs/access.ts";
import { KinesisConsumer } from "../constructs/kinesis-consumer.ts";
import { QueueConsumer } from "../constructs/queue-consumer.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { connectWorkflow } from "../routing/routing-workflow.ts";
import type { DataStack } from "./data-stack.ts";

export interface ConnectStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly panelUrl: string;
}

/** About an hour of trying, at one try per visibility timeout, before a message is a dead letter. */
const tries = 60;

/** What the adapter calls (docs.aws.amazon.com, "Actions, resources, and condition keys for Amazon Connect"). */
const connectActions = [
  "connect:StartTaskContact",
  "connect:CreateContact",
  "connect:AssociateContactWithUser",
  "connect:UpdateContactRoutingData",
  "connect:StopContact",
  "connect:StartOutboundVoiceContact",
  "connect:PutUserStatus",
  "connect:ListAgentStatuses",
];

export class ConnectStack extends Stack {
  /** Commands for Amazon Connect are announced here. */
  readonly wakeUps: Queue;

  constructor(scope: Construct, id: string, props: ConnectStackProps) {
    const { config, data, panelUrl, ...stackProps } = props;
    super(scope, id, stackProps);
    const identifyCaller = this.identifyCaller(config, data);
    const contactEvents = this.contactEvents(config, data);
    const setup = new ConnectSetup(this, "Connect", {
      config,
      panelUrl,
      identifyCaller: identifyCaller.function,
      contactEvents,
      errorImpact: "Contacts of Amazon Connect are noticed late, when their records come.",
    });
    this.followStreams(config, data, setup);
    this.wakeUps = this.callConnect(config, data, setup);
  }

  private identifyCaller(config: StageConfig, data: DataStack): ServiceFunction {
    const identify = new ServiceFunction(this, "IdentifyCaller", {
      name: "identify-caller",
      timeoutSeconds: 8,
      errorImpact: "Callers are queued, but not greeted by name, and their calls are missing on timelines.",
      config,
    });
    connectTable(identify, data.table, ["GetItem", "Query", "BatchGetItem", "PutItem"]);
    connectBodies(identify, data.bodies, ["PutObject"]);
    connectSecret(identify, "PEPPER_SECRET_ID", data.pepper);
    return identify.connect("DEFAULT_COUNTRY", config.defaultCountry);
  }

  private contactEvents(config: StageConfig, data: DataStack): QueueConsumer {
    const errorImpact = "What happens to contacts of Amazon Connect is noticed late.";
    const follow = new ServiceFunction(this, "FollowContacts", {
      name: "follow-contacts",
      timeoutSeconds: 30,
      errorImpact,
      config,
    });
    this.letRoute(follow, config, data);
    return new QueueConsumer(this, "ContactEvents", {
      function: follow,
      maxReceiveCount: tries,
      errorImpact,
      config,
    });
  }

  private followStreams(config: StageConfig, data: DataStack, setup: ConnectSetup): void {
    const agentsImpact = "Agents are not given work, or are given it while they are away.";
    const agents = new ServiceFunction(this, "FollowAgents", {
      name: "follow-agents",
      timeoutSeconds: 30,
      errorImpact: agentsImpact,
      config,
    });
    this.letRoute(agents, config, data);
    new KinesisConsumer(this, "AgentEvents", {
      stream: setup.agentEvents,
      key: setup.streamsKey,
      function: agents,
      errorImpact: agentsImpact,
      config,
    });
    const recordsImpact = "What Amazon Connect's events missed is not put right, and surveys do not arrive.";
    const records = new ServiceFunction(this, "ReconcileContacts", {
      name: "reconcile-contacts",
      timeoutSeconds: 30,
      errorImpact: recordsImpact,
      config,
    });
    this.letRoute(records, config, data);
    connectBodies(records, data.bodies, ["PutObject"]);
    connectSecret(records, "PEPPER_SECRET_ID", data.pepper);
    records.connect("DEFAULT_COUNTRY", config.defaultCountry);
    new KinesisConsumer(this, "ContactRecords", {
      stream: setup.contactRecords,
      key: setup.streamsKey,
      function: records,
      errorImpact: recordsImpact,
      config,
    });
  }

  private callConnect(config: StageConfig, data: DataStack, setup: ConnectSetup): Queue {
    const errorImpact = "Agents who work in Amazon Connect are not shown what is offered to them.";
    const call = new ServiceFunction(this, "CallConnect", {
      name: "call-connect",
      timeoutSeconds: 30,
      errorImpact,
      config,
    });
    this.letRoute(call, config, data);
    const consumer = new QueueConsumer(this, "WakeUps", {
      function: call,
      maxReceiveCount: tries,
      errorImpact,
      config,
    });
    call
      .connect("WAKE_UPS_QUEUE_URL", consumer.queue.queueUrl, (to) =>
        to.allow(["sqs:SendMessage"], [consumer.queue.queueArn]),
      )
      .connect("CONNECT_QUOTAS", JSON.stringify(config.connect.quotas))
      .connect("CONNECT_TASK_FLOW_ID", setup.flows.task.id)
      .connect("CONNECT_CALL_FLOW_ID", setup.flows.call.id)
      .connect("CONNECT_CALL_QUEUE_ID", setup.assignedQueue.id)
      .connect("CONNECT_INSTANCE_ID", setup.instanceId, (to) =>
        to.allow(connectActions, this.connectResources(setup)),
      );
    return consumer.queue;
  }

  /** Contacts and agents have no names before they are there; the instance, the queue and the flow are named. */
  private connectResources({ instanceArn, assignedQueue, flows }: ConnectSetup): string[] {
    return [
      instanceArn,
      `${instanceArn}/contact/*`,
      `${instanceArn}/agent/*`,
      `${instanceArn}/agent-state/*`,
      assignedQueue.arn,
      flows.task.arn,
    ];
  }

  /** What a function needs that changes where cases and agents stand. */
  private letRoute(to: ServiceFunction, config: StageConfig, data: DataStack): void {
    connectTable(to, data.table, [
      "GetItem",
      "Query",
      "BatchGetItem",
      "PutItem",
      "UpdateItem",
      "DeleteItem",
      "BatchWriteItem",
    ]);
    connectWorkflow(to, config);
  }
}
