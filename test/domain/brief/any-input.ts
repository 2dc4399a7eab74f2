/** Random people: every group of facts, every attribute, odd texts, with and without a case. */
import fc from "fast-check";
import type { BriefInput } from "../../../domain/brief/brief-input.ts";
import { intentNames } from "../../../domain/understanding/recognise-intent.ts";
import { caseStatuses, type Slot } from "../../../schemas/case.ts";
import { channels } from "../../../schemas/contact-event.ts";
import { type Digest, type Fact, type FactGroup, factGroups } from "../../../schemas/digest.ts";
import { caseTypes } from "../../../schemas/understanding.ts";
import { aCase, aFact, customerId, inputOf, now, profileOf, timeZone } from "./people.ts";

/** Words that a brief must never say by accident may not be in what people say either. */
const isTellable = (text: string) => !/undefined|null|NaN|[{}]|\[object/.test(text);

const text = fc
  .oneof(
    fc.constantFrom(
      "Gold Kart",
      "Kredi kartı başvurum ne oldu, kaç gündür bekliyorum ve kimse dönmüyor?",
      "İADE İSTİYORUM",
      "a".repeat(140),
      "👩‍👩‍👧‍👦".repeat(20),
      "\ud83d half a pair \udc69",
      "line\nbreak\t\u202e",
      " ",
      "",
    ),
    fc.string({ unit: "binary", maxLength: 140 }),
    fc.lorem({ maxCount: 20 }),
  )
  .filter(isTellable);

const name = fc
  .oneof(fc.constantFrom(...intentNames), fc.stringMatching(/^[a-z][a-z0-9]{0,20}(-[a-z0-9]{1,20}){0,2}$/))
  .filter(isTellable);

const instant = fc
  .integer({ min: -400 * 24 * 60, max: 60 })
  .map((minutes) => new Date(now.getTime() + minutes * 60_000).toISOString());
const due = fc.oneof(
  fc.integer({ min: -60, max: 60 }).map((days) => new Date(now.getTime() + days * 86_400_000).toISOString()),
  fc.constant("some day"),
);

const optional = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined, freq: 3 });

/** Without the names that have no value, as JSON has them. */
const dense = <Shape extends object>(shape: Shape): Shape =>
  Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Shape;

const understanding = fc
  .record({
    intent: optional(name),
    caseType: fc.constantFrom(...caseTypes),
    sentiment: fc.integer({ min: -100, max: 100 }).map((hundredths) => hundredths / 100),
  })
  .map(dense);

const kindsOf: Readonly<Record<FactGroup, readonly [string, ...string[]]>> = {
  contacts: ["message.received", "message.sent", "call.started", "call.ended", "visit.checked-in"],
  articles: ["article.read"],
  pages: ["page.viewed", "product.viewed", "price.checked", "price.compared", "feature.used", "app.opened"],
  carts: ["cart.abandoned", "cart.updated"],
  purchases: ["order.placed", "transaction.made"],
  surveys: ["survey.answered"],
  campaigns: ["email.sent", "email.opened", "email.clicked", "sms.clicked"],
  offers: ["offer.made", "offer.accepted", "offer.declined"],
  promises: ["promise.made", "promise.kept"],
  outcomes: ["outcome.recorded"],
};

const reference = fc.constantFrom("spring", "gold", "1001", "b");

const factIn = (group: FactGroup) =>
  fc.record({
    kind: fc.constantFrom(...kindsOf[group]),
    occurredAt: instant,
    channel: fc.constantFrom(...channels),
    direction: fc.constantFrom("inbound", "outbound", "internal"),
    label: optional(group === "outcomes" ? name : text),
    reference: optional(reference),
    campaign: optional(reference),
    value: optional(fc.double({ min: -1e6, max: 1e15, noNaN: true })),
    currency: optional(fc.constantFrom("TRY", "EUR", "XYZ")),
    dueAt: optional(due),
    caseId: optional(fc.constantFrom("C1-m1", "C1-m2")),
    understanding: optional(understanding),
  });

const facts = fc
  .record(
    Object.fromEntries(
      factGroups.map((group) => [group, fc.array(factIn(group), { maxLength: 8 })]),
    ) as Record<FactGroup, ReturnType<typeof fc.array<Omit<Fact, "eventId">>>>,
  )
  .map((groups) => {
    const named = factGroups.map((group) => [group, newestFirst(group, groups[group])] as const);
    return Object.fromEntries(named) as Digest["facts"];
  });

function newestFirst(group: FactGroup, drawn: readonly Omit<Fact, "eventId">[]): Fact[] {
  return drawn
    .map(({ kind, ...rest }, index) => aFact(`${group}-${index}`, kind, dense(rest)))
    .sort((left, right) => (left.occurredAt < right.occurredAt ? 1 : -1));
}

