/** What ad platforms are told of one person of an audience, if anything. Pure. */
import type { ConsentEntry, ConsentPolicy } from "../../schemas/consents.ts";
import { isRecipient } from "../consent/iys/iys-row.ts";
import { basisOf } from "../consent/send-basis.ts";
import type { LinkedIdentifier } from "../identity/person.ts";
import { type AudienceMember, isIn } from "./membership.ts";

/** A person, merged or not. */
export interface Candidate {
  readonly members: readonly AudienceMember[];
  readonly identifiers: readonly LinkedIdentifier[];
  /** Of the ledgers of all these identifiers. */
  readonly entries: readonly ConsentEntry[];
}

export interface AudienceRules {
  readonly brand: string;
  readonly policy: ConsentPolicy;
  readonly now: Date;
  /** Who left before it came to us by then has been told. */
  readonly since: string;
}

/** An e-mail address in its normalised form, or a number in E.164. */
export type AdAddress = Pick<LinkedIdentifier, "kind" | "value">;

export interface ToTell {
  readonly additions: readonly AdAddress[];
  readonly removals: readonly AdAddress[];
}

const purpose = "marketing";
/** Whose consent an address needs: that to marketing by the channel it is written to. */
const channelOf = { email: "email", phone: "sms" } as const;

/**
 * A platform learns of those who permit marketing, and of those who once did and must be taken out. Of who never
 * agreed, nor refused, it learns nothing.
 *
 * Addresses that somebody merely typed are nobody's, and not told.
 */
export function toTell({ members, identifiers, entries }: Candidate, rules: AudienceRules): ToTell {
  const addresses = identifiers.filter((one) => one.level === "verified" && isRecipient(one));
  const isOfStanding = (wanted: Standing) => (address: LinkedIdentifier) =>
    standingOf(address, entries, rules) === wanted;
  const permitted = addresses.filter(isOfStanding("permitted"));
  const ended = addresses.filter(isOfStanding("ended"));
  if (isIn(members)) return { additions: permitted, removals: ended };
  return { additions: [], removals: isNews(members, rules.since) ? [...permitted, ...ended] : [] };
}

type Standing = "permitted" | "ended" | "never";

function standingOf(
  { kind, retiredAt }: LinkedIdentifier,
  entries: readonly ConsentEntry[],
  { brand, policy, now }: AudienceRules,
): Standing {
  const channel = kind === "email" ? channelOf.email : channelOf.phone;
  const question = { brand, channel, purpose, now };
  const basis = basisOf(question, { entries, policy, enforcesOptOut: false });
  if (basis.kind === "based") return retiredAt === undefined ? "permitted" : "ended";
  const wasGranted = entries.some(
    (entry) =>
      entry.brand === brand &&
      entry.channel === channel &&
      entry.purpose === purpose &&
      entry.state === "granted",
  );
  return wasGranted ? "ended" : "never";
}

/** A word by which somebody is out may be old, and theirs only since a merge: then another says that they joined. */
const isNews = (members: readonly AudienceMember[], since: string) =>
  members.some(({ changedAt, state }) => changedAt >= since || state === "joined");
