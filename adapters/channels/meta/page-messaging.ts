/** One piece of `messaging[]` or `standby[]`, by what it holds. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { isObject, type Json } from "../json.ts";
import { frameOf, type Page } from "./page-frame.ts";
import { readPageMessage } from "./page-message.ts";
import { readNotice } from "./page-notice.ts";
import { readReceipt } from "./page-receipt.ts";
import { messagingSchema } from "./page-schema.ts";

/** @returns `undefined` when it is malformed, or of a kind we do not know: it is kept */
export function readMessaging(page: Page, raw: Json): ParsedEvent[] | undefined {
  const piece = messagingSchema.safeParse(raw).data;
  if (!piece || !isObject(raw)) return undefined;
  const frame = frameOf(page, piece);
  const { message, delivery, read } = piece;
  if (message) return [readPageMessage(frame, message, raw.message ?? null)];
  if (delivery || read) return readReceipt(frame, piece);
  const notice = readNotice(frame, piece);
  return notice && [notice];
}
