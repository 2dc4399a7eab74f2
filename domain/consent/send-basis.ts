/** What a send may rely on: somebody's consent, their request, a contract, a duty. Pure. */
import {
  type ConsentEntry,
  type ConsentPolicy,
  everyPurpose,
  type LegalBasis,
} from "../../schemas/consents.ts";
import { type ConsentQuestion, type ConsentState, stateAsOf } from "./state-as-of.ts";

const dayMs = 24 * 60 * 60_000;

/** A message of the customer's. */
export interface LastInbound {
  readonly at: string;
  readonly eventId: string;
  readonly isStopWord: boolean;
}

export interface BasisQuestion extends ConsentQuestion {
  /** Their last one on the channel, to whatever account of the brand. */
  readonly lastAsked?: LastInbound | undefined;
  /** What gives a contract or a duty: the event of the order. */
  readonly causedBy?: string | undefined;
  readonly now: Date;
}

/** @param evidence the ledger's entry, or the contact event, that gives it */
export type Basis =
  | { readonly kind: "based"; readonly legalBasis: LegalBasis; readonly evidence?: string | undefined }
  | {
      readonly kind: "suppressed";
      readonly reason: "opted-out" | "no-consent";
      readonly cites: readonly string[];
    };

interface Known {
  readonly entries: readonly ConsentEntry[];
  readonly policy: Pick<ConsentPolicy, "legalBasisByPurpose" | "requestDays">;
  /** The provider or the carrier stops what follows a refusal of everything. */
  readonly enforcesOptOut: boolean;
}

/**
 * | the purpose relies on | it needs | and is stopped by |
 * |---|---|---|
 * | consent, or is not listed | a grant of that purpose | every refusal |
 * | a request | a message of theirs, younger than every refusal; else a grant | every refusal that is younger |
 * | a legitimate interest | | every refusal |
 * | a contract | | a refusal of that purpose |
 * | a legal obligation | | |
 *
 * Where the provider enforces it, a refusal of everything stops them all, until it is taken back.
 */
export function basisOf(question: BasisQuestion, { entries, policy, enforcesOptOut }: Known): Basis {
  const { now, purpose } = question;
  const at = now.toISOString();
  // A refusal that is known counts, whatever clock it was timed by.
  const standing = entries.filter((entry) => entry.state === "denied" || entry.at <= at);
  const stateOf = (asked: string) =>
    stateAsOf(standing, { ...question, purpose: asked }, { at: afterEverything });
  const general = stateOf(everyPurpose);
  if (enforcesOptOut && general.state === "denied") return optedOut(general);
  const state = stateOf(purpose);
  const legalBasis = legalBasisOf(purpose, policy);
  switch (legalBasis) {
    case "consent":
      return byConsent(state);
    case "request":
      return byRequest(question, state, policy.requestDays) ?? byConsent(state);
    case "legitimate-interest":
      return state.state === "denied" ? optedOut(state) : { kind: "based", legalBasis, ...citing(question) };
    case "contract":
      return state.ownRefusal === undefined
        ? { kind: "based", legalBasis, ...citing(question) }
        : optedOut({ entry: state.ownRefusal });
    case "legal-obligation":
      return { kind: "based", legalBasis, ...citing(question) };
  }
}

/** Sorts after every instant. */
const afterEverything = "9999-12-31T23:59:59.999Z";

/** A purpose that nobody has thought of needs consent. */
export function legalBasisOf(
  purpose: string,
  { legalBasisByPurpose }: Pick<ConsentPolicy, "legalBasisByPurpose">,
): LegalBasis {
  return Object.hasOwn(legalBasisByPurpose, purpose)
    ? (legalBasisByPurpose[purpose] ?? "consent")
    : "consent";
}

const citing = ({ causedBy }: BasisQuestion) => (causedBy === undefined ? {} : { evidence: causedBy });

function optedOut({ entry }: Pick<ConsentState, "entry">): Basis {
  return { kind: "suppressed", reason: "opted-out", cites: entry === undefined ? [] : [entry.entryId] };
}

function byConsent(state: ConsentState): Basis {
  if (state.state === "denied") return optedOut(state);
  if (state.state === "unknown") return { kind: "suppressed", reason: "no-consent", cites: [] };
  return { kind: "based", legalBasis: "consent", evidence: state.entry?.entryId };
}

function byRequest(
  { lastAsked, now }: BasisQuestion,
  { state, entry }: ConsentState,
  requestDays: number,
): Basis | undefined {
  if (lastAsked === undefined || lastAsked.isStopWord) return undefined;
  const isOld = now.getTime() - Date.parse(lastAsked.at) >= requestDays * dayMs;
  const isRefusedSince = state === "denied" && entry !== undefined && entry.at >= lastAsked.at;
  return isOld || isRefusedSince
    ? undefined
    : { kind: "based", legalBasis: "request", evidence: lastAsked.eventId };
}
