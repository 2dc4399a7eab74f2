/** Whether an event is about the request that a case is about. Pure. */
import type { Case } from "../../schemas/case.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { CasePolicy } from "../../schemas/policies.ts";
import { isAlive } from "./case-status.ts";
import type { Request } from "./request.ts";

const minuteMs = 60_000;

/** Intents that say nothing about a request: a greeting belongs wherever the person is. */
const smallTalk = new Set(["greeting", "thanks", "human-agent"]);

/** An intent that tells requests apart. */
export const topicOf = (intent: string | undefined): string | undefined =>
  intent === undefined || smallTalk.has(intent) ? undefined : intent;

/**
 * How surely the event belongs to the case, 0 for not at all. The sender's own word counts most, then a shared
 * thread, then a shared order or campaign, then nearness in time with an intent that does not contradict.
 * Two different orders, or two different topics without anything in common, are two requests.
 */
export function likeness(found: Case, event: ContactEvent, request: Request, policy: CasePolicy): number {
  if (!isAlive(found, policy, event.occurredAt)) return 0;
  if (event.caseId !== undefined) return event.caseId === found.caseId ? 4 : 0;
  if (request.threads.some((thread) => found.threads.includes(thread))) return 3;
  if (request.references.some((reference) => found.references.includes(reference))) return 2;
  return isNear(found, event, policy) && !contradicts(found, request) ? 1 : 0;
}

function isNear(found: Case, event: ContactEvent, { inactivityMinutes }: CasePolicy): boolean {
  const apartMs = Math.abs(Date.parse(event.occurredAt) - Date.parse(found.lastEventAt));
  const isWithin = event.occurredAt >= found.openedAt && event.occurredAt <= found.lastEventAt;
  return isWithin || apartMs <= inactivityMinutes * minuteMs;
}

function contradicts(found: Case, request: Request): boolean {
  const [topic, ofCase] = [topicOf(request.intent), topicOf(found.intent)];
  if (topic !== undefined && ofCase !== undefined && topic !== ofCase) return true;
  const orders = request.references.filter((reference) => reference.startsWith("order:"));
  return orders.length > 0 && found.references.some((reference) => reference.startsWith("order:"));
}

/** The case that the event most surely belongs to; of equals the one with the newest event. */
export function bestCase(
  cases: readonly Case[],
  event: ContactEvent,
  request: Request,
  policy: CasePolicy,
): Case | undefined {
  return cases
    .map((found) => ({ found, score: likeness(found, event, request, policy) }))
    .filter(({ score }) => score > 0)
    .sort(
      (left, right) =>
        right.score - left.score ||
        (`${left.found.lastEventAt} ${left.found.caseId}` < `${right.found.lastEventAt} ${right.found.caseId}`
          ? 1
          : -1),
    )[0]?.found;
}
