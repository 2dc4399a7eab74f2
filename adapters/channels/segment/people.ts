/** Who a message is about. */
import type { Identifier, Level } from "../../../schemas/contact-event.ts";
import { objectOf, textOf } from "../fields.ts";
import type { JsonObject } from "../json.ts";
import { claimed, named } from "../named-person.ts";

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** @param level of the sender's own ids; what a person typed into a form is claimed, whoever passes it on */
export function peopleIn(message: JsonObject, level: Level): Identifier[] {
  const proof: Pick<Identifier, "level" | "verifiedBy"> =
    level === "verified" ? { level, verifiedBy: "signature" } : claimed;
  const context = objectOf(message.context);
  const traits = { ...objectOf(context.traits), ...ownTraits(message) };
  const { previousId } = message;
  // Libraries call visitors by UUIDs; what is none was somebody's id.
  const previous = uuid.test(textOf(previousId) ?? "") ? "visitor" : "crm";
  return [
    ...named("crm", message.userId, proof),
    ...(message.type === "alias" ? named(previous, previousId, proof) : []),
    ...named("visitor", message.anonymousId, proof),
    ...named("device", objectOf(context.device).id, proof),
    ...named("email", traits.email, claimed),
    ...named("phone", traits.phone, claimed),
  ];
}

/** A group's traits are the group's. */
function ownTraits({ type, traits }: JsonObject): JsonObject {
  return type === "group" ? {} : objectOf(traits);
}
