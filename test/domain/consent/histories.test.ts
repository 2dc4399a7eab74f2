/** Random histories of consents: the ledger answers as a clerk would who goes through them day by day. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildBrief } from "../../../domain/brief/build-brief.ts";
import { consentsOf } from "../../../domain/consent/consents.ts";
import { defaultConsentPolicy } from "../../../domain/consent/default-consent-policy.ts";
import { permitSend, type SendPermission, type SendQuestion } from "../../../domain/consent/permit-send.ts";
import type { LastInbound } from "../../../domain/consent/send-basis.ts";
import { stateAsOf } from "../../../domain/consent/state-as-of.ts";
import type { ConsentEntry } from "../../../schemas/consents.ts";
import { aDigest, aFact, inputOf, understood } from "../brief/people.ts";
import { clerk, type Said } from "./day-by-day.ts";

/** `CONSENT_RUNS=100000` in `.ci/run`. */
const runs = Number(process.env.CONSENT_RUNS ?? 3_000);

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const firstDay = Date.UTC(2026, 10, 1);
const dayAt = (day: number, hour = 0) => new Date(firstDay + day * dayMs + hour * hourMs).toISOString();

const brands = ["Acme", "Other"];
const purposes = ["marketing", "service", "transactional"] as const;

interface Word extends Said {
  readonly brand: string;
  readonly channel: string;
}

const wordArbitrary: fc.Arbitrary<Word> = fc
  .record({
    day: fc.integer({ min: 0, max: 12 }),
    lag: fc.integer({ min: 0, max: 4 }),
    address: fc.constantFrom("phone", "phone", "phone", "other"),
    about: fc.constantFrom("*", "*", ...purposes),
    yes: fc.boolean(),
    proven: fc.integer({ min: 0, max: 3 }).map((one) => one > 0),
    brand: fc.constantFrom("Acme", "Acme", "Acme", "Other"),
    channel: fc.constantFrom("sms", "sms", "sms", "email"),
  })
  .map(({ lag, ...word }) => ({ ...word, heardOn: word.day + lag }));

const sendArbitrary = fc.record({
  purpose: fc.constantFrom(...purposes),
  day: fc.integer({ min: 0, max: 50 }).map((day) => Math.min(day, 16) + (day > 45 ? 30 : 0)),
  hour: fc.integer({ min: 0, max: 23 }),
  inbound: fc.option(
    fc.record({
      daysAgo: fc.constantFrom(0, 0, 0, 1, 2, 5, 30),
      hoursAgo: fc.integer({ min: 0, max: 23 }),
      isStopWord: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
    }),
    { freq: 4 },
  ),
  enforcesOptOut: fc.boolean(),
  hasWindow: fc.boolean(),
  isTemplate: fc.boolean(),
  sentHoursAgo: fc.option(fc.integer({ min: 0, max: 30 }), { freq: 2 }),
});
type Send = typeof sendArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const entryOf = (
  { day, heardOn, address, about, yes, proven, brand, channel }: Word,
  id: number,
): ConsentEntry => ({
  entryId: `e${id}.${address}`,
  identifierId: address,
  ...{ brand, channel, purpose: about, legalBasis: "consent", source: "test", eventId: `e${id}` },
  state: yes ? "granted" : "denied",
  at: dayAt(day),
  recordedAt: dayAt(heardOn),
  level: proven ? "verified" : "claimed",
});

const isOurs = ({ brand, channel }: Word) => brand === "Acme" && channel === "sms";

const wroteLast = (message: LastInbound) => ({ lastInbound: message, lastAsked: message });

function questionOf(send: Send): SendQuestion {
  const now = new Date(dayAt(send.day, send.hour));
  const { inbound } = send;
  const at =
    inbound && new Date(now.getTime() - inbound.daysAgo * dayMs - inbound.hoursAgo * hourMs).toISOString();
  return {
    ...{ brand: "Acme", channel: "sms", purpose: send.purpose, now, zones: ["Europe/Istanbul"] },
    ...(inbound && at ? wroteLast({ at, eventId: "inbound", isStopWord: inbound.isStopWord }) : {}),
    ...{ isTemplate: send.isTemplate, byHumanAgent: false, reason: "reminder", causedBy: "order" },
    recentSends:
      send.sentHoursAgo === null
        ? []
        : [
            {
              sendId: "s",
              reason: "reminder",
              at: new Date(now.getTime() - send.sentHoursAgo * hourMs).toISOString(),
            },
          ],
  };
}

