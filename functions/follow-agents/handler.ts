/** Reads Amazon Connect's agent event stream: who is there, and what they do with what they were offered. */
import type { KinesisStreamBatchResponse, KinesisStreamEvent, KinesisStreamRecord } from "aws-lambda";
import { type AgentEvent, agentNews } from "../../domain/connect/agent-news.ts";
import { type FollowAgentDeps, followAgent } from "../../domain/connect/follow-agent.ts";

export interface FollowAgentsDeps extends FollowAgentDeps {
  readonly eachRecord: (
    records: readonly KinesisStreamRecord[],
    handle: (event: AgentEvent) => Promise<void>,
  ) => Promise<KinesisStreamBatchResponse>;
}

export function createHandler(deps: FollowAgentsDeps) {
  return ({ Records }: KinesisStreamEvent): Promise<KinesisStreamBatchResponse> =>
    deps.eachRecord(Records, (event) => followAgent(deps, agentNews(event)));
}
