/**
 * The oracle of the consent tests: a clerk who goes through a person's words day by day, keeps a card for each
 * address, and knows nothing of how the ledger finds its answer.
 */
export interface Said {
  readonly day: number;
  readonly heardOn: number;
  readonly address: string;
  readonly about: string;
  readonly yes: boolean;
  readonly proven: boolean;
}

interface Card {
  /** The day of the refusal of everything that stands. */
  silentSince: number | undefined;
  hasSaidStart: boolean;
  readonly granted: Set<string>;
  readonly refusedOn: Map<string, number>;
  /** What somebody who had proven themselves ever refused. */
  readonly provenRefusals: Set<string>;
}

export interface Verdict {
  readonly state: "granted" | "denied" | "unknown";
  /** Of the newest refusal that stands. */
  readonly refusedOn: number | undefined;
  readonly isItselfRefused: boolean;
}

/** What a purpose is on that day, by all that was heard until the other. */
export function clerk(words: readonly Said[], purpose: string, day: number, heardBy = day): Verdict {
  const addresses = [...new Set(words.map(({ address }) => address))];
  const verdicts = addresses.map((address) => {
    const own = words.filter((word) => word.address === address && word.heardOn <= heardBy);
    return judge(cardOn(own, day), purpose);
  });
  const refusals = verdicts.flatMap(({ refusedOn }) => (refusedOn === undefined ? [] : [refusedOn]));
  const states = verdicts.map(({ state }) => state);
  return {
    state: states.includes("denied") ? "denied" : states.includes("granted") ? "granted" : "unknown",
    refusedOn: refusals.length === 0 ? undefined : Math.max(...refusals),
    isItselfRefused: verdicts.some(({ isItselfRefused }) => isItselfRefused),
  };
}

function cardOn(words: readonly Said[], lastDay: number): Card {
  const card: Card = {
    silentSince: undefined,
    hasSaidStart: false,
    granted: new Set(),
    refusedOn: new Map(),
    provenRefusals: new Set(),
  };
  for (let day = 0; day <= lastDay; day += 1) {
    const today = words.filter((word) => word.day === day);
    for (const { yes, proven, about } of today) if (!yes && proven) card.provenRefusals.add(about);
    // Refusals come last: on one day they count.
    for (const word of today) if (word.yes) hearYes(card, word);
    for (const word of today) if (!word.yes) hearNo(card, word);
  }
  return card;
}

function hearYes(card: Card, { about, proven }: Said) {
  if (!proven && (card.provenRefusals.has(about) || card.provenRefusals.has("*"))) return;
  if (about === "*") {
    card.silentSince = undefined;
    card.hasSaidStart = true;
  } else {
    card.granted.add(about);
    card.refusedOn.delete(about);
  }
}

function hearNo(card: Card, { about, day }: Said) {
  if (about === "*") {
    card.silentSince = day;
    card.granted.clear();
  } else {
    card.granted.delete(about);
    card.refusedOn.set(about, day);
  }
}

function judge(card: Card, purpose: string): Verdict {
  const own = card.refusedOn.get(purpose);
  const refusals = [card.silentSince, own].filter((day) => day !== undefined);
  if (purpose === "*") {
    const state = card.silentSince === undefined ? (card.hasSaidStart ? "granted" : "unknown") : "denied";
    return { state, refusedOn: card.silentSince, isItselfRefused: false };
  }
  if (card.granted.has(purpose)) return { state: "granted", refusedOn: undefined, isItselfRefused: false };
  return {
    state: refusals.length === 0 ? "unknown" : "denied",
    refusedOn: refusals.length === 0 ? undefined : Math.max(...refusals),
    isItselfRefused: own !== undefined,
  };
}
