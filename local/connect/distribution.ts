/** Which waiting contact Connect offers to whom next. Pure. */
import { agentOfQueue } from "./agent-queue.ts";
import type { Channel, ConnectInstance, RoutingProfile } from "./instance.ts";
import type { Agent, Contact, RoutingStep } from "./model.ts";
import { slots } from "./slots.ts";

export interface Offer {
  readonly contact: Contact;
  readonly agent: Agent;
}

interface Candidate extends Offer {
  /** Of the queue in the agent's routing profile; lower is first. */
  readonly queuePriority: number;
}

interface FreeAgent {
  readonly agent: Agent;
  readonly profile: RoutingProfile;
  /** Channels with room. */
  readonly channels: ReadonlySet<Channel>;
}

/**
 * Contacts in the order of their queue, agents the longest idle first. As long as a step of the routing
 * criteria is active, only its agents count. Queues of manual assignment are nobody's here.
 *
 * @param contacts those that wait and do not ring
 */
export function nextOffer(
  instance: ConnectInstance,
  contacts: readonly Contact[],
  agents: readonly Agent[],
  now: number,
): Offer | undefined {
  const free = freeAgents(instance, agents);
  const served = new Set(
    free.flatMap(({ profile, channels }) =>
      profile.queues.flatMap(({ queueId, channel }) =>
        channels.has(channel) ? [`${queueId}/${channel}`] : [],
      ),
    ),
  );
  return contacts
    .filter(
      ({ queueId = "", channel }) =>
        served.has(`${queueId}/${channel}`) || agentOfQueue(queueId) !== undefined,
    )
    .flatMap((contact) => bestFor(contact, free, now) ?? [])
    .sort(
      (left, right) =>
        left.queuePriority - right.queuePriority || compareInQueue(left.contact, right.contact),
    )[0];
}

/** Priority first, then time in the queue with its adjustment. */
export function compareInQueue(left: Contact, right: Contact): number {
  return left.priority - right.priority || countsFrom(left) - countsFrom(right);
}

function countsFrom({ enqueuedAt = 0, adjustmentSeconds }: Contact): number {
  return enqueuedAt - adjustmentSeconds * 1000;
}

/** When a queue's delay for somebody's routing profile is over for one of the contacts, if that is still to come. */
export function delayEnds(
  instance: ConnectInstance,
  contacts: readonly Contact[],
  now: number,
): readonly number[] {
  const delayed = [...instance.routingProfiles.values()]
    .flatMap(({ queues }) => queues)
    .filter(({ delayMs }) => delayMs > 0);
  return delayed
    .flatMap(({ queueId, channel, delayMs }) =>
      contacts
        .filter((contact) => contact.queueId === queueId && contact.channel === channel)
        .map(({ enqueuedAt = 0 }) => enqueuedAt + delayMs),
    )
    .filter((end) => end > now);
}

function freeAgents(instance: ConnectInstance, agents: readonly Agent[]): readonly FreeAgent[] {
  return agents
    .filter((agent) => isRoutable(instance, agent))
    .flatMap((agent) => {
      const profile = instance.routingProfiles.get(agent.routingProfileId);
      if (!profile) return [];
      const room = slots(profile, agent).filter(({ available }) => available > 0);
      return room.length === 0
        ? []
        : [{ agent, profile, channels: new Set(room.map(({ channel }) => channel)) }];
    })
    .sort(
      (left, right) =>
        left.agent.idleSince - right.agent.idleSince || left.agent.userId.localeCompare(right.agent.userId),
    );
}

function isRoutable(instance: ConnectInstance, agent: Agent): boolean {
  return (
    agent.loggedIn &&
    agent.nextStatusId === undefined &&
    instance.statuses.get(agent.statusId)?.type === "ROUTABLE"
  );
}

/** @param free the longest idle first */
function bestFor(contact: Contact, free: readonly FreeAgent[], now: number): Candidate | undefined {
  const step = contact.routing?.steps.find(({ status }) => status === "ACTIVE");
  let best: Candidate | undefined;
  for (const { agent, profile, channels } of free) {
    if (!channels.has(contact.channel) || (step && !meets(agent, step))) continue;
    if (agentOfQueue(contact.queueId ?? "") === agent.userId) return { contact, agent, queuePriority: 0 };
    const queue = profile.queues.find(
      ({ queueId, channel }) => queueId === contact.queueId && channel === contact.channel,
    );
    if (!queue || (contact.enqueuedAt ?? 0) + queue.delayMs > now) continue;
    if (!best || queue.priority < best.queuePriority)
      best = { contact, agent, queuePriority: queue.priority };
  }
  return best;
}

/** Agents have no attributes here: nothing gives them any. */
function meets(agent: Agent, step: RoutingStep): boolean {
  return "agentIds" in step && step.agentIds.includes(agent.userId);
}
