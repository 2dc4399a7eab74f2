/** An agent adds a phone number to a customer: one more identity key, found out in a conversation. */
import type { Identifier } from "../../schemas/contact-event.ts";
import type { Identities } from "./find-owner.ts";
import { identifierId } from "./identifier-id.ts";
import { normaliseIdentifier } from "./normalise-identifier.ts";
import { isMember, type Person } from "./person.ts";
import { freeSince, type Tenure, type Tenures } from "./tenure.ts";

export interface AddNumberDeps {
  readonly identities: Pick<Identities, "tenuresOf" | "link">;
  readonly pepper: () => Promise<string>;
  /** ISO 3166-1 alpha-2: where a phone number without a country code is from. */
  readonly defaultCountry: string;
  readonly now: () => Date;
}

export interface NumberToAdd {
  /** As the customer wrote it. */
  readonly phone: string;
  /** The agent made sure that it is the customer's. */
  readonly verified: boolean;
  /** The customer it is linked to, one of the person's. */
  readonly customerId: string;
  readonly agentId: string;
}

/** Why a number does not become the customer's. */
export type NumberRefused =
  /** Nothing that a telephone could call. */
  | { readonly kind: "not-a-number" }
  /** Another customer has it: `verified` says whether it is proven to be theirs. */
  | { readonly kind: "others"; readonly verified: boolean };

/** `+` and 7 to 15 digits (ITU-T E.164); an extension cannot be dialled. */
const callable = /^\+[1-9]\d{6,14}$/;

export type NumberAdded = { readonly kind: "added" | "had"; readonly identifierId: string } | NumberRefused;

const attempts = 3;

/** A number that the person has stays as it is; one that anybody else has proven is never taken from them. */
export async function addNumber(
  deps: AddNumberDeps,
  person: Person,
  { phone, verified, customerId, agentId }: NumberToAdd,
): Promise<NumberAdded> {
  const { value } = normaliseIdentifier(
    { kind: "phone", value: phone, level: "claimed" },
    deps.defaultCountry,
  );
  if (!callable.test(value)) return { kind: "not-a-number" };
  const pepper = await deps.pepper();
  const idOf = (level: Identifier["level"]) => identifierId(pepper, { kind: "phone", value, level });
  const wanted = verified ? "verified" : "claimed";
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const tenures = await deps.identities.tenuresOf([idOf("verified"), idOf("claimed")]);
    const [proven, said] = [idOf("verified"), idOf("claimed")].map((id) => holderOf(tenures.get(id), person));
    if (proven !== undefined) {
      return isMember(person, proven)
        ? { kind: "had", identifierId: idOf("verified") }
        : { kind: "others", verified: true };
    }
    if (!verified && said !== undefined) {
      return isMember(person, said)
        ? { kind: "had", identifierId: idOf("claimed") }
        : { kind: "others", verified: false };
    }
    const identifier: Identifier = {
      kind: "phone",
      value,
      level: wanted,
      ...(verified ? { verifiedBy: "agent" } : {}),
    };
    const since = freeSince(tenures.get(idOf(wanted)));
    const toLink = [{ identifierId: idOf(wanted), identifier, since }];
    const decision = { customerId, created: false, toLink };
    const linked = await deps.identities.link(decision, { at: deps.now().toISOString(), by: agentId });
    if (linked === "linked") return { kind: "added", identifierId: idOf(wanted) };
  }
  return { kind: "others", verified };
}

/** Whose a number is: one that the person gave up stays as it is, too, while nobody else has it. */
function holderOf(tenures: Tenures | undefined, person: Person): string | undefined {
  const isTheirs = ({ customerId }: Tenure) => isMember(person, customerId);
  return tenures?.owner ?? tenures?.former.find(isTheirs)?.customerId;
}
