/** What time brings: ringing ends, steps expire, flows have waited long enough, heartbeats are due, contacts are offered. */
import { compareInQueue, delayEnds, nextOffer } from "./distribution.ts";
import type { Floor } from "./floor.ts";
import { endWait } from "./flows/run.ts";
import { activeSince, enqueue, isWaiting, waitingIn } from "./lifecycle.ts";
import type { Contact } from "./model.ts";
import { decline, offer } from "./offers.ts";

export function handleDue(floor: Floor) {
  const now = floor.now();
  for (const contact of floor.state.openContacts()) {
    const { ringsUntil, startsAt, flow, routing } = contact;
    if (startsAt !== undefined && startsAt <= now) begin(floor, contact);
    else if (ringsUntil !== undefined && ringsUntil <= now) decline(floor, contact, "MISSED");
    else if (flow?.until !== undefined && flow.until <= now) endWait(floor, contact);
    else if (routing && (activeStep(contact)?.expiresAt ?? now + 1) <= now) expireStep(floor, contact);
  }
  for (const agent of floor.state.agents()) {
    if (agent.heartbeatAt !== undefined && agent.heartbeatAt <= now)
      floor.tellAgent("HEART_BEAT", agent, agent);
  }
}

/** Offers until nobody is free for anything that waits. */
export function distribute(floor: Floor) {
  for (;;) {
    const waiting = floor.state.openContacts().filter(({ state }) => state === "QUEUED");
    if (waiting.length === 0) return;
    const next = nextOffer(floor.instance, waiting, floor.state.agents(), floor.now());
    if (!next) return;
    offer(floor, next.contact, next.agent);
  }
}

/** When `handleDue` or `distribute` next has something to do; undefined when only a call can change anything. */
export function nextDue(floor: Floor): number | undefined {
  const contacts = floor.state.openContacts();
  const waiting = contacts.filter(isWaiting);
  const times = [
    ...contacts.flatMap(({ startsAt, ringsUntil, flow }) => [startsAt, ringsUntil, flow?.until]),
    ...waiting.map((contact) => activeStep(contact)?.expiresAt),
    ...delayEnds(floor.instance, waiting, floor.now()),
    ...floor.state.agents().map(({ heartbeatAt }) => heartbeatAt),
  ].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : times.reduce((left, right) => Math.min(left, right));
}

/** 1 is next. */
export function positionInQueue(floor: Floor, contact: Contact): number {
  return waitingIn(floor, contact.queueId).filter((other) => compareInQueue(other, contact) <= 0).length;
}

function activeStep({ routing }: Contact) {
  return routing?.steps.find(({ status }) => status === "ACTIVE");
}

function begin(floor: Floor, contact: Contact) {
  const begun = floor.saveContact(contact, { startsAt: undefined });
  if (!begun.flow && begun.targetQueueId !== undefined) enqueue(floor, begun, begun.targetQueueId);
}

/** The next step takes over; after the last one any agent of the queue will do. */
function expireStep(floor: Floor, contact: Contact) {
  const { routing } = contact;
  if (!routing) return;
  const place = routing.steps.findIndex(({ status }) => status === "ACTIVE");
  const steps = routing.steps.map((step, index) => {
    if (index === place) return { ...step, status: "EXPIRED" as const };
    return index === place + 1 ? { ...step, ...activeSince(step, floor.now()) } : step;
  });
  const expired = floor.saveContact(contact, { routing: { ...routing, steps } });
  floor.tell("CONTACT_DATA_UPDATED", expired, ["RoutingCriteria.Step.Status"]);
}
