/** A Connect instance: its queues, routing profiles, statuses, flows, users and streams. */
import type { Flow } from "./flows/flow.ts";

export const channels = ["VOICE", "CHAT", "TASK", "EMAIL"] as const;
export type Channel = (typeof channels)[number];

export interface Queue {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** Contacts that may wait in it; unlimited when absent. */
  readonly maxContacts?: number | undefined;
  /** The flow that an agent who takes a callback from it hears first. */
  readonly outboundFlowId?: string | undefined;
}

export interface RoutingProfile {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly defaultOutboundQueueId: string;
  readonly concurrency: readonly {
    readonly channel: Channel;
    readonly maximum: number;
    /** Whether agents get this channel's contacts while they have one of another channel. */
    readonly besideOthers: boolean;
  }[];
  /** Queues whose contacts Connect itself offers; a lower priority goes first. */
  readonly queues: readonly {
    readonly queueId: string;
    readonly channel: Channel;
    readonly priority: number;
    readonly delayMs: number;
  }[];
  /** Queues whose contacts `AssociateContactWithUser` may give. */
  readonly manualQueues: readonly { readonly queueId: string; readonly channel: Channel }[];
}

export interface AgentStatus {
  readonly arn: string;
  readonly id: string;
  readonly name: string;
  readonly type: "ROUTABLE" | "CUSTOM" | "OFFLINE";
}

export interface User {
  readonly id: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly routingProfileId: string;
}

export interface ConnectInstance {
  readonly id: string;
  readonly arn: string;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly routingProfiles: ReadonlyMap<string, RoutingProfile>;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly statuses: ReadonlyMap<string, AgentStatus>;
  /** Users that the template makes; local ones come beside them. */
  readonly users: readonly User[];
  readonly phoneNumber?: string | undefined;
  /** Kinesis streams' ARNs. */
  readonly agentEventStream?: string | undefined;
  readonly contactRecordStream?: string | undefined;
}

/** The last part of an ARN; an id is itself. The API takes either wherever it takes one. */
export function idOf(arnOrId: string): string {
  return arnOrId.split("/").at(-1) ?? arnOrId;
}
