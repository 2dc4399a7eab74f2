/** Random deliveries of contact events to the point rules, some of them repeated under other circumstances. */
import fc from "fast-check";
import { entriesOf, type PointPolicyVersion } from "../../../domain/points/point-entries.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import type { PointEntry } from "../../../schemas/points.ts";
import { contactEvent } from "../../support/events.ts";

export const dayMs = 24 * 60 * 60 * 1000;
export const start = Date.parse("2026-03-01T00:00:00.000Z");
export const longestFade = 40;

const kinds = ["page.viewed", "order.placed", "outcome.recorded"];
const intents = ["card-application", "refund"];
const label = { en: "x", tr: "y" };

const rule = fc.record(
  {
    kind: fc.constantFrom(...kinds),
    intent: fc.constantFrom(...intents),
    points: fc.integer({ min: -50, max: 50 }),
  },
  { requiredKeys: ["points"] },
);

const policies: fc.Arbitrary<PointPolicyVersion[]> = fc
  .array(
    fc.record({
      rules: fc.array(rule, { minLength: 1, maxLength: 4 }),
      fadesAfterDays: fc.integer({ min: 1, max: longestFade }),
      firstName: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((saves) =>
    saves.map(({ rules, fadesAfterDays, firstName }, version) => ({
      version,
      rules: {
        fadesAfterDays,
        rules: rules.map((given, index) => ({ ...given, id: `r${firstName + index}`, label })),
      },
    })),
  );

const events: fc.Arbitrary<ContactEvent[]> = fc
  .array(fc.record({ day: fc.integer({ min: 0, max: 20 }), kind: fc.constantFrom(...kinds) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((facts) =>
    facts.map(({ day, kind }, index) =>
      contactEvent({ eventId: `e${index}`, occurredAt: new Date(start + day * dayMs).toISOString(), kind }),
    ),
  );

export interface Delivery {
  readonly event: ContactEvent;
  readonly policy: PointPolicyVersion;
  readonly entries: readonly PointEntry[];
}

export const deliveries: fc.Arbitrary<Delivery[]> = fc
  .tuple(
    events,
    policies,
    fc.array(
      fc.record({ event: fc.nat(), policy: fc.nat(), intent: fc.option(fc.constantFrom(...intents)) }),
      {
        minLength: 1,
        maxLength: 30,
      },
    ),
  )
  .map(([known, saved, draws]) =>
    draws.flatMap((draw) => {
      const event = known[draw.event % known.length];
      const policy = saved[draw.policy % saved.length];
      if (event === undefined || policy === undefined) return [];
      return [{ event, policy, entries: entriesOf(event, draw.intent ?? undefined, policy) }];
    }),
  );

/** From before the first event until everything has faded. */
export const instants = fc
  .integer({ min: start - dayMs, max: start + (longestFade + 30) * dayMs })
  .map((ms) => new Date(ms));
