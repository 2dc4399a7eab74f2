/** What became of the files of a message: kept on the event's item, shown on the timeline. */
import * as z from "zod/mini";

/** The place among the event's attachments. */
const index = z.int();
/** Why there is none: a word of ours or the provider's code, no personal data. */
const reason = z.string();

/** A file as its reader sees it. `contentType` is what the bytes are, whatever the sender called them. */
export const mediaSchema = z.discriminatedUnion("state", [
  z.object({
    index,
    state: z.literal("stored"),
    contentType: z.string(),
    bytes: z.int(),
    /** Lowercase hex. */
    sha256: z.string(),
  }),
  /** We do not take it: what it is, where it is, how long it is. */
  z.object({ index, state: z.literal("refused"), reason }),
  /** It could not be had, and never will be. */
  z.object({ index, state: z.literal("gone"), reason }),
]);
export type Media = z.infer<typeof mediaSchema>;

/** The same with the key of the object that holds it. */
export const storedMediaSchema = z.discriminatedUnion("state", [
  z.extend(mediaSchema.def.options[0], { key: z.string() }),
  mediaSchema.def.options[1],
  mediaSchema.def.options[2],
]);
export type StoredMedia = z.infer<typeof storedMediaSchema>;
