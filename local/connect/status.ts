/** Agents: made known, logged in and out, and their status. */
import type { Floor } from "./floor.ts";
import type { AgentStatus, ConnectInstance, User } from "./instance.ts";
import type { Agent } from "./model.ts";

/** @throws Error when the instance has no such status */
export function statusNamed(instance: ConnectInstance, name: string): AgentStatus {
  const found = [...instance.statuses.values()].find((status) => status.name === name);
  if (!found) throw new Error(`no agent status is called ${name}`);
  return found;
}

/** Keeps what is known of a user that was there before. */
export function addUser(floor: Floor, user: User): Agent {
  const known = floor.state.agent(user.id);
  const { id: userId, username, firstName, lastName, routingProfileId } = user;
  const agent: Agent = {
    loggedIn: false,
    statusId: statusNamed(floor.instance, "Offline").id,
    statusSince: floor.now(),
    idleSince: floor.now(),
    contacts: [],
    ...known,
    userId,
    username,
    firstName,
    lastName,
    routingProfileId,
  };
  floor.state.saveAgent(agent);
  return agent;
}

/** While the agent has contacts the status becomes the next one, except that going offline is at once. */
export function setStatus(floor: Floor, agent: Agent, status: AgentStatus): Agent {
  if (agent.statusId === status.id) {
    return agent.nextStatusId === undefined
      ? agent
      : floor.saveAgent(agent, { nextStatusId: undefined, nextStatusSince: undefined });
  }
  const at = floor.now();
  if (agent.contacts.length > 0 && status.type !== "OFFLINE") {
    return floor.saveAgent(agent, { nextStatusId: status.id, nextStatusSince: at });
  }
  return floor.saveAgent(agent, taken(status.id, at));
}

export function takeNextStatus(floor: Floor, agent: Agent): Agent {
  if (agent.nextStatusId === undefined || agent.contacts.length > 0) return agent;
  return floor.saveAgent(agent, taken(agent.nextStatusId, floor.now()));
}

function taken(statusId: string, at: number): Partial<Agent> {
  return { statusId, statusSince: at, idleSince: at, nextStatusId: undefined, nextStatusSince: undefined };
}

export function logIn(floor: Floor, agent: Agent): Agent {
  if (agent.loggedIn) return agent;
  return floor.tellAgent("LOGIN", { ...agent, loggedIn: true, loggedOutAt: undefined });
}

export function logOut(floor: Floor, agent: Agent): Agent {
  if (!agent.loggedIn) return agent;
  return floor.tellAgent("LOGOUT", { ...agent, loggedIn: false, loggedOutAt: floor.now() });
}
