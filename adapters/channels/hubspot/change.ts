/** One change that HubSpot reports: of which object, in what way, and what that means for a contact. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { idOf, listOf, objectOf, textOf } from "../fields.ts";
import { instantOfEpoch } from "../instant.ts";
import { type Json, type JsonObject, present } from "../json.ts";
import { byCrm, claimed, named, personOr } from "../named-person.ts";
import { scopedId } from "../scoped-id.ts";
import { profileChange } from "./profile-change.ts";

/** Standard objects by the ids that the newer `object.*` subscriptions have. */
const objectTypes: ReadonlyMap<string, string> = new Map([
  ["0-1", "contact"],
  ["0-2", "company"],
  ["0-3", "deal"],
  ["0-5", "ticket"],
]);

/** @returns `undefined` for what is no change of an object */
export function readChange(item: Json): ParsedEvent | undefined {
  const said = objectOf(item);
  const [type, portal, eventId] = [textOf(said.subscriptionType), idOf(said.portalId), idOf(said.eventId)];
  const about = idOf(said.objectId) ?? association(said);
  const [given, change] = type?.split(".") ?? [];
  if (!given || !change || !portal || !eventId || !about) return undefined;
  const object = given === "object" ? (objectTypes.get(idOf(said.objectTypeId) ?? "") ?? given) : given;
  const { kind, identifiers, previousIdentifiers, profile } = meaningOf({ object, change, portal, said });
  return {
    channel: "crm",
    direction: "internal",
    kind,
    identifiers: personOr(identifiers, `${portal}:${object}:${about}`),
    ...(previousIdentifiers.length > 0 ? { previousIdentifiers } : {}),
    occurredAt: instantOfEpoch(said.occurredAt),
    attributes: attributesOf(said, { object, change, profile }),
    idempotencyKey: JSON.stringify([
      portal,
      idOf(said.subscriptionId),
      eventId,
      about,
      idOf(said.occurredAt),
    ]),
  };
}

function association({ fromObjectId, toObjectId }: JsonObject): string | undefined {
  const [from, to] = [idOf(fromObjectId), idOf(toObjectId)];
  return from && to ? `${from}-${to}` : undefined;
}

interface Change {
  readonly object: string;
  readonly change: string;
  readonly portal: string;
  readonly said: JsonObject;
}

interface Meaning {
  readonly kind: string;
  readonly identifiers: readonly Identifier[];
  readonly previousIdentifiers: Identifier[];
  readonly profile?: JsonObject | undefined;
}

function meaningOf({ object, change, portal, said }: Change): Meaning {
  if (object !== "contact") {
    return {
      kind: object === "deal" ? "deal.changed" : "crm.changed",
      identifiers: [],
      previousIdentifiers: [],
    };
  }
  if (change === "merge") return merged(portal, said);
  const identifiers = contact(portal, said.objectId);
  if (change === "privacyDeletion") {
    return { kind: "privacy.erasure-requested", identifiers, previousIdentifiers: [] };
  }
  const reported = change === "propertyChange" ? profileChange(said) : undefined;
  return reported === undefined
    ? { kind: "crm.changed", identifiers, previousIdentifiers: [] }
    : {
        kind: "profile.updated",
        // The address is what somebody typed into a form, or a colleague into the CRM.
        identifiers: [
          ...identifiers,
          ...(reported.is ? named(reported.is, said.propertyValue, claimed) : []),
        ],
        previousIdentifiers: [],
        profile: reported.profile,
      };
}

const contact = (portal: string, id: Json | undefined) =>
  named("crm", scopedId(portal, idOf(id) ?? ""), byCrm);

const mostPrevious = 16;

/** Two contacts were one person's: what is left of them is the primary one, or a new one in the place of both. */
function merged(portal: string, said: JsonObject): Meaning {
  const left = said.newObjectId ?? said.primaryObjectId ?? said.objectId;
  const gone = new Set([...listOf(said.mergedObjectIds), said.primaryObjectId].map((id) => idOf(id)));
  gone.delete(idOf(left));
  return {
    kind: "identity.changed",
    identifiers: contact(portal, left),
    previousIdentifiers: [...gone].flatMap((id) => (id ? contact(portal, id) : [])).slice(0, mostPrevious),
  };
}

function attributesOf(
  said: JsonObject,
  { object, change, profile }: Pick<Change, "object" | "change"> & { profile: JsonObject | undefined },
): JsonObject {
  const {
    subscriptionType,
    subscriptionId,
    attemptNumber,
    eventId,
    occurredAt,
    propertyName,
    propertyValue,
    ...rest
  } = said;
  return present({
    ...rest,
    source: "hubspot",
    object,
    change,
    property: propertyName,
    value: propertyValue,
    profile,
  });
}
