/** Runs the records of a Kinesis batch in their order, so that none is lost and none that is broken holds up others. */
import type { KinesisStreamBatchResponse, KinesisStreamRecord } from "aws-lambda";
import type { Observe } from "../observability/observe.ts";

/**
 * Lambda goes on from the first record that failed: `handle` must bear to see the ones behind it again. What
 * cannot be read would fail for ever: it is logged and left.
 */
export async function eachKinesisRecord<News>(
  records: readonly KinesisStreamRecord[],
  read: (json: string) => News,
  handle: (news: News) => Promise<void>,
  observe: Observe,
): Promise<KinesisStreamBatchResponse> {
  for (const { kinesis } of records) {
    const { sequenceNumber } = kinesis;
    const news = readable(
      () => read(Buffer.from(kinesis.data, "base64").toString("utf8")),
      () => observe.warn("RECORD_UNREADABLE", { sequenceNumber }),
    );
    try {
      if (news !== undefined) await handle(news);
    } catch (error) {
      observe.warn("RECORD_FAILED", { sequenceNumber }, error);
      return { batchItemFailures: [{ itemIdentifier: sequenceNumber }] };
    }
  }
  return { batchItemFailures: [] };
}

function readable<News>(read: () => News, onUnreadable: () => void): News | undefined {
  try {
    return read();
  } catch {
    onUnreadable();
    return undefined;
  }
}
