/** What all events of one piece of Messenger or Instagram have in common: whose page, which person, who spoke. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { externalIdentifier } from "../fingerprint.ts";
import { instantOfEpoch } from "../instant.ts";
import { type JsonObject, present } from "../json.ts";
import { scopedId } from "../scoped-id.ts";
import type { Messaging } from "./page-schema.ts";

export interface Page {
  readonly channel: "messenger" | "instagram";
  /** Of the page, or of the Instagram account; absent where the entry does not say. */
  readonly id: string | undefined;
  /** Another app answers this conversation, and we may look on (handover protocol). */
  readonly isStandby?: boolean;
}

export interface Frame {
  readonly base: Pick<ParsedEvent, "channel" | "identifiers" | "occurredAt">;
  readonly ours: string;
  readonly person: string;
  /** The business said it, not the customer. */
  readonly isOurs: boolean;
  readonly attributes: JsonObject;
}

export function frameOf({ channel, id, isStandby = false }: Page, piece: Messaging): Frame {
  const { sender, recipient, message, timestamp } = piece;
  const isOurs = message?.is_echo === true || sender.id === id;
  const [ours, person] = isOurs ? [sender.id, recipient.id] : [recipient.id, sender.id];
  return {
    base: {
      channel,
      identifiers: [personOf(channel, ours, person)],
      occurredAt: instantOfEpoch(timestamp),
    },
    ours,
    person,
    isOurs,
    attributes: present({ [isOurs ? "from" : "to"]: ours, standby: isStandby || undefined }),
  };
}

/** Our own account is nobody's: what it says to itself, or under its own posts, is filed under the account. */
export function personOf(channel: Page["channel"], ours: string, person: string): Identifier {
  if (person === ours) return externalIdentifier(ours);
  return { kind: channel, value: scopedId(ours, person), level: "verified" };
}

/** The fields of an event that one of the two sides caused. */
export function saidIn({ base, isOurs }: Frame) {
  return { ...base, direction: isOurs ? "outbound" : "inbound" } as const;
}
