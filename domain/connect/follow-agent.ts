/** Follows agents in Amazon Connect: whether they are there, and what they do with what they were offered. */
import type { AgentStatus } from "../../schemas/routing/agent.ts";
import type { AgentContactNews, AgentNews } from "./agent-news.ts";
import { type ContactTimes, withFacts } from "./contact.ts";
import { type FollowDeps, learnOf } from "./follow-contact.ts";

export interface FollowAgentDeps extends FollowDeps {
  readonly setAgentStatus: (agentId: string, status: AgentStatus, at: string) => Promise<unknown>;
}

/** Users of Connect who are no agents of Omniline are none of its business. */
export async function followAgent(deps: FollowAgentDeps, news: AgentNews): Promise<void> {
  const agentId = await deps.links.agentOf(news.userId);
  if (agentId === undefined) return;
  for (const contact of news.contacts) await followAgentsContact(deps, news.userId, agentId, contact);
  await deps.setAgentStatus(agentId, news.status, news.at);
}

async function followAgentsContact(
  deps: FollowAgentDeps,
  userId: string,
  agentId: string,
  news: AgentContactNews,
): Promise<void> {
  const { contactId, state, at } = news;
  const learn = (times: ContactTimes) =>
    learnOf(deps, contactId, (contact) => withFacts(contact, { at: times, userId }));
  if (state === "accepted") return learn({ CONNECTED_TO_AGENT: at });
  if (state === "gone") return learn({ CONNECTED_TO_AGENT: news.connectedAt, COMPLETED: at });
  const offer = (await deps.contacts.read(contactId))?.offer;
  if (offer?.agentId !== agentId || !isSince(offer.at, at)) return;
  const caseId = await deps.links.caseOf(contactId);
  if (caseId !== undefined) await deps.routing.giveBack({ caseId, agentId, token: offer.token, how: state });
}

/** By how much Connect's clock may be behind ours. */
const clocksMs = 2000;

/** Connect repeats a missed contact until it is cleared, and the agent may have been offered it again since. */
const isSince = (offeredAt: string, at: string) => Date.parse(at) + clocksMs >= Date.parse(offeredAt);
