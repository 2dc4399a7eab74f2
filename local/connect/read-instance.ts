/** Reads the Connect instance that the template describes. */
import * as z from "zod";
import type { Resources } from "../template/resources.ts";
import { parseFlow } from "./flows/flow.ts";
import { type AgentStatus, type ConnectInstance, channels, idOf, type RoutingProfile } from "./instance.ts";

const channel = z.enum(channels);
const reference = z.object({ Channel: channel, QueueArn: z.string() });
const inInstance = z.object({ InstanceArn: z.string(), Name: z.string() });
const queueProperties = inInstance.extend({
  MaxContacts: z.coerce.number().optional(),
  OutboundCallerConfig: z.object({ OutboundFlowArn: z.string().optional() }).optional(),
});
const profileProperties = inInstance.extend({
  DefaultOutboundQueueArn: z.string(),
  MediaConcurrencies: z.array(
    z.object({
      Channel: channel,
      Concurrency: z.coerce.number(),
      CrossChannelBehavior: z
        .object({ BehaviorType: z.enum(["ROUTE_CURRENT_CHANNEL_ONLY", "ROUTE_ANY_CHANNEL"]) })
        .optional(),
    }),
  ),
  QueueConfigs: z
    .array(z.object({ Delay: z.coerce.number(), Priority: z.coerce.number(), QueueReference: reference }))
    .default([]),
  ManualAssignmentQueueConfigs: z.array(z.object({ QueueReference: reference })).default([]),
});
const flowProperties = inInstance.extend({ Type: z.string(), Content: z.string() });
const statusProperties = inInstance.extend({
  Type: z.enum(["ROUTABLE", "CUSTOM", "OFFLINE"]).default("CUSTOM"),
});
const userProperties = z.object({
  InstanceArn: z.string(),
  Username: z.string(),
  RoutingProfileArn: z.string(),
  IdentityInfo: z.object({ FirstName: z.string().default(""), LastName: z.string().default("") }).optional(),
});
const storageProperties = z.object({
  ResourceType: z.string(),
  KinesisStreamConfig: z.object({ StreamArn: z.string() }).optional(),
});

/** @returns undefined when the templates have nothing of Amazon Connect @throws Error when they have two instances */
export function readInstance(resources: Resources): ConnectInstance | undefined {
  const queues = resources.ofType("AWS::Connect::Queue", queueProperties);
  const profiles = resources.ofType("AWS::Connect::RoutingProfile", profileProperties);
  const flows = resources.ofType("AWS::Connect::ContactFlow", flowProperties);
  const arns = new Set([
    ...resources.ofType("AWS::Connect::Instance", z.object({})).map(({ ref }) => ref),
    ...[...queues, ...profiles, ...flows].map(({ properties }) => properties.InstanceArn),
  ]);
  const [arn, ...others] = arns;
  if (arn === undefined) return undefined;
  if (others.length > 0) throw new Error(`more than one Amazon Connect instance: ${[...arns].join(", ")}`);
  const storage = resources.ofType("AWS::Connect::InstanceStorageConfig", storageProperties);
  const stream = (resourceType: string) =>
    storage.find(({ properties }) => properties.ResourceType === resourceType)?.properties.KinesisStreamConfig
      ?.StreamArn;

  return {
    id: idOf(arn),
    arn,
    queues: byId(
      queues.map(({ ref, properties }) => ({
        id: idOf(ref),
        arn: ref,
        name: properties.Name,
        maxContacts: properties.MaxContacts,
        outboundFlowId: optionalId(properties.OutboundCallerConfig?.OutboundFlowArn),
      })),
    ),
    routingProfiles: byId(profiles.map(({ ref, properties }) => routingProfile(ref, properties))),
    flows: byId(flows.map(({ ref, properties }) => parseFlow(ref, properties))),
    statuses: byId([
      ...resources.ofType("AWS::Connect::AgentStatus", statusProperties).map(({ ref, properties }) => ({
        id: idOf(ref),
        arn: ref,
        name: properties.Name,
        type: properties.Type,
      })),
      ...builtInStatuses(arn),
    ]),
    users: resources.ofType("AWS::Connect::User", userProperties).map(({ ref, properties }) => ({
      id: idOf(ref),
      username: properties.Username,
      firstName: properties.IdentityInfo?.FirstName ?? "",
      lastName: properties.IdentityInfo?.LastName ?? "",
      routingProfileId: idOf(properties.RoutingProfileArn),
    })),
    phoneNumber: resources.ofType("AWS::Connect::PhoneNumber", z.object({}))[0]?.attributes.Address,
    agentEventStream: stream("AGENT_EVENTS"),
    contactRecordStream: stream("CONTACT_TRACE_RECORDS"),
  };
}

function routingProfile(arn: string, properties: z.infer<typeof profileProperties>): RoutingProfile {
  return {
    id: idOf(arn),
    arn,
    name: properties.Name,
    defaultOutboundQueueId: idOf(properties.DefaultOutboundQueueArn),
    concurrency: properties.MediaConcurrencies.map(({ Channel, Concurrency, CrossChannelBehavior }) => ({
      channel: Channel,
      maximum: Concurrency,
      besideOthers: CrossChannelBehavior?.BehaviorType === "ROUTE_ANY_CHANNEL",
    })),
    queues: properties.QueueConfigs.map(({ Delay, Priority, QueueReference }) => ({
      queueId: idOf(QueueReference.QueueArn),
      channel: QueueReference.Channel,
      priority: Priority,
      delayMs: Delay * 1000,
    })),
    manualQueues: properties.ManualAssignmentQueueConfigs.map(({ QueueReference }) => ({
      queueId: idOf(QueueReference.QueueArn),
      channel: QueueReference.Channel,
    })),
  };
}

/** What every instance comes with, and a break. Their ids are the same on every laptop: configuration names them. */
function builtInStatuses(instanceArn: string): readonly AgentStatus[] {
  return (["Available", "Offline", "Break"] as const).map((name) => {
    const { id, type } = builtIn[name];
    return { id, arn: `${instanceArn}/agent-state/${id}`, name, type };
  });
}

const builtIn = {
  Available: { id: "00000000-0000-4000-8000-000000000001", type: "ROUTABLE" },
  Offline: { id: "00000000-0000-4000-8000-000000000002", type: "OFFLINE" },
  Break: { id: "00000000-0000-4000-8000-000000000003", type: "CUSTOM" },
} as const;

function optionalId(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : idOf(arn);
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}
