/** What became of messages the business sent on Messenger or Instagram. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { instantOfEpoch } from "../instant.ts";
import { present } from "../json.ts";
import type { Frame } from "./page-frame.ts";
import type { Messaging } from "./page-schema.ts";

/**
 * One status for each message it names. Where it names none, all up to a time are meant: the conversation's own
 * event, with that time as `watermark`.
 *
 * @returns `undefined` when it says neither
 */
export function readReceipt(frame: Frame, { delivery, read }: Messaging): ParsedEvent[] | undefined {
  const status = delivery ? "delivered" : "read";
  const mids = delivery ? [...new Set(delivery.mids)] : read?.mid === undefined ? [] : [read.mid];
  const epoch = delivery?.watermark ?? read?.watermark;
  const watermark = instantOfEpoch(epoch);
  const attributes = present({ from: frame.ours, standby: frame.attributes.standby, watermark });
  const common = { ...frame.base, direction: "outbound", attributes } as const;
  if (mids.length > 0) {
    return mids.map((mid) => ({
      ...common,
      kind: "message.status",
      status,
      providerMessageId: mid,
      idempotencyKey: `${mid}:${status}`,
    }));
  }
  if (watermark === undefined) return undefined;
  return [
    {
      ...common,
      kind: `conversation.${status}`,
      idempotencyKey: [frame.ours, frame.person, status, epoch].join(":"),
    },
  ];
}
