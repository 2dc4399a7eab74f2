import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consentsOf } from "../../../domain/consent/consents.ts";
import { emptyDigest } from "../../../domain/digest/empty-digest.ts";
import { foldEvent } from "../../../domain/digest/fold-event.ts";
import { mergeDigests } from "../../../domain/digest/merge-digests.ts";
import { agentProfile } from "../../../domain/profile/agent-profile.ts";
import { customerProfile } from "../../../domain/profile/customer-profile.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { customerProfileSchema } from "../../../schemas/profile.ts";
import { ledgerOf } from "../consent/words.ts";
import { type Attributes, happened, inputOf, now } from "./customers.ts";

/** Planted wherever something is that customers must not see. */
const secret = "INTERNAL";
const secretNumber = 987_654_321;

type Json = Attributes[string];
const internalObject = fc.constantFrom<Json>(
  [secret, { [secret]: secret }],
  { [secret]: [secretNumber] },
  { label: secret, toString: secret },
  secretNumber,
);
const internal = fc.oneof(
  fc.string().map((text) => `${secret}${text}`),
  internalObject,
);
/** What may be shown is text; anything else that stands in its place is not. */
const shown = fc.oneof({ weight: 3, arbitrary: fc.string({ unit: "grapheme" }) }, internalObject);
const date = fc.constantFrom<Json>("1990-12-01", "2026-11-30", `${secret}-12-01`, secretNumber);

const profile = fc.record(
  {
    name: shown,
    company: shown,
    preferredChannel: fc.oneof(fc.constantFrom("email", "sms"), internal),
    birthday: date,
    products: fc.array(
      fc.oneof(
        internal,
        fc.record({ id: internal, name: shown, state: shown, margin: internal }, { requiredKeys: [] }),
      ),
    ),
    renewals: fc.array(
      fc.oneof(internal, fc.record({ product: shown, on: date, price: internal }, { requiredKeys: [] })),
    ),
    segment: internal,
    value: fc.constant(secretNumber),
    stage: internal,
    alarms: fc.array(internal),
    scores: fc.record({ churn: internal, [secret]: internal }),
    alternativeContacts: fc.array(internal),
    language: internal,
    timeZone: internal,
    points: internal,
    projection: internal,
    [secret]: internal,
    constructor: internal,
  },
  { requiredKeys: [] },
);

const internalAttributes = fc.record({ source: internal, campaign: internal, note: internal });
const events: fc.Arbitrary<Partial<ContactEvent>> = fc.oneof(
  fc.tuple(profile, internalAttributes).map(([reported, attributes]) => {
    return { kind: "profile.updated", attributes: { ...attributes, profile: { ...reported } } };
  }),
  fc
    .tuple(fc.constantFrom("granted", "denied"), fc.constantFrom("email", "sms"), internalAttributes)
    .map(([state, channel, attributes]) => {
      return {
        kind: "consent.changed",
        attributes: { ...attributes, brand: "Acme", purpose: "marketing", channel, state },
      };
    }),
  fc
    .tuple(
      fc.constantFrom(
        "message.received",
        "call.ended",
        "survey.answered",
        "order.placed",
        "offer.made",
        "promise.made",
      ),
      internal,
      internalAttributes,
    )
    .map(([kind, said, attributes]) => {
      const named = Object.fromEntries(
        ["comment", "summary", "offer", "text", "product", "orderId", "promiseId"].map((name) => [
          name,
          said,
        ]),
      );
      return { kind, text: secret, thread: secret, attributes: { ...attributes, ...named } };
    }),
);

const customers = fc.array(fc.array(events, { maxLength: 12 }), { minLength: 1, maxLength: 3 });

function personOf(members: readonly (readonly Partial<ContactEvent>[])[]) {
  const told = members.map((member, number) =>
    member.map(
      (changes, index): ContactEvent => ({
        ...happened("message.received", {}),
        identifiers: [{ kind: "email", value: `${secret}@example.com`, level: "verified" }],
        provider: secret,
        ...changes,
        eventId: `${secret}-${number}-${index}`,
      }),
    ),
  );
  const caseId = `${secret}-case`;
  const understanding = { intent: "internal", caseType: "complaint", sentiment: -0.987654321 } as const;
  const digests = told.map((events) =>
    events.reduce((digest, event) => foldEvent(digest, { event, caseId, understanding }), emptyDigest),
  );
  return inputOf([], {
    customerId: secret,
    digest: mergeDigests(digests),
    consents: consentsOf(ledgerOf(...told.flat()), now),
    points: secretNumber,
    cases: { open: 1, waiting: 1, resolved: secretNumber, closed: secretNumber },
  });
}

const allowed = {
  "": [
    "projection",
    "name",
    "company",
    "preferredChannel",
    "birthday",
    "products",
    "renewals",
    "consents",
    "openCases",
  ],
  products: ["name", "state"],
  renewals: ["product", "on"],
  consents: ["brand", "purpose", "channel", "state"],
};

describe("the customer projection of 1,000 random customers", () => {
  it("holds no internal field", () => {
    const keys = { "": new Set<string>(), products: new Set(), renewals: new Set(), consents: new Set() };
    let planted = 0;
    fc.assert(
      fc.property(customers, (members) => {
        const input = personOf(members);
        const profile = customerProfile(input);
        for (const key of Object.keys(profile)) keys[""].add(key);
        for (const list of ["products", "renewals", "consents"] as const) {
          for (const key of profile[list].flatMap(Object.keys)) keys[list].add(key);
        }
        planted += JSON.stringify(agentProfile(input).recent).includes(secret) ? 1 : 0;
        return !/INTERNAL|internal|987654321/.test(JSON.stringify(profile));
      }),
      { numRuns: 1_000 },
    );
    // All that may be shown was shown, and nothing else, though there was something to be found.
    const lists = Object.entries(allowed).map(([list, names]) => [list, new Set(names)]);
    expect(keys).toEqual(Object.fromEntries(lists));
    expect(planted).toBeGreaterThan(500);
  });

  it("is a list that somebody has to lengthen by hand", () => {
    expect(Object.keys(customerProfileSchema.shape)).toEqual(allowed[""]);
  });
});
