/** Beside a message's way: its files are fetched once it is on the timeline, where it never waited for them. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod/mini";
import { type FetchMediaDeps, fetchMedia } from "../../domain/media/fetch-media.ts";
import { attachmentsReceivedSchema } from "../../schemas/domain-events/catalogue.ts";

export interface FetchMediaHandlerDeps extends FetchMediaDeps {
  readonly eachMessage: (
    records: readonly SQSRecord[],
    handle: (record: SQSRecord) => Promise<void>,
  ) => Promise<SQSBatchResponse>;
}

const messageSchema = z.object({ detail: attachmentsReceivedSchema });

export function createHandler(deps: FetchMediaHandlerDeps) {
  return ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
    deps.eachMessage(Records, async ({ body }) => {
      const { identifierId, eventId, occurredAt } = messageSchema.parse(JSON.parse(body)).detail.data;
      await fetchMedia(deps, { identifierId, eventId, occurredAt });
    });
}
