/** Where contacts wait, and who may take them: two queues and one routing profile for every agent. */
import { Fn } from "aws-cdk-lib";
import {
  CfnHoursOfOperation,
  CfnPredefinedAttribute,
  CfnQueue,
  type CfnQueueProps,
  CfnRoutingProfile,
} from "aws-cdk-lib/aws-connect";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import type { ConnectFlow } from "./connect-flow.ts";
import type { ConnectInstance } from "./connect-instance.ts";
import { heldCalls } from "./flows/initial-criteria.ts";

export interface ConnectQueuesProps {
  readonly instance: ConnectInstance;
  /** What customers hear who are called back. */
  readonly callbackFlow: ConnectFlow;
  readonly config: StageConfig;
}

export interface ConnectQueue {
  readonly arn: string;
  readonly id: string;
}

const days = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

/** What an agent may have at once. Omniline's own capacity weighs channels against each other and comes first. */
const concurrency = { VOICE: 1, CHAT: 3, TASK: 10, EMAIL: 10 } as const;
type Channel = keyof typeof concurrency;

export class ConnectQueues extends Construct {
  /** Live calls: Amazon Connect gives them out, by the routing criteria that Omniline sets. */
  readonly voice: ConnectQueue;
  /** Everything else, and calls back: nobody gets them but the agent whom Omniline assigns. */
  readonly assigned: ConnectQueue;

  constructor(scope: Construct, id: string, { instance, callbackFlow, config }: ConnectQueuesProps) {
    super(scope, id);
    const instanceArn = instance.arn;
    // Always open: Omniline's own calendar knows when agents work, and holidays (domain/calendar).
    const hoursOfOperationArn = new CfnHoursOfOperation(this, "Always", {
      instanceArn,
      name: "Omniline always",
      description: "Omniline decides by its own calendar.",
      timeZone: "UTC",
      config: days.map((day) => ({
        day,
        startTime: { hours: 0, minutes: 0 },
        // Equal times are a whole day.
        endTime: { hours: 0, minutes: 0 },
      })),
    }).attrHoursOfOperationArn;
    this.voice = this.queue("Voice", {
      instanceArn,
      hoursOfOperationArn,
      name: "Omniline voice",
      description: "Live calls, steered by routing criteria.",
    });
    const { callerIdNumberArn } = config.connect;
    this.assigned = this.queue("Assigned", {
      instanceArn,
      hoursOfOperationArn,
      name: "Omniline assigned",
      description: "Chats, tasks, e-mails and calls back, which Omniline assigns to agents.",
      outboundCallerConfig: {
        outboundFlowArn: callbackFlow.arn,
        ...(callerIdNumberArn === undefined ? {} : { outboundCallerIdNumberArn: callerIdNumberArn }),
      },
    });
    this.routingProfile(instanceArn);
    const skills = [...config.connect.skills, heldCalls.value];
    this.predefinedAttribute("Skill", instanceArn, heldCalls.attribute, skills);
    this.predefinedAttribute("Language", instanceArn, "omniline.language", config.connect.languages);
  }

  private queue(id: string, props: CfnQueueProps): ConnectQueue {
    const arn = new CfnQueue(this, id, props).attrQueueArn;
    // arn:…:instance/<id>/queue/<id>
    return { arn, id: Fn.select(3, Fn.split("/", arn)) };
  }

  private routingProfile(instanceArn: string): void {
    const reference = (channel: Channel, { arn }: ConnectQueue) => ({ channel, queueArn: arn });
    // On the assigned queue, VOICE is calls back: live calls cannot be assigned.
    const assignedChannels: readonly Channel[] = ["CHAT", "TASK", "EMAIL", "VOICE"];
    new CfnRoutingProfile(this, "Agents", {
      instanceArn,
      name: "Omniline agents",
      description: "Every agent's: who gets what is for Omniline to decide.",
      // Not the assigned queue: whoever an agent dials by hand has not asked to be called back.
      defaultOutboundQueueArn: this.voice.arn,
      mediaConcurrencies: Object.entries(concurrency).map(([channel, most]) => ({
        channel,
        concurrency: most,
        // A call may come beside a chat: how much an agent can have at once, Omniline has decided.
        crossChannelBehavior: { behaviorType: "ROUTE_ANY_CHANNEL" },
      })),
      queueConfigs: [{ queueReference: reference("VOICE", this.voice), priority: 1, delay: 0 }],
      manualAssignmentQueueConfigs: assignedChannels.map((channel) => ({
        queueReference: reference(channel, this.assigned),
      })),
    });
  }

  private predefinedAttribute(
    id: string,
    instanceArn: string,
    name: string,
    values: readonly string[],
  ): void {
    new CfnPredefinedAttribute(this, id, { instanceArn, name, values: { stringList: [...values] } });
  }
}