const attributes = {
  name: text,
  company: text,
  segment: fc.constantFrom("Gold", "standard"),
  value: fc.oneof(fc.integer({ min: 0, max: 1e9 }), text),
  stage: fc.constantFrom("visitor", "lead", "customer", "loyal", "lapsed", "else"),
  alarms: fc.oneof(fc.array(fc.oneof(text, fc.integer()), { maxLength: 4 }), text),
  birthday: fc.constantFrom("1990-03-12", "1992-02-29", "some day"),
  renewals: fc.array(fc.record({ product: text, on: fc.constantFrom("2026-03-20", "2025-01-01", "soon") }), {
    maxLength: 2,
  }),
  "card-type": text,
};

const profile = fc.record(attributes, { requiredKeys: [] }).map((words): Digest["profile"] =>
  Object.fromEntries(
    Object.entries(words).map(([attribute, value]) => [
      attribute,
      {
        crm: {
          value,
          source: "crm",
          at: "2026-01-01T00:00:00.000Z",
          level: "verified",
          eventId: `p-${attribute}`,
        },
      },
    ]),
  ),
);

const consents: fc.Arbitrary<BriefInput["consents"]> = fc
  .uniqueArray(
    fc.record({
      brand: fc.constantFrom("shop", "bank"),
      purpose: fc.oneof(fc.constantFrom("*", "marketing", "service", "profiling"), name),
      channel: fc.oneof(fc.constantFrom(...channels, "*", "all"), name),
      state: fc.constantFrom("granted", "denied"),
      at: instant,
      source: fc.constant("crm"),
    }),
    { maxLength: 5, selector: ({ brand, purpose, channel }) => `${brand} ${purpose} ${channel}` },
  )
  .map((drawn) => drawn.map((each, index) => ({ ...each, eventId: `consent-${index}` })));

const slotName = fc.oneof(
  fc.constantFrom("order-number", "card-type", "monthlyIncome", "name", "constructor"),
  name,
);
const slotValue: fc.Arbitrary<Slot["value"]> = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant({ a: "b" }),
);

const caseOf = (caseId: string) =>
  fc
    .record({
      type: fc.constantFrom(...caseTypes),
      status: fc.constantFrom(...caseStatuses),
      intent: optional(name),
      channels: fc.uniqueArray(fc.constantFrom(...channels), { maxLength: 3 }),
      openedAt: instant,
      openedBy: fc.constantFrom("contacts-0", "contacts-1", "forgotten"),
      references: fc.uniqueArray(fc.constantFrom("campaign:spring", "order:1001", "campaign:x"), {
        maxLength: 2,
      }),
      slots: fc.dictionary(
        slotName,
        fc.record({ value: slotValue, at: instant, eventId: fc.constantFrom("contacts-0", "slot-event") }),
        { maxKeys: 5 },
      ),
      sentiments: fc.array(
        fc.record({
          at: instant,
          eventId: fc.constantFrom("contacts-0", "sentiment-event"),
          score: fc.integer({ min: -100, max: 100 }).map((hundredths) => hundredths / 100),
        }),
        { maxLength: 5 },
      ),
    })
    .map(({ intent, ...drawn }) => aCase({ ...drawn, ...(intent === undefined ? {} : { intent }), caseId }));

/** Any input that could come from any sequence of events, and some that could not. */
export const anyInput: fc.Arbitrary<BriefInput> = fc
  .record({
    facts,
    profile,
    consents,
    offered: optional(caseOf("C1-m1")),
    otherOpenCases: fc.array(caseOf("C1-m2"), { maxLength: 3 }),
    identifierHint: optional(fc.constantFrom("+905551112233", "a@example.com")),
    toAsk: fc.uniqueArray(slotName, { maxLength: 5 }),
    language: fc.constantFrom("tr", "en"),
  })
  .map(({ offered, identifierHint, facts: said, profile: words, ...rest }) => {
    const digest = { facts: said, profile: words };
    return {
      ...inputOf(digest),
      ...rest,
      ...(offered === undefined ? {} : { case: offered }),
      ...(identifierHint === undefined ? {} : { identifierHint }),
      customerId,
      profile: profileOf(digest),
      timeZone,
    };
  });

/** The id of every event that the input speaks of. */
export function eventsIn({
  digest,
  consents: given,
  case: offered,
  otherOpenCases,
}: BriefInput): Set<string> {
  const cases = [...(offered === undefined ? [] : [offered]), ...otherOpenCases];
  return new Set([
    ...factGroups.flatMap((group) => digest.facts[group].map(({ eventId }) => eventId)),
    ...Object.values(digest.profile).flatMap((bySource) =>
      Object.values(bySource).map(({ eventId }) => eventId),
    ),
    ...given.map(({ eventId }) => eventId),
    ...cases.flatMap(({ openedBy, slots, sentiments }) => [
      openedBy,
      ...Object.values(slots).map(({ eventId }) => eventId),
      ...sentiments.map(({ eventId }) => eventId),
    ]),
  ]);
}
