/** Who wrote in a Twilio conversation: the customer, or we. */
import type { Endpoint, ParsedEvent } from "../../../domain/ingest/channel-adapter.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { externalIdentifier } from "../fingerprint.ts";
import { readAddress } from "./address.ts";
import { type Form, first } from "./form.ts";

export interface Author {
  readonly isOurs: boolean;
  readonly facts: Pick<ParsedEvent, "channel" | "direction" | "identifiers">;
  /** Parameters that the facts tell. */
  readonly told: readonly string[];
}

const address = /^(?:(?:whatsapp|messenger|rcs):.+|\+\d{3,15})$/;

/** A conversation has no person of its own: it may have several. */
export function underConversation(conversation: string): Identifier[] {
  return [externalIdentifier(conversation)];
}

/**
 * A person writes from an address, or by Twilio's SDK under a name. The names of agents and bots are in
 * `account.identity`; where there are none, every name is ours, and so is whatever was written by the API.
 */
export function authorOf(form: Form, conversation: string, { account }: Endpoint): Author {
  const author = first(form, "Author") ?? "";
  const identities = (account.identity ?? "").split(",").map((name) => name.trim());
  const isNamed = !address.test(author);
  const isOurs =
    first(form, "Source")?.toUpperCase() === "API" ||
    identities.includes(author) ||
    (isNamed && (account.identity === undefined || author === "" || author === "system"));
  if (isOurs) {
    const identifiers = underConversation(conversation);
    return { isOurs, facts: { channel: "chat", direction: "outbound", identifiers }, told: [] };
  }
  if (isNamed) {
    // A name is one person's in one service.
    const identifiers = [externalIdentifier(`${first(form, "ChatServiceSid") ?? conversation}:${author}`)];
    return { isOurs, facts: { channel: "chat", direction: "inbound", identifiers }, told: [] };
  }
  const { channel, identifiers } = readAddress(author, { ours: account.messengerFrom });
  return { isOurs, facts: { channel, direction: "inbound", identifiers }, told: ["Author"] };
}
