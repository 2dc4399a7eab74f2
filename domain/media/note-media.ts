/** Notes on a contact event what became of its files, whoever else does so at the same moment. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { StoredMedia } from "../../schemas/media.ts";
import { MediaUnreachableError } from "./media-error.ts";

/** Where a contact event is stored. */
export interface EventPlace {
  readonly identifierId: string;
  readonly eventId: string;
  readonly occurredAt: string;
}

export interface NotedEvent {
  readonly event: ContactEvent;
  readonly media: readonly StoredMedia[];
  /** The note as it was read: it is replaced only if it is still the same. */
  readonly note?: string | undefined;
}

/** Contact events with what is noted of their files. */
export interface MediaEvents {
  /** As of now; `undefined` when there is no such event any more. */
  read(place: EventPlace): Promise<NotedEvent | undefined>;
  /** @param note what the new one takes the place of; `lost` when that has changed */
  write(
    place: EventPlace,
    media: readonly StoredMedia[],
    note: string | undefined,
  ): Promise<"written" | "lost">;
}

const tries = 5;

/** A file that is noted stays as it was noted: links to it are out. */
export async function noteMedia(
  events: MediaEvents,
  place: EventPlace,
  files: readonly StoredMedia[],
): Promise<void> {
  for (let left = tries; left > 0; left -= 1) {
    const found = await events.read(place);
    if (found === undefined) return;
    const media = joinMedia(found.media, files);
    if (media.length === found.media.length) return;
    if ((await events.write(place, media, found.note)) === "written") return;
  }
  throw new MediaUnreachableError("note-contended");
}

/** In the order of the attachments; what is known wins. */
function joinMedia(known: readonly StoredMedia[], files: readonly StoredMedia[]): StoredMedia[] {
  const indices = new Set(known.map(({ index }) => index));
  return [...known, ...files.filter(({ index }) => !indices.has(index))].sort((a, b) => a.index - b.index);
}