const capabilitiesOf = ({ enforcesOptOut, hasWindow }: Send) => ({
  enforcesOptOut,
  ...(hasWindow ? { window: { hours: 24, after: "template" } as const } : {}),
});

const permissionOf = (entries: readonly ConsentEntry[], send: Send): SendPermission =>
  permitSend(questionOf(send), {
    entries,
    capabilities: capabilitiesOf(send),
    policy: { version: 1, policy: defaultConsentPolicy },
  });

/** What the clerk would let out. */
function expected(words: readonly Word[], send: Send): { kind: string; legalBasis?: string } {
  const { purpose, day, hour, inbound } = send;
  const hoursAgo = inbound === null ? Number.POSITIVE_INFINITY : inbound.daysAgo * 24 + inbound.hoursAgo;
  const ours = words.filter(isOurs);
  const asked = clerk(ours, purpose, day);
  if (send.enforcesOptOut && clerk(ours, "*", day).state === "denied") return { kind: "opted-out" };
  let legalBasis = "contract";
  if (purpose === "transactional") {
    if (asked.isItselfRefused) return { kind: "opted-out" };
  } else {
    const wroteSince = day * 24 + hour - hoursAgo > (asked.refusedOn ?? -1e9) * 24;
    const isRequest =
      purpose === "service" && inbound !== null && !inbound.isStopWord && hoursAgo < 30 * 24 && wroteSince;
    if (!isRequest && asked.state === "denied") return { kind: "opted-out" };
    if (!isRequest && asked.state === "unknown") return { kind: "no-consent" };
    legalBasis = isRequest ? "request" : "consent";
  }
  const isOpen = !send.hasWindow || hoursAgo < 24;
  if (!isOpen && !send.isTemplate) return { kind: "window-closed" };
  if (send.sentHoursAgo !== null && send.sentHoursAgo < 24) return { kind: "contacted-recently" };
  const localHour = (hour + 3) % 24;
  const isNight = localHour >= 21 || localHour < 9;
  if (isNight && !(legalBasis === "request" && hoursAgo < 1)) return { kind: "quiet-hours" };
  return { kind: isOpen ? "permitted" : "permitted-as", legalBasis };
}

const seen = new Map<string, number>();
const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);

const historyArbitrary = fc.array(wordArbitrary, { maxLength: 10 });

