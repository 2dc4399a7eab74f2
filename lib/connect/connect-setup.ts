/** All of Amazon Connect that Omniline needs, in the order in which one thing needs another. */
import type { Stream } from "aws-cdk-lib/aws-kinesis";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import type { QueueConsumer } from "../constructs/queue-consumer.ts";
import { AgentApplication } from "./agent-application.ts";
import { AwayStatus } from "./away-status.ts";
import { type InboundFlows, inboundFlows, type OutboundFlows, outboundFlows } from "./connect-flows.ts";
import { ConnectInstance } from "./connect-instance.ts";
import { ConnectStreams } from "./connect-streams.ts";
import { ContactEventsRule } from "./contact-events-rule.ts";
import { FlowFunction } from "./flow-function.ts";
import { type ConnectQueue, ConnectQueues } from "./queues.ts";

export interface ConnectSetupProps {
  readonly config: StageConfig;
  /** Scheme and host of the panel. */
  readonly panelUrl: string;
  /** Called by the flows; answers within eight seconds. */
  readonly identifyCaller: IFunction;
  /** Takes the contact events. */
  readonly contactEvents: QueueConsumer;
  /** Who is hurt when contact events are lost, in a sentence. */
  readonly errorImpact: string;
}

export class ConnectSetup extends Construct {
  readonly instanceArn: string;
  readonly instanceId: string;
  /** Live calls, which Omniline steers. */
  readonly voiceQueue: ConnectQueue;
  /** Everything else, which Omniline assigns. */
  readonly assignedQueue: ConnectQueue;
  readonly flows: InboundFlows & OutboundFlows;
  readonly agentEvents: Stream;
  readonly contactRecords: Stream;
  /** Of both streams: who reads them needs `kms:Decrypt` on it. */
  readonly streamsKey: Key;
  readonly agentApplicationArn: string;

  constructor(scope: Construct, id: string, props: ConnectSetupProps) {
    super(scope, id);
    const { config, panelUrl, contactEvents: consumer, errorImpact } = props;
    const instance = new ConnectInstance(this, "Instance", config);
    const streams = new ConnectStreams(this, "Streams", { instance, config });
    const { csat, callback } = outboundFlows(this, instance);
    const queues = new ConnectQueues(this, "Queues", { instance, callbackFlow: callback, config });
    const identifyCaller = new FlowFunction(this, "IdentifyCaller", {
      instance,
      function: props.identifyCaller,
    });
    const { voice: voiceQueue, assigned: assignedQueue } = queues;
    const inbound = inboundFlows(this, { instance, identifyCaller, voiceQueue, assignedQueue, csat });
    // It asks for an attribute that must be there.
    inbound.voice.node.addDependency(queues);
    new AwayStatus(this, "AwayStatus", { instance });
    const application = new AgentApplication(this, "Application", { instance, panelUrl, config });
    new ContactEventsRule(this, "ContactEvents", { instance, consumer, errorImpact, config });
    this.instanceArn = instance.arn;
    this.instanceId = instance.id;
    this.voiceQueue = voiceQueue;
    this.assignedQueue = assignedQueue;
    this.flows = { csat, callback, ...inbound };
    this.agentEvents = streams.agentEvents;
    this.contactRecords = streams.contactRecords;
    this.streamsKey = streams.key;
    this.agentApplicationArn = application.arn;
  }
}
