/** What a customer 360 is computed from: all of it is at hand once the person has been read. */
import type { CaseStatus } from "../../schemas/case.ts";
import type { Digest } from "../../schemas/digest.ts";
import type { Consent } from "../consent/consents.ts";

export interface ProfileInput {
  readonly customerId: string;
  /** Of the whole person. */
  readonly digest: Digest;
  readonly consents: readonly Consent[];
  /** How many cases the person has in each status. */
  readonly cases: Readonly<Record<CaseStatus, number>>;
  /** Balance of the points ledger. */
  readonly points: number;
  /** What a provider calls the person, for as long as no source has reported a name. */
  readonly fallbackName?: string | undefined;
  readonly now: Date;
  /** The company's IANA zone: dates are local there, unless the customer's own zone was reported. */
  readonly timeZone: string;
  /** The value from which on a customer is worth special care; see `high-value.ts` for the usual one. */
  readonly highValueFrom?: number | undefined;
}
