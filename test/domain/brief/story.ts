/** Tells a story of contact events, and what the brief makes of it at any moment: the whole way, without a store. */
import { buildBrief } from "../../../domain/brief/build-brief.ts";
import { assignEvents } from "../../../domain/cases/assign-events.ts";
import { defaultCasePolicy } from "../../../domain/cases/default-case-policy.ts";
import { joined, slotsToAsk, wholeCases } from "../../../domain/cases/whole-case.ts";
import { emptyDigest } from "../../../domain/digest/empty-digest.ts";
import { foldEvent } from "../../../domain/digest/fold-event.ts";
import { understandByRules } from "../../../domain/understanding/understand-by-rules.ts";
import type { Brief, BriefLanguage } from "../../../schemas/brief.ts";
import type { Case } from "../../../schemas/case.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { customerId, profileOf, timeZone } from "./people.ts";

type Told = Pick<ContactEvent, "eventId" | "occurredAt" | "channel" | "direction" | "kind"> &
  Partial<ContactEvent>;

/** The brief of the newest open case after all that was told. */
export function briefAfter(told: readonly Told[], at: string, language: BriefLanguage): Brief {
  let digest = emptyDigest;
  let cases: Case[] = [];
  for (const each of told) {
    const event: ContactEvent = {
      receivedAt: each.occurredAt,
      provider: "standard",
      endpointId: "demo",
      identifiers: [],
      ...each,
    };
    const isSaid = event.direction === "inbound" && event.text !== undefined;
    const understanding = isSaid ? understandByRules(event.text ?? "") : undefined;
    const understood = { event, home: "i1", ...(understanding === undefined ? {} : { understanding }) };
    const { changed, assignments } = assignEvents({
      customerId,
      cases,
      events: [understood],
      policy: defaultCasePolicy,
    });
    cases = [...cases.filter(({ caseId }) => !changed.some((one) => one.caseId === caseId)), ...changed];
    digest = foldEvent(digest, { event, understanding, caseId: assignments[0]?.caseId });
  }
  const now = new Date(at);
  const whole = wholeCases(cases).map((found) => joined(found, defaultCasePolicy, at));
  const [offered, ...otherOpenCases] = whole.filter(
    ({ status }) => status === "open" || status === "waiting",
  );
  return buildBrief({
    customerId,
    ...(offered === undefined ? {} : { case: offered }),
    otherOpenCases,
    digest,
    consents: [],
    profile: profileOf(digest, now),
    toAsk: offered === undefined ? [] : slotsToAsk(offered, defaultCasePolicy),
    now,
    timeZone,
    language,
  });
}

export const linesOf = ({ lines }: Brief) => lines.map(({ topic, text }) => `${topic}: ${text}`);
