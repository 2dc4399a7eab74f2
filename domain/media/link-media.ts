/** Lets an agent see a file that came with a customer's message: a link, good for a few minutes. */
import type { StoredMedia } from "../../schemas/media.ts";
import { identifiersOf, isOf, type ReadMember, readPerson } from "../identity/person.ts";
import type { MediaEvents } from "./note-media.ts";

export interface LinkedFile {
  readonly key: string;
  readonly contentType: string;
  /** As the sender called it. */
  readonly name?: string | undefined;
  readonly expiresInSeconds: number;
  readonly now: Date;
}

/** Whoever has the link may read that file, and nothing else, until it expires. */
export type MediaLinks = (file: LinkedFile) => Promise<string>;

export interface LinkMediaDeps {
  readonly readMember: ReadMember;
  readonly mediaEvents: Pick<MediaEvents, "read">;
  readonly mediaLinks: MediaLinks;
  readonly now: () => Date;
}

export interface WantedFile {
  readonly customerId: string;
  readonly eventId: string;
  /** When the event happened: a part of its key. */
  readonly occurredAt: string;
  /** The place among its attachments. */
  readonly index: number;
}

export interface MediaLink {
  readonly url: string;
  readonly expiresAt: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly name?: string | undefined;
}

export type MediaLinked =
  | { readonly kind: "linked"; readonly link: MediaLink }
  | { readonly kind: "not-found" }
  /** It is still being fetched. */
  | { readonly kind: "on-its-way" }
  | { readonly kind: "none"; readonly state: "refused" | "gone"; readonly reason: string };

/** Long enough to open it, too short to pass it on. */
const expiresInSeconds = 300;

/** The event is looked for under the person's own identifiers alone: nobody else's can be found. */
export async function linkMedia(
  deps: LinkMediaDeps,
  { customerId, eventId, occurredAt, index }: WantedFile,
): Promise<MediaLinked> {
  const person = await readPerson(deps.readMember, customerId);
  if (person === undefined) return { kind: "not-found" };
  const found = await Promise.all(
    identifiersOf(person)
      .filter((identifier) => isOf(identifier, occurredAt))
      .map(({ identifierId }) => deps.mediaEvents.read({ identifierId, eventId, occurredAt })),
  );
  const stored = found.find((one) => one !== undefined);
  const attachment = stored?.event.attachments?.[index];
  const file = stored?.media.find((one) => one.index === index);
  if (file === undefined) return { kind: attachment === undefined ? "not-found" : "on-its-way" };
  if (file.state !== "stored") return { kind: "none", state: file.state, reason: file.reason };
  return { kind: "linked", link: await linkTo(deps, file, attachment?.name) };
}

async function linkTo(
  { mediaLinks, now: clock }: LinkMediaDeps,
  { key, contentType, bytes }: Extract<StoredMedia, { state: "stored" }>,
  name: string | undefined,
): Promise<MediaLink> {
  const now = clock();
  return {
    url: await mediaLinks({ key, contentType, name, expiresInSeconds, now }),
    expiresAt: new Date(now.getTime() + expiresInSeconds * 1000).toISOString(),
    contentType,
    bytes,
    ...(name === undefined ? {} : { name }),
  };
}
