/** An agent records what a customer permits or forbids: on the timeline and in the ledger. */
import type { ConsentRequest } from "../../schemas/api/consent-shapes.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import { defaultBrand } from "../../schemas/endpoints.ts";
import { identifiersOf, type LinkedIdentifier, type ReadMember, readPerson } from "../identity/person.ts";
import { redactText } from "../redaction/redact-text.ts";
import type { Attachments } from "../timeline/attach-events.ts";
import type { ConsentLedger } from "./consent-ledger.ts";
import { entriesOf } from "./ledger.ts";

export interface RecordDeps {
  readonly readMember: ReadMember;
  readonly attachments: Attachments;
  readonly ledger: ConsentLedger;
  /** Where the ledger of an address is. */
  readonly ledgerIdOf: (identifier: LinkedIdentifier) => Promise<string>;
  readonly newEventId: () => string;
  readonly now: () => Date;
}

/** The ledger first: a refusal is in force when the agent has an answer. */
export async function recordConsent(
  deps: RecordDeps,
  customerId: string,
  request: ConsentRequest,
  agentId: string,
): Promise<"recorded" | "no-customer" | "no-identifier"> {
  const person = await readPerson(deps.readMember, customerId);
  if (person === undefined) return "no-customer";
  const identifier = identifiersOf(person).find((one) => one.identifierId === request.identifierId);
  if (identifier === undefined) return "no-identifier";
  const event = eventOf(request, identifier, { agentId, eventId: deps.newEventId(), now: deps.now() });
  const claimIds = identifier.level === "claimed" ? [await deps.ledgerIdOf(identifier)] : [];
  const stored = { event, home: identifier.identifierId, claimIds };
  await deps.ledger.append(
    entriesOf(
      { ...stored, identifierIds: [identifier.identifierId] },
      { brand: defaultBrand, words: noWords },
    ),
  );
  await deps.attachments.save({
    customerId: person.customerId,
    locks: [],
    cases: [],
    archived: [],
    assignments: [],
    written: [stored],
  });
  return "recorded";
}

/** The event says on which consent it is: no word has to be recognised. */
const noWords = { stop: [], start: [], help: [] };

function eventOf(
  { brand, channel, purpose, state, legalBasis, note }: ConsentRequest,
  { kind, value, level }: LinkedIdentifier,
  { agentId, eventId, now }: { agentId: string; eventId: string; now: Date },
): ContactEvent {
  const at = now.toISOString();
  return {
    eventId,
    occurredAt: at,
    receivedAt: at,
    channel: "note",
    direction: "internal",
    kind: "consent.changed",
    provider: "omniline",
    endpointId: "staff",
    identifiers: [{ kind, value, level }],
    ...(note === undefined ? {} : { text: redactText(note) }),
    attributes: { by: agentId, source: "agent", brand, channel, purpose, state, legalBasis },
  };
}
