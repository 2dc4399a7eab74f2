/** Operations on users: who they are, what they do, and their status. */
import * as z from "zod";
import { type ConnectInstance, channels, idOf } from "../instance.ts";
import { clear } from "../lifecycle.ts";
import type { Agent } from "../model.ts";
import { slots } from "../slots.ts";
import { setStatus } from "../status.ts";
import { agentNamed, epochSeconds, identifier, invalidRequest, notFound, operation } from "./operation.ts";

const instanceOnly = z.object({ InstanceId: z.string() });
const oneUser = instanceOnly.extend({ UserId: identifier });
const ids = z.array(identifier).max(100).optional();
const userData = instanceOnly.extend({
  Filters: z.object({
    Agents: ids,
    Queues: ids,
    RoutingProfiles: ids,
    ContactFilter: z.object({ ContactStates: z.array(z.string()).optional() }).optional(),
    UserHierarchyGroups: z.undefined("hierarchy groups are not known here").optional(),
  }),
  MaxResults: z.number().int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});

export const userOperations = [
  operation("DescribeUser", {
    method: "GET",
    path: "/users/{InstanceId}/{UserId}",
    input: oneUser,
    resources: ofUser,
    run: (floor, { UserId }) => ({ User: describeUser(floor.instance, agentNamed(floor, UserId)) }),
  }),
  operation("ListUsers", {
    method: "GET",
    path: "/users-summary/{InstanceId}",
    input: instanceOnly.extend({
      maxResults: z.coerce.number().int().min(1).max(1000).default(1000),
      nextToken: z.string().optional(),
    }),
    resources: () => [""],
    run: (floor, { maxResults, nextToken }) => {
      const { items, next } = page(floor.state.agents(), maxResults, nextToken);
      return {
        UserSummaryList: items.map(({ userId, username }) => ({
          Id: userId,
          Arn: `${floor.instance.arn}/agent/${userId}`,
          Username: username,
        })),
        NextToken: next,
      };
    },
  }),
  operation("GetCurrentUserData", {
    method: "POST",
    path: "/metrics/userdata/{InstanceId}",
    input: userData,
    resources: () => [""],
    run: (floor, { Filters, MaxResults, NextToken }) => {
      const found = floor.state
        .agents()
        .filter((agent) => agent.loggedIn && matches(floor.instance, agent, Filters));
      const { items, next } = page(found, MaxResults, NextToken);
      return {
        UserDataList: items.map((agent) => currentUserData(floor.instance, agent)),
        ApproximateTotalCount: found.length,
        NextToken: next,
      };
    },
  }),
  operation("ListAgentStatuses", {
    method: "GET",
    path: "/agent-status/{InstanceId}",
    input: instanceOnly.extend({
      AgentStatusTypes: z.string().optional(),
    }),
    resources: () => ["agent-state/*"],
    run: (floor, { AgentStatusTypes }) => ({
      AgentStatusSummaryList: [...floor.instance.statuses.values()]
        .filter(({ type }) => AgentStatusTypes === undefined || AgentStatusTypes === type)
        .map(({ id, arn, name, type }) => ({ Id: id, Arn: arn, Name: name, Type: type })),
    }),
  }),
  operation("PutUserStatus", {
    method: "PUT",
    path: "/users/{InstanceId}/{UserId}/status",
    input: oneUser.extend({ AgentStatusId: identifier }),
    resources: ({ UserId, AgentStatusId }) => [`agent/${UserId}`, `agent-state/${AgentStatusId}`],
    run: (floor, { UserId, AgentStatusId }) => {
      const status = floor.instance.statuses.get(AgentStatusId);
      if (!status) throw notFound("Agent status");
      setStatus(floor, agentNamed(floor, UserId), status);
      return {};
    },
  }),
  operation("DismissUserContact", {
    method: "POST",
    path: "/users/{InstanceId}/{UserId}/contact",
    input: oneUser.extend({ ContactId: identifier }),
    resources: ofUser,
    run: (floor, { UserId, ContactId }) => {
      const agent = agentNamed(floor, UserId);
      const seen = agent.contacts.find(({ contactId }) => contactId === ContactId);
      if (!seen) throw notFound("Contact");
      if (!["MISSED", "REJECTED", "ENDED"].includes(seen.state)) {
        throw invalidRequest("Only a contact in MISSED, ERROR, ENDED or REJECTED can be dismissed.");
      }
      clear(floor, agent, ContactId);
      return {};
    },
  }),
];

