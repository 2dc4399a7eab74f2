/** What became of one mail: a status, where it is of our outbox, and otherwise an event of a campaign's mail. */
import type { ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import { idOf, objectOf, textOf } from "../fields.ts";
import { fingerprint } from "../fingerprint.ts";
import { instantOfEpoch } from "../instant.ts";
import { type Json, type JsonObject, present } from "../json.ts";
import { named } from "../named-person.ts";
import { attributesOf } from "./attributes.ts";
import { type Meaning, meaningOf } from "./event-types.ts";

const longestMessageId = 512;

/** @returns `undefined` for what is no event of a mail to somebody */
export function readMailEvent(item: Json): ParsedEvent | undefined {
  const said = objectOf(item);
  const meaning = meaningOf(textOf(said.event));
  const identifiers = named("email", said.email, { level: "verified" });
  if (meaning === undefined || identifiers.length === 0) return undefined;
  const messageId = messageIdOf(said);
  return {
    ...aboutMail(said, meaning),
    identifiers,
    occurredAt: instantOfEpoch(said.timestamp),
    ...(messageId ? { providerMessageId: messageId } : {}),
    idempotencyKey: idOf(said.sg_event_id) ?? fingerprint(JSON.stringify(said)),
  };
}

/** What precedes the first dot is what the API answered with (`X-Message-Id`); the rest is of the machine that sent it. */
function messageIdOf({ sg_message_id: id }: JsonObject): string | undefined {
  const messageId = textOf(id)?.split(".", 1)[0];
  return messageId && messageId.length <= longestMessageId ? messageId : undefined;
}

type About = Pick<ParsedEvent, "channel" | "direction" | "kind" | "status" | "attributes">;

/** A refusal of further mails is one whoever wrote the mail. */
function aboutMail(said: JsonObject, meaning: Meaning): About {
  const attributes = attributesOf(said);
  const { optOut, kind, direction } = meaning;
  const status = isByMachine(said) ? "delivered" : meaning.status;
  if (said.omnilineSend !== undefined && status !== undefined) {
    return { channel: "email", direction: "outbound", kind: "message.status", status, attributes };
  }
  return {
    channel: "marketing",
    direction,
    kind,
    attributes: present({ ...attributes, ...(optOut ? { optOut, purpose: "marketing" } : {}) }),
  };
}

/** Apple's mail program opens every mail, and so nobody has read it. */
function isByMachine({ event, sg_machine_open }: JsonObject): boolean {
  return event === "open" && sg_machine_open === true;
}
