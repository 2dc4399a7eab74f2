/** The media job: fetches the files of a contact event, keeps them, and notes what became of each. */
import { hash } from "node:crypto";
import type { Attachment, ContactEvent } from "../../schemas/contact-event.ts";
import type { StoredMedia } from "../../schemas/media.ts";
import type { Endpoint } from "../ingest/channel-adapter.ts";
import type { DropPlace, Located, MediaRequest, MediaSource } from "../ingest/media-source.ts";
import type { SendingTools } from "../outbox/channel-sender.ts";
import { MediaUnreachableError } from "./media-error.ts";
import { type EventPlace, type MediaEvents, type NotedEvent, noteMedia } from "./note-media.ts";
import { sniffType } from "./sniff-type.ts";

/** Larger ones are refused, from wherever they come. */
export const largestFileBytes = 25 * 1024 * 1024;

export type FetchedFile =
  | { readonly kind: "file"; readonly bytes: Buffer }
  | { readonly kind: "refused" | "gone"; readonly reason: string };

/**
 * Fetches a file that somebody else named.
 *
 * @param trustedOrigin set by ops: taken as it is, also on this machine
 * @throws MediaUnreachableError on what may pass
 */
export type FetchFile = (request: MediaRequest, trustedOrigin?: string) => Promise<FetchedFile>;

/** Where providers put files that are not to be fetched from them. */
export interface Drops {
  /** @param file names the one file that is to come */
  at(file: string): DropPlace;
  /**
   * Reads the file, and leaves nothing of it behind.
   *
   * @throws MediaUnreachableError when none is there
   */
  take(place: DropPlace): Promise<FetchedFile>;
}

export interface FetchMediaDeps {
  readonly events: MediaEvents;
  readonly endpoints: { find(provider: string, endpointId: string): Promise<Endpoint | undefined> };
  readonly sourceOf: (provider: string) => MediaSource | undefined;
  readonly tools: SendingTools;
  readonly fetchFile: FetchFile;
  readonly drops: Drops;
  readonly files: { put(key: string, bytes: Buffer, contentType: string): Promise<void> };
}

/** No file is begun after it, so that what was fetched is noted before the function's time is over. */
const startedWithinMs = 30_000;

/**
 * May run twice, also at once: a file has the same place every time, and what is noted once is not fetched again.
 *
 * @throws the first trouble that may pass, after all other files were tried
 */
export async function fetchMedia(deps: FetchMediaDeps, place: EventPlace): Promise<void> {
  const found = await deps.events.read(place);
  if (found === undefined) return;
  const { files, trouble } = await fetchMissing(deps, found, place);
  if (files.length > 0) await noteMedia(deps.events, place, files);
  if (trouble !== undefined) throw trouble.error;
}

async function fetchMissing(deps: FetchMediaDeps, { event, media }: NotedEvent, place: EventPlace) {
  const done = new Set(media.map(({ index }) => index));
  const started = deps.tools.now().getTime();
  const files: StoredMedia[] = [];
  let trouble: { readonly error: unknown } | undefined;
  for (const [index, attachment] of (event.attachments ?? []).entries()) {
    if (done.has(index)) continue;
    if (deps.tools.now().getTime() - started > startedWithinMs) {
      trouble ??= { error: new MediaUnreachableError("no-time-left") };
      break;
    }
    try {
      files.push(await fetchOne(deps, event, attachment, { ...place, index }));
    } catch (error) {
      trouble ??= { error };
    }
  }
  return { files, trouble };
}

async function fetchOne(
  deps: FetchMediaDeps,
  event: ContactEvent,
  attachment: Attachment,
  { identifierId, eventId, index }: EventPlace & { readonly index: number },
): Promise<StoredMedia> {
  const endpoint = await deps.endpoints.find(event.provider, event.endpointId);
  const name = `${identifierId}/${eventId}/${index}`;
  const drop = deps.drops.at(name);
  const located = await locate(deps, { provider: event.provider, attachment, endpoint, drop });
  if (located.kind === "retry") throw new MediaUnreachableError(located.code);
  if (located.kind === "gone") return { index, state: "gone", reason: located.code };
  const got =
    located.kind === "dropped"
      ? await deps.drops.take(drop)
      : await deps.fetchFile(located.request, originOf(endpoint?.account.apiUrl));
  if (got.kind !== "file") return { index, state: got.kind, reason: got.reason };
  const { bytes } = got;
  const sniffed = sniffType(bytes, attachment.contentType);
  if (sniffed.kind === "refused") return { index, state: "refused", reason: sniffed.reason };
  const { contentType } = sniffed;
  // Below the identifier, as the event is: erasing a person finds it there.
  const key = `media/${name}`;
  await deps.files.put(key, bytes, contentType);
  return {
    index,
    state: "stored",
    key,
    contentType,
    bytes: bytes.length,
    sha256: hash("sha256", bytes, "hex"),
  };
}

interface Wanted {
  readonly provider: string;
  readonly attachment: Attachment;
  readonly endpoint: Endpoint | undefined;
  readonly drop: DropPlace;
}

async function locate(
  { sourceOf, tools }: FetchMediaDeps,
  { provider, attachment, endpoint, drop }: Wanted,
): Promise<Located> {
  const source = sourceOf(provider);
  if (source === undefined) return atItsUrl(attachment);
  if (endpoint === undefined) return { kind: "gone", code: "no-endpoint" };
  return source.locate(attachment, endpoint, { ...tools, drop });
}

/** Without credentials, and from exactly the host that the sender named. */
export function atItsUrl({ url = "" }: Attachment): Located {
  const host = URL.parse(url)?.hostname;
  if (!host) return { kind: "gone", code: "no-url" };
  return { kind: "located", request: { url, headers: {}, hosts: [host] } };
}

function originOf(apiUrl: string | undefined): string | undefined {
  return apiUrl === undefined ? undefined : URL.parse(apiUrl)?.origin;
}
