/** A case as staff see it. Pure. */
import type { CaseView } from "../../schemas/api/shapes.ts";
import type { CasePolicy } from "../../schemas/policies.ts";
import type { Person } from "../identity/person.ts";
import { slaOf } from "../sla/case-sla.ts";
import { sentimentTrend } from "../understanding/sentiment-trend.ts";
import { joined, slotsToAsk, type WholeCase } from "./whole-case.ts";

export function caseView(person: Person, found: WholeCase, policy: CasePolicy, now: Date): CaseView {
  const one = joined(found, policy, now.toISOString());
  const scores = one.sentiments.map(({ score }) => score);
  const newest = scores.at(-1);
  const { caseId, type, status, channels, openedAt, lastEventAt, slots, contactIds } = one;
  const { intent, owner, firstRespondedAt, outcome } = one;
  return {
    caseId,
    customerId: person.customerId,
    parts: found.parts.map((part) => part.caseId),
    type,
    status,
    channels,
    openedAt,
    lastEventAt,
    slots,
    contactIds,
    sla: slaOf(one, policy, now),
    toAsk: slotsToAsk(one, policy),
    sentiment: { trend: sentimentTrend(scores), ...(newest === undefined ? {} : { newest }) },
    ...(intent === undefined ? {} : { intent }),
    ...(owner === undefined ? {} : { owner }),
    ...(firstRespondedAt === undefined ? {} : { firstRespondedAt }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}
