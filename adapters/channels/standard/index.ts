/**
 * The generic channel: our own contact events, or CloudEvents that hold them, in Standard Webhooks signatures.
 *
 * A batch is all or nothing: the first mistake answers 400 with its JSON pointer and nothing is stored; the sender
 * mends it and sends the whole batch again. Names we do not know are mistakes too (`attributes` is the place for
 * a sender's own fields), so that a misspelt field is not lost without a word.
 */
import type { ChannelAdapter } from "../../../domain/ingest/channel-adapter.ts";
import { parse } from "./parse.ts";
import { verify } from "./verify.ts";

export const adapter = {
  provider: "standard",
  verify,
  parse,
  acknowledgement: { statusCode: 204 },
} satisfies ChannelAdapter;
