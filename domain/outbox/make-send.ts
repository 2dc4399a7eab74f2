/** Makes a send of a draft: the request that is kept, its event on the timeline, and what it does to the case. Pure. */
import type { TimelineItem } from "../../schemas/api/shapes.ts";
import type { Channel, ContactEvent } from "../../schemas/contact-event.ts";
import type { SendRequest } from "../../schemas/send.ts";
import { applyEvent } from "../cases/apply-event.ts";
import type { WholeCase } from "../cases/whole-case.ts";
import { consentWordIn, type OwnWords } from "../consent/stop-words.ts";
import { mergeDigests } from "../digest/merge-digests.ts";
import { present } from "../digest/present.ts";
import { identifiersOf, type Person } from "../identity/person.ts";
import { shownAttributes } from "../profile/shown-attribute.ts";
import { zoneOf } from "../profile/upcoming.ts";
import { redactText } from "../redaction/redact-text.ts";
import { type Attachment, changesOf, type Fence } from "../timeline/attach-events.ts";
import { type Route, saidAt } from "./choose-route.ts";
import type { Draft } from "./draft.ts";
import { addressesOf } from "./usual-channel.ts";

/** What a send is made of. */
export interface Making {
  readonly person: Person;
  readonly found?: WholeCase | undefined;
  readonly route: Route;
  readonly channel: Channel;
  readonly draft: Draft;
  readonly at: string;
  /** Every identifier id whose consents count for the recipient: claimed and verified. */
  readonly ledgerIds: readonly string[];
  /** The company's own words for STOP. */
  readonly words: OwnWords;
}

export function requestOf(making: Making): SendRequest {
  const { person, found, channel, draft, at } = making;
  const { endpoint, recipient, to, answered, asked } = making.route;
  const { sendId, agentId, purpose, reason, subject, template, asHumanAgent } = draft;
  return present({
    sendId,
    agentId,
    purpose,
    reason,
    subject,
    template,
    asHumanAgent,
    text: redactText(draft.text),
    mediaUrls: draft.mediaUrls === undefined ? undefined : [...draft.mediaUrls],
    customerId: person.customerId,
    identifierId: recipient.identifierId,
    occurredAt: at,
    caseId: found?.whole.caseId,
    channel,
    provider: endpoint.provider,
    endpointId: endpoint.endpointId,
    brand: endpoint.brand,
    to,
    ledgerIds: [...making.ledgerIds],
    tenures: tenuresOf(person, recipient),
    answers: answered && answerTo(answered),
    lastInbound: answered && lastInbound(answered, making.words),
    lastAsked: asked && lastInbound(asked, making.words),
    phone: phoneOf(recipient, person),
    timeZone: zoneOf(shownAttributes(digestOf(person))),
  });
}

const lastInbound = (said: TimelineItem, words: OwnWords) => ({
  at: saidAt(said),
  eventId: said.eventId,
  isStopWord: consentWordIn(said.text ?? "", words) === "stop",
});

/** `undefined` where the address is theirs as long as anything is known. */
function tenuresOf(person: Person, { kind, value, level }: Route["recipient"]): SendRequest["tenures"] {
  const links = identifiersOf(person).filter(
    (one) => one.kind === kind && one.value === value && one.level === level,
  );
  const isBounded = links.length > 0 && links.every(({ since }) => since !== undefined);
  return isBounded ? links.map(({ since, retiredAt }) => present({ since, retiredAt })) : undefined;
}

/** The number that is written to, else one that the person is known by. */
function phoneOf(recipient: Route["recipient"], person: Person): string | undefined {
  const known = [recipient, ...addressesOf(person)];
  return known.find(({ kind, level }) => kind === "phone" && level === "verified")?.value;
}

const answerTo = ({ providerMessageId, thread, attributes }: TimelineItem) =>
  present({ providerMessageId, thread, attributes });

/**
 * The send, its event on the timeline, and what it does to the case: all or nothing.
 *
 * @param freeBefore what was sent for the same reason before then is forgotten
 */
export function attachmentOf(
  person: Person,
  found: WholeCase | undefined,
  request: SendRequest,
  { recipient }: Route,
  fence: Fence | undefined,
  freeBefore: string,
): Attachment {
  const event = eventOf(request, recipient);
  const home = request.identifierId;
  const [changed, ...parts] =
    found === undefined ? [] : [found.whole, ...found.parts].map((one) => applyEvent(one, { event, home }));
  const cases = changed === undefined ? [] : changesOf(person, [changed, ...parts]);
  const owners = new Set(cases.map((change) => change.found.customerId));
  return {
    customerId: person.customerId,
    locks: person.members.filter(({ customerId }) => owners.has(customerId)),
    cases,
    archived: [],
    assignments: [],
    ...(fence === undefined ? {} : { fences: [fence] }),
    written: [{ event, home, caseId: request.caseId }],
    sends: [{ request, freeBefore }],
  };
}

function eventOf(request: SendRequest, { kind, value, level }: Route["recipient"]): ContactEvent {
  const {
    sendId,
    occurredAt,
    channel,
    provider,
    endpointId,
    text,
    answers,
    caseId,
    agentId,
    purpose,
    subject,
    template,
    reason,
  } = request;
  return present({
    eventId: sendId,
    occurredAt,
    receivedAt: occurredAt,
    channel,
    direction: "outbound",
    kind: "message.sent",
    provider,
    endpointId,
    identifiers: [{ kind, value, level }],
    status: "queued",
    text,
    thread: answers?.thread,
    caseId,
    attributes: {
      by: agentId,
      sendId,
      purpose,
      ...(subject === undefined ? {} : { subject }),
      ...(template === undefined ? {} : { template: template.name }),
      ...(reason === undefined ? {} : { reason }),
    },
  });
}

const digestOf = ({ members }: Person) => mergeDigests(members.map(({ digest }) => digest));
