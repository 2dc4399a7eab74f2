/** What has been given once, and what is still to ask. */
import type { Slot } from "../../schemas/case.ts";
import type { BriefInput } from "./brief-input.ts";

interface KnownSlot extends Slot {
  readonly name: string;
}

/** The slots of the case, and of those that are needed what the profile knows: the newest given first. */
export function knownSlots({ case: offered, profile, toAsk }: BriefInput): KnownSlot[] {
  const slots = offered?.slots ?? {};
  const given = Object.keys(slots).flatMap((name) => named(name, slots[name]));
  const reported = [...new Set(toAsk)]
    .filter((name) => !Object.hasOwn(slots, name) && Object.hasOwn(profile.attributes, name))
    .flatMap((name) => named(name, profile.attributes[name]));
  return [...given, ...reported].sort(
    (left, right) => compare(right.at, left.at) || compare(left.name, right.name),
  );
}

const named = (name: string, slot: Slot | undefined): KnownSlot[] =>
  slot === undefined ? [] : [{ name, value: slot.value, at: slot.at, eventId: slot.eventId }];

const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

/** Never what is known already. */
export function slotsToAsk(input: BriefInput): string[] {
  const known = new Set(knownSlots(input).map(({ name }) => name));
  if (input.profile.name !== undefined) known.add("name");
  return [...new Set(input.toAsk)].filter((name) => !known.has(name));
}
