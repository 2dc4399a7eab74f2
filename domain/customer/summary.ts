/** Who a customer is, in one line. Pure. */
import type { Customer } from "../../schemas/api/shapes.ts";
import { mergeDigests } from "../digest/merge-digests.ts";
import { type Person, providerNameOf } from "../identity/person.ts";
import { textOf } from "../profile/read-attributes.ts";
import { shownAttributes } from "../profile/shown-attribute.ts";

/** The name a source has reported, else what a provider calls the person. */
export function nameOfPerson(person: Person): string | undefined {
  const digest = mergeDigests(person.members.map((member) => member.digest));
  return textOf(shownAttributes(digest), "name") ?? providerNameOf(person);
}

export function customerSummary(person: Person): Customer {
  const name = nameOfPerson(person);
  return {
    customerId: person.customerId,
    createdAt: person.members[0].createdAt,
    ...(name === undefined ? {} : { name }),
  };
}
