/** A contact's life: started, queued, connected, over, and what its agent does afterwards. */
import { agentOf, type Floor, withContact } from "./floor.ts";
import type { Agent, Contact, Position } from "./model.ts";
import { takeNextStatus } from "./status.ts";

const defaultPriority = 5;

export type NewContact = Pick<Contact, "channel" | "initiationMethod"> &
  Partial<Omit<Contact, "contactId" | "initiatedAt" | "updatedAt">>;

export function startContact(floor: Floor, given: NewContact): Contact {
  const at = floor.now();
  const contact = floor.saveContact(
    {
      contactId: floor.newId(),
      state: "FLOW",
      attributes: {},
      priority: defaultPriority,
      adjustmentSeconds: 0,
      attempts: 0,
      hooks: {},
      heard: [],
      initiatedAt: at,
      updatedAt: at,
      ...given,
    },
    {},
  );
  floor.tell("INITIATED", contact);
  return contact;
}

/** The customer's side is there; told for what an API started. */
export function connectToSystem(floor: Floor, contact: Contact): Contact {
  const connected = floor.saveContact(contact, { connectedToSystemAt: floor.now() });
  if (contact.initiationMethod !== "INBOUND") floor.tell("CONNECTED_TO_SYSTEM", connected);
  return connected;
}

export function startOf(floor: Floor, flowId: string | undefined): Position | undefined {
  const flow = flowId === undefined ? undefined : floor.instance.flows.get(flowId);
  return flow && { flowId: flow.id, actionId: flow.start, external: {} };
}

/** @returns undefined when the queue takes no more */
export function enqueue(floor: Floor, contact: Contact, queueId: string): Contact | undefined {
  const { maxContacts } = floor.instance.queues.get(queueId) ?? {};
  if (maxContacts !== undefined && waitingIn(floor, queueId).length >= maxContacts) return undefined;
  const queued = floor.saveContact(contact, {
    state: "QUEUED",
    queueId,
    enqueuedAt: floor.now(),
    flow: startOf(floor, contact.hooks.CustomerQueue),
    ...(contact.routing ? { routing: activated(contact.routing, floor.now()) } : {}),
  });
  floor.tell("QUEUED", queued);
  return queued;
}

export function waitingIn(floor: Floor, queueId: string | undefined): readonly Contact[] {
  return floor.state.openContacts().filter((contact) => isWaiting(contact) && contact.queueId === queueId);
}

/** Steps count from when the contact is in a queue. */
export function activated(routing: NonNullable<Contact["routing"]>, now: number): Contact["routing"] {
  const [first, ...others] = routing.steps;
  if (!first) return undefined;
  return { ...routing, activatedAt: now, steps: [{ ...first, ...activeSince(first, now) }, ...others] };
}

export function activeSince({ expirySeconds }: { readonly expirySeconds?: number | undefined }, now: number) {
  return {
    status: "ACTIVE" as const,
    expiresAt: expirySeconds === undefined ? undefined : now + expirySeconds * 1000,
  };
}

/** In a queue, ringing or not. */
export function isWaiting({ state }: Contact): boolean {
  return state === "QUEUED" || state === "OFFERED";
}

export function connect(floor: Floor, contact: Contact, agent: Agent): Contact {
  const at = floor.now();
  const index = contact.routing?.steps.findIndex(({ status }) => status === "ACTIVE") ?? -1;
  const joined = contact.routing && {
    ...contact.routing,
    steps: contact.routing.steps.map((step, place) =>
      place === index ? { ...step, status: "JOINED" as const } : step,
    ),
  };
  const connected = floor.saveContact(contact, {
    state: "CONNECTED",
    agentId: agent.userId,
    connectedToAgentAt: at,
    dequeuedAt: contact.queueId === undefined ? undefined : at,
    ringsUntil: undefined,
    flow: undefined,
    routing: joined,
  });
  floor.saveAgent(
    agent,
    withContact(agent, contact.contactId, { state: "CONNECTED", since: at, connectedAt: at }),
  );
  floor.tell("CONNECTED_TO_AGENT", connected);
  return connected;
}

