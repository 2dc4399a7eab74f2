/** What an event does to its case. Pure; applying an event twice changes nothing the second time. */
import { type Case, type CaseStatus, caseStatuses, outcomeSchema } from "../../schemas/case.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { CaseType } from "../../schemas/understanding.ts";
import { caseIdOf } from "./case-id.ts";
import { withStatus } from "./case-status.ts";
import { asksForHuman, opensCase, type Request, requestOf, type UnderstoodEvent } from "./request.ts";
import { topicOf } from "./same-request.ts";

const mostSentiments = 10;
const mostReferences = 50;

/** What a case is called by what it turns out to be: a complaint stays one. */
const weight: Readonly<Record<CaseType, number>> = { other: 0, suggestion: 1, request: 2, complaint: 3 };

/** A new case with its first event in it; its id is made of that event, so that it is opened once. */
export function openCase(customerId: string, understood: UnderstoodEvent): Case {
  const { event, home } = understood;
  const empty: Case = {
    caseId: caseIdOf(customerId, event),
    customerId,
    identifierId: home,
    type: "other",
    status: "open",
    history: [{ at: event.occurredAt, status: "open" }],
    channels: [],
    openedAt: event.occurredAt,
    openedBy: event.eventId,
    lastEventAt: event.occurredAt,
    threads: [],
    references: [],
    slots: {},
    contactIds: [],
    sentiments: [],
    version: 0,
    // Their message, which is still on its way, was before that.
    ...(asksForHuman(event) ? { channel: event.channel, askedAt: event.occurredAt } : {}),
  };
  return applyEvent(empty, understood);
}

/** The case with one more event in it. */
export function applyEvent(found: Case, understood: UnderstoodEvent): Case {
  const { event } = understood;
  const request = requestOf(understood);
  const [intent, outcome] = [intentAfter(found, request), outcomeIn(event)];
  const grown: Case = {
    ...found,
    type: weight[request.type] > weight[found.type] ? request.type : found.type,
    ...(intent === undefined ? {} : { intent }),
    channels: union(found.channels, event.direction === "internal" ? [] : [event.channel]),
    lastEventAt: event.occurredAt > found.lastEventAt ? event.occurredAt : found.lastEventAt,
    threads: union(found.threads, request.threads).slice(0, mostReferences),
    references: union(found.references, request.references).slice(0, mostReferences),
    slots: newestOfEach(found.slots, request.slots),
    contactIds: union(found.contactIds, request.contactIds).slice(-mostReferences),
    sentiments: withSentiment(found.sentiments, understood),
    ...(outcome === undefined ? {} : { outcome }),
    ...ownerAfter(found, event),
    ...firstResponse(found, event),
    ...wishesAfter(found, understood),
  };
  const status = statusAfter(grown, understood);
  return status === undefined ? grown : withStatus(grown, status, event.occurredAt);
}

/** The first topic stays: what a request is about does not change with every message. */
function intentAfter(found: Case, request: Request): string | undefined {
  return topicOf(found.intent) ?? topicOf(request.intent) ?? found.intent ?? request.intent;
}

function union<Item>(known: readonly Item[], more: readonly Item[]): Item[] {
  return [...new Set([...known, ...more])];
}

function newestOfEach(known: Case["slots"], more: Request["slots"]): Case["slots"] {
  const slots = { ...known };
  for (const [name, slot] of Object.entries(more)) {
    const had = slots[name];
    if (had === undefined || `${had.at} ${had.eventId}` < `${slot.at} ${slot.eventId}`) slots[name] = slot;
  }
  return slots;
}

function withSentiment(
  known: Case["sentiments"],
  { event, understanding }: UnderstoodEvent,
): Case["sentiments"] {
  if (event.direction !== "inbound" || understanding === undefined) return known;
  const { occurredAt: at, eventId } = event;
  const others = known.filter((one) => one.eventId !== eventId);
  return [...others, { at, eventId, score: understanding.sentiment }]
    .sort((left, right) => (`${left.at} ${left.eventId}` < `${right.at} ${right.eventId}` ? -1 : 1))
    .slice(-mostSentiments);
}

function outcomeIn(event: ContactEvent): string | undefined {
  return event.kind === "outcome.recorded"
    ? outcomeSchema.safeParse(event.attributes?.outcome).data
    : undefined;
}

const givesOwner = new Set(["case.transferred", "case.assigned"]);

function ownerAfter(found: Case, event: ContactEvent): Pick<Case, "owner"> {
  const agentId = givesOwner.has(event.kind) ? event.attributes?.agentId : undefined;
  const isNews = (found.owner?.since ?? "") <= event.occurredAt;
  if (typeof agentId === "string" && agentId !== "" && isNews) {
    return { owner: { agentId, since: event.occurredAt } };
  }
  return found.owner === undefined ? {} : { owner: found.owner };
}

const leaving = new Set(["call.ended", "chat.ended"]);

/** What routing goes by: where the customer is, and what they are waiting for. The newest of each counts. */
function wishesAfter(found: Case, understood: UnderstoodEvent): Partial<Case> {
  const { event } = understood;
  const { kind, channel, occurredAt: at, receivedAt } = event;
  const isNewest = (known: string | undefined) => known === undefined || known < at;
  const wantsHuman = asksForHuman(event) && isNewest(found.humanWantedAt);
  if (event.direction !== "inbound") return wantsHuman ? { humanWantedAt: at } : {};
  const asks = opensCase(understood) && !leaving.has(kind);
  return {
    ...(asks && isNewest(found.askedAt) ? { channel, askedAt: at } : {}),
    ...(asks && (found.heardAt ?? "") < receivedAt ? { heardAt: receivedAt } : {}),
    ...(leaving.has(kind) && isNewest(found.leftAt) ? { leftAt: at } : {}),
    ...(wantsHuman ? { humanWantedAt: at } : {}),
    ...(kind === "callback.requested" && isNewest(found.callbackAt) ? { callbackAt: at } : {}),
  };
}

/** How calls of ours end that nobody heard. */
const nobodyAnswered = new Set(["no-answer", "busy", "failed", "canceled"]);

/** A person of ours answered; a bot's turn is no first response. */
const isAnswer = ({ direction, kind, channel, attributes }: ContactEvent) =>
  channel !== "bot" &&
  !nobodyAnswered.has(String(attributes?.callStatus)) &&
  ((direction === "outbound" && /^(message\.sent|email\.sent|call\.(started|ended))$/.test(kind)) ||
    kind === "call.answered");

function firstResponse(found: Case, event: ContactEvent): Pick<Case, "firstRespondedAt"> {
  const known = found.firstRespondedAt;
  const at = isAnswer(event) && (known === undefined || event.occurredAt < known) ? event.occurredAt : known;
  return at === undefined ? {} : { firstRespondedAt: at };
}

/** The status that the event calls for; `undefined` where it leaves the case as it is. */
function statusAfter(found: Case, understood: UnderstoodEvent): CaseStatus | undefined {
  const { event } = understood;
  if (event.kind === "case.status-changed" || event.kind === "outcome.recorded") {
    return caseStatuses.find((status) => status === event.attributes?.status);
  }
  if (opensCase(understood)) return "open";
  const isReply = isAnswer(event) && !event.kind.startsWith("call.");
  return isReply && found.status === "open" ? "waiting" : undefined;
}
