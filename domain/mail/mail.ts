/** A mail taken apart: what the reading of MIME leaves to be decided about. */
import type { ReadFile } from "../ingest/delivery-reader.ts";

export interface Mailbox {
  /** Empty where there is none. */
  readonly name: string;
  readonly address: string;
}

export interface MailFile extends ReadFile {
  /** Without its angle brackets: what `cid:` in the HTML names. */
  readonly contentId?: string | undefined;
}

export interface Mail {
  /** Unfolded and otherwise as they came, in their order, by name in lower case. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Of every From header. */
  readonly from: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly replyAddresses: readonly Mailbox[];
  readonly subject?: string | undefined;
  /** ISO 8601 UTC with milliseconds, as the sender says. */
  readonly sentAt?: string | undefined;
  /** As written, or what the HTML says in plain text. */
  readonly text?: string | undefined;
  /** Safe to show. */
  readonly html?: string | undefined;
  readonly files: readonly MailFile[];
  /** Of a meeting's invitation or answer: `REQUEST`, `REPLY`, `CANCEL`. */
  readonly calendarMethod?: string | undefined;
  /** Something of it is in none of these; the mail as it came is the last of `files`. */
  readonly partial: boolean;
}

/** The first header of that name, without outer spaces; empty where there is none. */
export function header(mail: Pick<Mail, "headers">, name: string): string {
  return mail.headers.get(name)?.[0]?.trim() ?? "";
}

/** The message ids in a header, each in its angle brackets. */
export function messageIds(mail: Pick<Mail, "headers">, name: string): string[] {
  return header(mail, name).match(/<[^<>\s]{1,510}>/g) ?? [];
}
