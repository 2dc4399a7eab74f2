/** What customers say of an agent's work: their scores are learned from, as outcomes are. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { ContactReceived } from "../../schemas/domain-events/catalogue.ts";
import { surveyScore } from "../digest/survey-score.ts";
import type { OutcomeDeps } from "./follow-outcome.ts";

type Place = Pick<ContactReceived["data"], "identifierId" | "eventId" | "occurredAt">;

export interface SurveyDeps extends Pick<OutcomeDeps, "learning" | "store"> {
  readonly readEvent: (place: Place) => Promise<Pick<ContactEvent, "attributes" | "caseId"> | undefined>;
}

/** Safe to repeat. An answer about no case, or about one that no agent had, says nothing of anybody. */
export async function followSurvey(
  deps: SurveyDeps,
  place: Place & Pick<ContactReceived["data"], "kind">,
): Promise<void> {
  if (place.kind !== "survey.answered") return;
  const event = await deps.readEvent(place);
  const score = surveyScore(event?.attributes?.score, event?.attributes?.scale);
  const routing = event?.caseId === undefined ? undefined : await deps.store.readRouting(event.caseId);
  const agentId = routing?.reservation?.agentId ?? routing?.ended?.agentId;
  if (routing === undefined || agentId === undefined || score === undefined) return;
  // 1 to 5 become 0 to 1.
  const reward = (score - 1) / 4;
  const { context } = routing.facts;
  await deps.learning.learn(place.eventId, { agentId, context, reward, at: new Date(place.occurredAt) });
}
