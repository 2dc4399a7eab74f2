/** Step 5: what happens to cases, on the bus, becomes what their routing does; outcomes are learned from. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod/mini";
import { type FollowDeps, followCase } from "../../domain/routing/follow-case.ts";
import { followOutcome, type OutcomeDeps } from "../../domain/routing/follow-outcome.ts";
import { followSurvey, type SurveyDeps } from "../../domain/routing/follow-survey.ts";
import { contactReceivedSchema, outcomeRecordedSchema } from "../../schemas/domain-events/catalogue.ts";

export interface FollowCasesDeps extends FollowDeps, OutcomeDeps, SurveyDeps {
  readonly eachMessage: (
    records: readonly SQSRecord[],
    handle: (record: SQSRecord) => Promise<void>,
  ) => Promise<SQSBatchResponse>;
}

const namedSchema = z.object({ "detail-type": z.string(), detail: z.unknown() });
const ofACaseSchema = z.object({ data: z.object({ caseId: z.string() }) });

export function createHandler(deps: FollowCasesDeps) {
  return ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
    deps.eachMessage(Records, async ({ body }) => {
      const { "detail-type": name, detail } = namedSchema.parse(JSON.parse(body));
      if (name === "ContactReceived") return followSurvey(deps, contactReceivedSchema.parse(detail).data);
      if (name === "OutcomeRecorded") {
        const outcome = outcomeRecordedSchema.parse(detail).data;
        await followOutcome(deps, outcome);
        if (outcome.caseId !== undefined) await followCase(deps, outcome.caseId);
        return;
      }
      await followCase(deps, ofACaseSchema.parse(detail).data.caseId);
    });
}