function ofUser({ UserId }: { readonly UserId: string }): readonly string[] {
  return [`agent/${UserId}`];
}

function page(agents: readonly Agent[], size: number, after: string | undefined) {
  const rest = agents
    .filter(({ userId }) => after === undefined || userId > after)
    .sort((left, right) => (left.userId < right.userId ? -1 : 1));
  const items = rest.slice(0, size);
  return { items, next: rest.length > size ? items.at(-1)?.userId : undefined };
}

function describeUser(instance: ConnectInstance, agent: Agent) {
  return {
    Id: agent.userId,
    Arn: `${instance.arn}/agent/${agent.userId}`,
    Username: agent.username,
    IdentityInfo: { FirstName: agent.firstName, LastName: agent.lastName },
    PhoneConfig: { PhoneType: "SOFT_PHONE", AutoAccept: false, AfterContactWorkTimeLimit: 0 },
    SecurityProfileIds: [],
    RoutingProfileId: agent.routingProfileId,
    Tags: {},
  };
}

function matches(
  instance: ConnectInstance,
  agent: Agent,
  filters: z.infer<typeof userData>["Filters"],
): boolean {
  const { Agents, Queues, RoutingProfiles, ContactFilter } = filters;
  const { queues = [] } = instance.routingProfiles.get(agent.routingProfileId) ?? {};
  const states = ContactFilter?.ContactStates;
  return (
    (!Agents || Agents.includes(agent.userId)) &&
    (!RoutingProfiles || RoutingProfiles.includes(agent.routingProfileId)) &&
    (!Queues || queues.some(({ queueId }) => Queues.includes(queueId))) &&
    (!states || agent.contacts.some(({ state }) => states.includes(state)))
  );
}

function currentUserData(instance: ConnectInstance, agent: Agent) {
  const profile = instance.routingProfiles.get(agent.routingProfileId);
  const status = instance.statuses.get(agent.statusId);
  const room = profile ? slots(profile, agent) : [];
  const routable = status?.type === "ROUTABLE";
  const counted = (count: (one: (typeof room)[number]) => number) =>
    Object.fromEntries(
      channels.flatMap((channel) => {
        const one = room.find((slot) => slot.channel === channel);
        return one ? [[channel, count(one)]] : [];
      }),
    );
  return {
    User: { Id: agent.userId, Arn: `${instance.arn}/agent/${agent.userId}` },
    RoutingProfile: profile && { Id: profile.id, Arn: profile.arn },
    Status: {
      StatusStartTimestamp: epochSeconds(agent.statusSince),
      StatusArn: status?.arn,
      StatusName: status?.name,
    },
    NextStatus:
      agent.nextStatusId === undefined ? undefined : instance.statuses.get(idOf(agent.nextStatusId))?.name,
    AvailableSlotsByChannel: counted(({ available }) => (routable ? available : 0)),
    MaxSlotsByChannel: counted(({ maximum }) => maximum),
    ActiveSlotsByChannel: counted(({ active }) => active),
    Contacts: agent.contacts.map((contact) => ({
      ContactId: contact.contactId,
      Channel: contact.channel,
      InitiationMethod: contact.initiationMethod,
      AgentContactState: contact.state,
      StateStartTimestamp: epochSeconds(contact.since),
      ConnectedToAgentTimestamp: epochSeconds(contact.connectedAt),
      Queue:
        contact.queueId === undefined
          ? undefined
          : { Id: contact.queueId, Arn: instance.queues.get(contact.queueId)?.arn },
    })),
  };
}