/** The agent leaves. Who is still there goes through the flow of the `CustomerRemaining` hook, such as a survey. */
export function leave(floor: Floor, contact: Contact): Contact {
  const flow = startOf(floor, contact.hooks.CustomerRemaining);
  if (!flow) {
    return disconnect(floor, contact, contact.channel === "TASK" ? "AGENT_COMPLETED" : "AGENT_DISCONNECT");
  }
  const at = floor.now();
  const agent = agentOf(floor.state, contact);
  if (agent) floor.saveAgent(agent, withContact(agent, contact.contactId, { state: "ENDED", since: at }));
  return floor.saveContact(contact, { state: "FLOW", flow, afterWorkStartedAt: at });
}

/** A flow hangs up: that, too, leaves the customer to the `CustomerRemaining` hook, unless its flow did it. */
export function hangUp(floor: Floor, contact: Contact): Contact {
  const flow = startOf(floor, contact.hooks.CustomerRemaining);
  if (!flow || flow.flowId === contact.flow?.flowId)
    return disconnect(floor, contact, "CONTACT_FLOW_DISCONNECT");
  const at = floor.now();
  const agent = agentOf(floor.state, contact);
  if (agent && contact.state === "OFFERED") {
    floor.saveAgent(agent, withContact(agent, contact.contactId, { state: "MISSED", since: at }));
  }
  return floor.saveContact(contact, {
    state: "FLOW",
    flow,
    ringsUntil: undefined,
    ...(isWaiting(contact) ? { dequeuedAt: at, agentId: undefined } : {}),
  });
}

/** @param reason a code of the contact record's DisconnectReason */
export function disconnect(floor: Floor, contact: Contact, reason: string): Contact {
  const at = floor.now();
  const agent = agentOf(floor.state, contact);
  if (agent && contact.state === "OFFERED") {
    floor.saveAgent(agent, withContact(agent, contact.contactId, { state: "MISSED", since: at }));
  }
  if (agent && contact.state === "CONNECTED") {
    floor.saveAgent(agent, withContact(agent, contact.contactId, { state: "ENDED", since: at }));
  }
  const hadAgent = contact.connectedToAgentAt !== undefined;
  const afterWork = hadAgent && contact.afterWorkStartedAt === undefined ? { afterWorkStartedAt: at } : {};
  const over = floor.saveContact(contact, {
    state: "DISCONNECTED",
    disconnectedAt: at,
    disconnectReason: reason,
    ringsUntil: undefined,
    flow: undefined,
    agentId: hadAgent ? contact.agentId : undefined,
    ...(isWaiting(contact) ? { dequeuedAt: at } : {}),
    ...afterWork,
  });
  floor.tell("DISCONNECTED", over);
  return hadAgent && over.afterWorkEndedAt === undefined ? over : complete(floor, over);
}

/** The agent takes a missed, rejected or ended contact out of view. */
export function clear(floor: Floor, agent: Agent, contactId: string): Agent {
  const at = floor.now();
  const state = agent.contacts.find((one) => one.contactId === contactId)?.state;
  const { contacts } = withContact(agent, contactId, undefined);
  const idle = contacts.length === 0 ? { idleSince: at } : {};
  const cleared = takeNextStatus(floor, floor.saveAgent(agent, { contacts, ...idle }));
  const contact = floor.state.contact(contactId);
  if (state !== "ENDED" || contact?.agentId !== agent.userId) return cleared;
  const worked = floor.saveContact(contact, { afterWorkEndedAt: at });
  if (worked.state === "DISCONNECTED") complete(floor, worked);
  return cleared;
}

function complete(floor: Floor, contact: Contact): Contact {
  const completed = floor.saveContact(contact, { state: "COMPLETED" });
  floor.tell("COMPLETED", completed);
  floor.tellRecord(completed);
  return completed;
}
