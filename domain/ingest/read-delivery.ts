/** Reads a delivery that was kept: its events go to their timelines as those of any other delivery do. */
import { hash } from "node:crypto";
import type { StoredMedia } from "../../schemas/media.ts";
import { OmnilineError, UnreadableYetError } from "../errors.ts";
import type { FetchMediaDeps } from "../media/fetch-media.ts";
import { sniffType } from "../media/sniff-type.ts";
import { buildContactEvent, type UntimedEvent } from "./build-contact-event.ts";
import type { Endpoint, ParsedEvent } from "./channel-adapter.ts";
import type { DeliveryReader, KeptDelivery, ReadEvent, ReadFile } from "./delivery-reader.ts";
import type { KeptDeliveries } from "./kept-deliveries.ts";
import { type EventStore, storeEvent } from "./store-event.ts";

export interface ReadDeliveryDeps {
  readonly deliveries: Pick<KeptDeliveries, "get">;
  readonly endpoints: {
    findForKept(provider: string, endpointId: string): Promise<Endpoint | undefined>;
  };
  readonly readerOf: (provider: string) => DeliveryReader | undefined;
  /** What is kept of a delivery that its reader will never read. */
  readonly unread: (delivery: KeptDelivery) => ParsedEvent;
  readonly pepper: () => Promise<string>;
  /** As of `receive-webhook`. */
  readonly defaultCountry: string;
  readonly store: EventStore;
  readonly files: FetchMediaDeps["files"];
  /** A reader failed, and what it could not read is kept. */
  readonly onUnread: (delivery: KeptDelivery, cause: unknown) => void;
}

/** Writes of one delivery that are under way at once. */
const parallelWrites = 16;

/**
 * May run again, also after it was done: every event and every file has the same place each time.
 *
 * @throws what may pass, and UnreadableYetError where a deploy or ops are needed
 */
export async function readDelivery(deps: ReadDeliveryDeps, key: string): Promise<void> {
  const { provider, endpointId, receivedAt, request } = await deps.deliveries.get(key);
  const endpoint = await deps.endpoints.findForKept(provider, endpointId);
  const reader = deps.readerOf(provider);
  if (endpoint === undefined || reader === undefined) throw new UnreadableYetError(provider, endpointId);
  const events = await read(deps, reader, { request, endpoint, receivedAt });
  const settings = { pepper: await deps.pepper(), defaultCountry: deps.defaultCountry };
  for (let from = 0; from < events.length; from += parallelWrites) {
    const slice = events.slice(from, from + parallelWrites);
    await Promise.all(
      slice.map(({ files = [], ...event }) =>
        storeWithFiles(deps, buildContactEvent(settings, event, { provider, endpointId, receivedAt }), files),
      ),
    );
  }
}

/** Only an error that says of itself that it will not pass is final; others may be mended by a deploy. */
async function read(
  deps: ReadDeliveryDeps,
  reader: DeliveryReader,
  delivery: KeptDelivery,
): Promise<readonly ReadEvent[]> {
  try {
    return await reader.read(delivery);
  } catch (error) {
    if (!(error instanceof OmnilineError) || error.retryable) throw error;
    deps.onUnread(delivery, error);
    return [deps.unread(delivery)];
  }
}

/** The files first: an event that is on the timeline says where they are, and nobody looks for them elsewhere. */
async function storeWithFiles(deps: ReadDeliveryDeps, event: UntimedEvent, files: readonly ReadFile[]) {
  const media: StoredMedia[] = [];
  for (const [index, file] of files.entries()) media.push(await storeFile(deps, event, file, index));
  return storeEvent(deps.store, event, media);
}

async function storeFile(
  { files }: ReadDeliveryDeps,
  { home, event }: UntimedEvent,
  file: ReadFile,
  index: number,
): Promise<StoredMedia> {
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  const sniffed = sniffType(bytes, file.contentType);
  if (sniffed.kind === "refused") return { index, state: "refused", reason: sniffed.reason };
  const { contentType } = sniffed;
  const key = `media/${home}/${event.eventId}/${index}`;
  await files.put(key, bytes, contentType);
  return { index, state: "stored", key, contentType, bytes: bytes.length, sha256: hash("sha256", bytes) };
}
