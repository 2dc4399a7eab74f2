/** What somebody permits at an instant, by the entries of the ledger. Pure. */
import { type ConsentEntry, everyPurpose } from "../../schemas/consents.ts";

export interface ConsentQuestion {
  readonly brand: string;
  readonly channel: string;
  readonly purpose: string;
}

export interface ConsentState {
  readonly state: "granted" | "denied" | "unknown";
  /** What says so; of several the newest. */
  readonly entry?: ConsentEntry | undefined;
  /** The purpose itself was refused, whatever was said of everything. */
  readonly ownRefusal?: ConsentEntry | undefined;
}

export interface Moment {
  /** ISO 8601, UTC: what was said by then, that instant included. */
  readonly at: string;
  /** And what we knew of it by then; else all that we know now. */
  readonly knownAt?: string | undefined;
}

/**
 * Whether a purpose is permitted, on one channel, to one brand.
 *
 * 1. A refusal of everything forbids every purpose until a later grant of that purpose, or of everything.
 * 2. A refusal of one purpose forbids that one only, until a later grant of it. A grant of everything does not
 *    lift it: "START" takes back "STOP", and nothing else.
 * 3. A grant of everything ends a silence and is no consent; nor does it bring back what was granted before
 *    the silence. So "YES" harms nobody who has refused nothing.
 * 4. At the same instant a refusal counts.
 * 5. What somebody says who has proven nothing may refuse, and may grant; but it lifts no refusal of somebody who has.
 * 6. Of several addresses the most restrictive: refused by one is refused.
 *
 * @param entries of all addresses that count; in any order, and any number of times
 */
export function stateAsOf(
  entries: readonly ConsentEntry[],
  question: ConsentQuestion,
  { at, knownAt }: Moment,
): ConsentState {
  const { brand, channel, purpose } = question;
  const said = entries.filter(
    (entry) =>
      entry.brand === brand &&
      entry.channel === channel &&
      (entry.purpose === purpose || entry.purpose === everyPurpose) &&
      entry.at <= at &&
      (knownAt === undefined || entry.recordedAt <= knownAt),
  );
  const ofEach = [...Map.groupBy(said, ({ identifierId }) => identifierId).values()];
  return mostRestrictive(ofEach.map((own) => stateOfOne(own, purpose)));
}

function stateOfOne(said: readonly ConsentEntry[], purpose: string): ConsentState {
  const counting = said.filter((entry) => !isUnprovenLift(entry, said));
  const aboutAll = counting.filter((entry) => entry.purpose === everyPurpose);
  const general = newestOf(aboutAll);
  if (purpose === everyPurpose) return stateOf(general);
  const silence = newestOf(aboutAll.filter(isDenied));
  const specific = newestOf(counting.filter((entry) => entry.purpose === purpose));
  const ownRefusal = specific !== undefined && isDenied(specific) ? { ownRefusal: specific } : {};
  const isSpecificNewer = specific !== undefined && (silence === undefined || specific.at > silence.at);
  if (isSpecificNewer && specific.state === "granted") return stateOf(specific);
  const refusals = [general, specific].filter((entry) => entry !== undefined).filter(isDenied);
  return { ...stateOf(newestOf(refusals)), ...ownRefusal };
}

const isDenied = ({ state }: ConsentEntry) => state === "denied";

const stateOf = (entry: ConsentEntry | undefined): ConsentState =>
  entry === undefined ? { state: "unknown" } : { state: entry.state, entry };

function isUnprovenLift(entry: ConsentEntry, said: readonly ConsentEntry[]): boolean {
  const lifts = (refusal: ConsentEntry) =>
    isDenied(refusal) &&
    refusal.level === "verified" &&
    refusal.at <= entry.at &&
    (refusal.purpose === entry.purpose || refusal.purpose === everyPurpose);
  return entry.state === "granted" && entry.level === "claimed" && said.some(lifts);
}

const rankOf = ({ at, state, entryId }: ConsentEntry) => `${at}${state === "denied" ? 1 : 0}${entryId}`;

function newestOf(entries: readonly ConsentEntry[]): ConsentEntry | undefined {
  return entries.length === 0
    ? undefined
    : entries.reduce((best, entry) => (rankOf(entry) > rankOf(best) ? entry : best));
}

function mostRestrictive(states: readonly ConsentState[]): ConsentState {
  const entriesThat = (wanted: ConsentState["state"]) =>
    states.flatMap(({ state, entry }) => (state === wanted && entry !== undefined ? [entry] : []));
  const ownRefusal = newestOf(states.flatMap((state) => state.ownRefusal ?? []));
  return {
    ...stateOf(newestOf(entriesThat("denied")) ?? newestOf(entriesThat("granted"))),
    ...(ownRefusal === undefined ? {} : { ownRefusal }),
  };
}
