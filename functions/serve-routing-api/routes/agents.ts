/** Routes about agents: what they can do, whether they are there, what they have in hand. */

import { TooManyAbilitiesError } from "../../../domain/errors.ts";
import { agentView, profileIn } from "../../../domain/routing/agent-view.ts";
import { saveAgentProfile, setAgentStatus } from "../../../domain/routing/agents.ts";
import type { RoutingDeps } from "../../../domain/routing/reserve.ts";
import { conflict, type Input, invalid, notFound, ok } from "../../../schemas/api/answer.ts";
import type { AgentRequest } from "../../../schemas/api/routing-shapes.ts";
import {
  type Agent,
  type AgentProfile,
  type AgentStatus,
  agentIdSchema,
} from "../../../schemas/routing/agent.ts";

export interface AgentDeps extends RoutingDeps {
  readonly listAgents: (
    limit: number,
    cursor?: string,
  ) => Promise<{ readonly agents: readonly Agent[]; readonly nextCursor?: string | undefined }>;
  readonly linkConnectUser: (userId: string, agentId: string) => Promise<void>;
  readonly agentOfConnectUser: (userId: string) => Promise<string | undefined>;
  /** Tells Amazon Connect, for an agent who works there; what comes of it comes back as an agent event. */
  readonly setStatusInConnect: (agent: Agent, status: AgentStatus) => Promise<void>;
}

type AgentPath = { readonly agentId: string };
type Page = { readonly limit: number; readonly cursor?: string | undefined };
type StatusRequest = { readonly status: AgentStatus };

export function agentRoutes(deps: AgentDeps) {
  const show = (agent: Agent | undefined) => (agent === undefined ? notFound : ok(agentView(agent)));

  const setStatus = async (agentId: string, status: AgentStatus) => {
    const agent = await deps.store.readAgent(agentId);
    if (agent === undefined) return notFound;
    if (agent.profile.connectUserId !== undefined) {
      await deps.setStatusInConnect(agent, status);
      return show(agent);
    }
    await setAgentStatus(deps, agentId, status, deps.now().toISOString());
    return show(await deps.store.readAgent(agentId));
  };

  return {
    listAgents: async ({ query }: Input<unknown, Page, unknown>) => {
      const { agents, nextCursor } = await deps.listAgents(query.limit, query.cursor);
      return ok({ items: agents.map(agentView), ...(nextCursor === undefined ? {} : { nextCursor }) });
    },
    getAgent: async ({ path }: Input<AgentPath, unknown, unknown>) =>
      show(await deps.store.readAgent(path.agentId)),
    saveAgent: async ({ path, body }: Input<AgentPath, unknown, AgentRequest>) => {
      const agentId = agentIdSchema.safeParse(path.agentId);
      if (!agentId.success) return invalid("agentId", agentId.error.issues[0]?.message ?? "not an id");
      const profile = profileIn(agentId.data, body);
      const problem = (await unknownQueue(deps, profile)) ?? (await takenUser(deps, profile));
      if (problem !== undefined) return problem;
      const before = await deps.store.readAgent(agentId.data);
      if (profile.connectUserId !== undefined)
        await deps.linkConnectUser(profile.connectUserId, agentId.data);
      try {
        await saveAgentProfile(deps, profile);
      } catch (error) {
        if (error instanceof TooManyAbilitiesError) return conflict(error.message);
        throw error;
      }
      // Nobody tells us any more whether they are there.
      const isUnlinked = before?.profile.connectUserId !== undefined && profile.connectUserId === undefined;
      if (isUnlinked) await setAgentStatus(deps, agentId.data, "offline", deps.now().toISOString());
      return show(await deps.store.readAgent(agentId.data));
    },
    setStatusOfAgent: ({ path, body }: Input<AgentPath, unknown, StatusRequest>) =>
      setStatus(path.agentId, body.status),
    readMe: async ({ caller }: Input<unknown, unknown, unknown>) =>
      show(await deps.store.readAgent(caller.agentId)),
    setMyStatus: ({ body, caller }: Input<unknown, unknown, StatusRequest>) =>
      setStatus(caller.agentId, body.status),
  };
}

async function unknownQueue({ policies }: AgentDeps, { queues }: AgentProfile) {
  const { policy } = await policies.current("routing");
  const unknown = queues.find((queueId) => policy.queues.every((queue) => queue.queueId !== queueId));
  return unknown === undefined ? undefined : invalid("queues", `there is no queue ${unknown}`);
}

/** Amazon Connect's news of a user are news of one agent. */
async function takenUser(deps: AgentDeps, { agentId, connectUserId }: AgentProfile) {
  if (connectUserId === undefined) return undefined;
  const other = await deps.agentOfConnectUser(connectUserId);
  if (other === undefined || other === agentId) return undefined;
  const theirs = (await deps.store.readAgent(other))?.profile.connectUserId;
  return theirs === connectUserId ? conflict(`that user of Amazon Connect is agent ${other}`) : undefined;
}
