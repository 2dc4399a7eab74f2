/** Recognises a caller by what the channel vouches for. */
import type { Identifier } from "../../schemas/contact-event.ts";
import type { Identities } from "../identity/find-owner.ts";
import { identifierId } from "../identity/identifier-id.ts";
import { normaliseIdentifier } from "../identity/normalise-identifier.ts";
import { type ReadMember, readPerson } from "../identity/person.ts";
import { type Caller, callerOf } from "./caller.ts";

export interface FindCallerDeps {
  readonly identities: Pick<Identities, "tenuresOf">;
  readonly readMember: ReadMember;
  readonly pepper: () => Promise<string>;
  /** ISO 3166-1 alpha-2: where a phone number without a country code is from. */
  readonly defaultCountry: string;
}

export async function findCaller(
  { identities, readMember, pepper, defaultCountry }: FindCallerDeps,
  identifier: Identifier,
): Promise<Caller | undefined> {
  const id = identifierId(await pepper(), normaliseIdentifier(identifier, defaultCountry));
  const customerId = (await identities.tenuresOf([id])).get(id)?.owner;
  const person = customerId === undefined ? undefined : await readPerson(readMember, customerId);
  return person === undefined ? undefined : callerOf(person);
}
