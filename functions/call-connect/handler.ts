/** Calls Amazon Connect for routing: every wake-up lets one command through, within the quota of its API. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { answerWakeUp, type WakeUpDeps } from "../../domain/connect/answer-wake-up.ts";
import type { WakeUp } from "../../domain/connect/commands.ts";

export interface CallConnectDeps extends WakeUpDeps {
  readonly parse: (body: string) => WakeUp;
  readonly eachMessage: (
    records: readonly SQSRecord[],
    handle: (record: SQSRecord) => Promise<void>,
  ) => Promise<SQSBatchResponse>;
}

export function createHandler(deps: CallConnectDeps) {
  return ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
    deps.eachMessage(Records, async ({ body }) => answerWakeUp(deps, deps.parse(body)));
}