describe("a random history of consents", { timeout: 600_000 }, () => {
  it("is judged as the clerk judges it, at any instant, by what was known at any", () => {
    fc.assert(
      fc.property(
        historyArbitrary,
        fc.constantFrom("*", ...purposes),
        fc.integer({ min: 0, max: 17 }),
        fc.integer({ min: 0, max: 17 }),
        (words, purpose, day, heardBy) => {
          const question = { brand: "Acme", channel: "sms", purpose };
          const found = stateAsOf(words.map(entryOf), question, { at: dayAt(day), knownAt: dayAt(heardBy) });
          expect(found.state).toBe(clerk(words.filter(isOurs), purpose, day, heardBy).state);
        },
      ),
      { numRuns: runs },
    );
  });

  it("lets out what the clerk lets out, with a receipt that was in force, in whatever order it came and however often", () => {
    fc.assert(
      fc.property(historyArbitrary, sendArbitrary, fc.nat(), (words, send, seed) => {
        const heard = words.filter(({ heardOn }) => heardOn <= send.day);
        const entries = heard.map(entryOf);
        const permission = permissionOf(entries, send);
        const wanted = expected(heard, send);
        const kind = permission.kind === "suppressed" ? permission.reason : permission.kind;
        expect(kind).toBe(wanted.kind);
        count(`${kind} ${wanted.legalBasis ?? ""}`);
        if (permission.kind !== "suppressed") {
          expect(permission.receipt.legalBasis).toBe(wanted.legalBasis);
          expectInForce(permission.receipt, heard, entries, send);
        }
        const turned = [
          ...entries.slice(seed % (entries.length + 1)),
          ...entries.slice(0, seed % (entries.length + 1)),
        ];
        expect(permissionOf([...turned.toReversed(), ...turned], send)).toEqual(permission);
      }),
      { numRuns: runs },
    );
  });

  it("is told by the brief and the profile as the clerk tells it", () => {
    fc.assert(
      fc.property(historyArbitrary, fc.integer({ min: 0, max: 17 }), (words, day) => {
        const heard = words.filter(({ heardOn }) => heardOn <= day);
        const consents = consentsOf(heard.map(entryOf), new Date(dayAt(day)));
        const standing = brands.flatMap((brand) =>
          ["email", "sms"].flatMap((channel) => {
            const own = heard.filter((word) => word.brand === brand && word.channel === channel);
            return ["*", ...purposes].map((purpose) => {
              const isAnswered = own.some(({ about }) => about === purpose);
              const { state } = clerk(own, purpose, day);
              const isTold = isAnswered && state !== "unknown" && !(purpose === "*" && state === "granted");
              return { brand, channel, purpose, state: isTold ? state : "unknown" };
            });
          }),
        );
        const told = standing.filter(({ state }) => state !== "unknown");
        expect(
          consents.map(({ brand, channel, purpose, state }) => ({ brand, channel, purpose, state })),
        ).toEqual(told);
        const { lines, nextAction } = buildBrief(inputOf(interested, { consents }));
        const isRefused = told.some(({ state }) => state === "denied");
        expect(lines.some(({ topic }) => topic === "consent")).toBe(isRefused);
        const ofOffers = told.filter(({ purpose }) => purpose === "*" || purpose === "marketing");
        const offers = ofOffers.map(({ state }) => state);
        const mayOffer = offers.includes("granted") ? "offer" : "ask-permission";
        expect(nextAction.action).toBe(offers.includes("denied") ? "do-not-offer" : mayOffer);
        count(nextAction.action);
      }),
      { numRuns: runs },
    );
  });

  it("has met every answer and every basis", () => {
    expect([...seen.keys()].sort()).toEqual([
      "ask-permission",
      "contacted-recently ",
      "do-not-offer",
      "no-consent ",
      "offer",
      "opted-out ",
      ...["permitted consent", "permitted contract", "permitted request"],
      ...["permitted-as consent", "permitted-as contract", "permitted-as request"],
      "quiet-hours ",
      "window-closed ",
    ]);
  });
});

/** Whoever may be offered something, is. */
const interested = aDigest({
  offers: [aFact("offer", "offer.made", { label: "Gold Card", campaign: "spring", direction: "outbound" })],
  campaigns: [aFact("click", "email.clicked", { channel: "marketing", reference: "spring" })],
  contacts: [aFact("m1", "message.received", { understanding: understood({ intent: "card-application" }) })],
});

type Receipt = Extract<SendPermission, { receipt: unknown }>["receipt"];

/** Looks the receipt's evidence up, and goes through everything that was said since. */
function expectInForce(
  receipt: Receipt,
  words: readonly Word[],
  entries: readonly ConsentEntry[],
  send: Send,
) {
  const question = questionOf(send);
  expect([receipt.purpose, receipt.checkedAt, receipt.ledgerVersion]).toEqual([
    ...[send.purpose, question.now.toISOString(), entries.length],
  ]);
  const refusedSince = (at: string, address?: string) =>
    words.some(
      (word) =>
        isOurs(word) &&
        !word.yes &&
        (address === undefined || word.address === address) &&
        (word.about === send.purpose || word.about === "*") &&
        dayAt(word.day) >= at,
    );
  switch (receipt.legalBasis) {
    case "consent": {
      const evidence = entries.find(({ entryId }) => entryId === receipt.evidence);
      expect(evidence).toMatchObject({
        state: "granted",
        purpose: send.purpose,
        brand: "Acme",
        channel: "sms",
      });
      expect(evidence && evidence.at <= receipt.checkedAt).toBe(true);
      expect(evidence && refusedSince(evidence.at, evidence.identifierId)).toBe(false);
      break;
    }
    case "request": {
      expect([receipt.evidence, question.lastInbound?.isStopWord]).toEqual(["inbound", false]);
      const at = question.lastInbound?.at ?? "";
      // Whatever was refused since then has been taken back since then.
      const { refusedOn } = clerk(words.filter(isOurs), send.purpose, send.day);
      expect(refusedOn === undefined || dayAt(refusedOn) < at).toBe(true);
      break;
    }
    default:
      expect([receipt.legalBasis, receipt.evidence]).toEqual(["contract", "order"]);
  }
}
