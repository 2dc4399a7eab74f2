/** Reads Amazon Connect's contact events, which come by EventBridge and a queue, at best. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { type ContactNews, type FollowDeps, followContact } from "../../domain/connect/follow-contact.ts";

export interface FollowContactsDeps extends FollowDeps {
  /** `undefined` for events that routing does not go by. */
  readonly parse: (body: string) => ContactNews | undefined;
  readonly eachMessage: (
    records: readonly SQSRecord[],
    handle: (record: SQSRecord) => Promise<void>,
  ) => Promise<SQSBatchResponse>;
}

export function createHandler(deps: FollowContactsDeps) {
  return ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
    deps.eachMessage(Records, async ({ body }) => {
      const news = deps.parse(body);
      if (news !== undefined) await followContact(deps, news);
    });
}
