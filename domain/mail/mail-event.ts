/** Makes the contact event of a mail. Pure. */
import type { Identifier } from "../../schemas/contact-event.ts";
import type { ParsedEvent } from "../ingest/channel-adapter.ts";
import type { ReadEvent } from "../ingest/delivery-reader.ts";
import type { DeliveryReport } from "./delivery-report.ts";
import { header, type Mail, type Mailbox, messageIds } from "./mail.ts";
import type { MailContext } from "./mail-context.ts";
import { senderOf } from "./sender.ts";
import { type MailSort, sortMail } from "./sort-mail.ts";
import { splitQuoted } from "./split-quoted.ts";
import { messageIdOf, threadOf } from "./thread.ts";

type Attributes = NonNullable<ParsedEvent["attributes"]>;

export interface ReadMail {
  readonly mail: Mail;
  /** Of a mail that is one. */
  readonly report?: DeliveryReport | undefined;
  readonly context: MailContext;
  /** The same on every reading, and another one for every other mail. */
  readonly idempotencyKey: string;
}

type Sorted = Exclude<MailSort, { kind: "delivery-report" }>;

const kinds = {
  message: "message.received",
  automatic: "message.auto-replied",
  list: "mail.listed",
  quarantined: "message.quarantined",
} as const;

export function mailEvent(read: ReadMail): ReadEvent {
  const { mail, report, context, idempotencyKey } = read;
  const sort = sortMail(mail, context, report);
  if (sort.kind === "delivery-report") return reportEvent(read, sort.report);
  return {
    channel: "email",
    direction: "inbound",
    kind: kinds[sort.kind],
    // Our own address is nobody's of those who write to us.
    identifiers: sort.kind === "automatic" && sort.sign === "own-address" ? [] : senderOf(mail, context),
    ...aboutThread(mail, context),
    ...timeOf(context),
    ...(sort.kind === "quarantined" ? withheld(mail, context) : content(mail, context, sort)),
    idempotencyKey,
  };
}

/**
 * What the sender's Date says proves nothing. A provider that names the mail names its time as well, the same on every
 * retry; of any other mail, our first receipt is the time.
 */
function timeOf({ idempotencyKey, receivedAt }: MailContext) {
  return idempotencyKey === undefined ? {} : { occurredAt: receivedAt };
}

function aboutThread(mail: Mail, { recipients }: MailContext) {
  const [thread, providerMessageId] = [threadOf(mail, recipients), messageIdOf(mail)];
  return {
    ...(thread === undefined ? {} : { thread }),
    ...(providerMessageId === undefined ? {} : { providerMessageId }),
  };
}

function content(mail: Mail, context: MailContext, sort: Sorted) {
  const { text, quoted } = mail.text === undefined ? {} : splitQuoted(mail.text);
  return {
    ...(text === undefined ? {} : { text }),
    ...(mail.files.length === 0 ? {} : { attachments: mail.files.map(attachment), files: mail.files }),
    attributes: present({
      ...aboutMail(mail, context),
      quoted,
      html: mail.html,
      calendarMethod: mail.calendarMethod,
      inlineFiles: inlineFiles(mail),
      partial: mail.partial || undefined,
      automatic: sort.kind === "automatic" ? sort.sign : undefined,
      listId: sort.kind === "list" ? header(mail, "list-id") || undefined : undefined,
    }),
  };
}

/** Of a mail with a virus, nothing that could be opened or shown. */
function withheld(mail: Mail, context: MailContext) {
  return { attributes: present(aboutMail(mail, context)) };
}

function attachment({ name, contentType }: Mail["files"][number]) {
  return { ...(name === undefined ? {} : { name }), ...(contentType === undefined ? {} : { contentType }) };
}

/** Which file an image of the HTML is, by its `cid:`. */
function inlineFiles({ files }: Mail) {
  const named = files.flatMap(({ contentId }, index) =>
    contentId === undefined ? [] : [{ contentId, index }],
  );
  return named.length === 0 ? undefined : named;
}

const mostReferences = 50;

function aboutMail(mail: Mail, { recipients, verdicts }: MailContext) {
  const references = messageIds(mail, "references");
  return {
    to: recipients[0],
    addressedTo: listed(mail.to),
    cc: listed(mail.cc),
    replyAddresses: listed(mail.replyAddresses),
    profileName: mail.from[0]?.name || undefined,
    subject: mail.subject,
    sentAt: mail.sentAt,
    messageId: messageIdOf(mail),
    inReplyTo: messageIds(mail, "in-reply-to")[0],
    // The first and the latest, as RFC 5322 has long lists shortened.
    references:
      references.length === 0
        ? undefined
        : [...references.slice(0, 1), ...references.slice(1).slice(1 - mostReferences)],
    verdicts: Object.keys(verdicts).length === 0 ? undefined : present({ ...verdicts }),
  };
}

function listed(mailboxes: readonly Mailbox[]): string[] | undefined {
  return mailboxes.length === 0
    ? undefined
    : mailboxes.map(({ name, address }) => (name === "" ? address : `${name} <${address}>`));
}

/** A report about a mail of ours is the status of that mail; whom it names is only what the report says. */
function reportEvent(
  { mail, context, idempotencyKey }: ReadMail,
  { recipient, originalMessageId, status, bounceType, statusCode, diagnosticCode }: DeliveryReport,
): ReadEvent {
  const identifiers: Identifier[] = recipient?.includes("@")
    ? [{ kind: "email", value: recipient.slice(0, 512), level: "claimed" }]
    : [];
  return {
    channel: "email",
    direction: "outbound",
    kind: "message.status",
    status,
    identifiers,
    ...timeOf(context),
    ...(originalMessageId === undefined ? {} : { providerMessageId: originalMessageId }),
    ...(mail.text === undefined ? {} : { text: mail.text }),
    attributes: present({
      from: context.recipients[0],
      subject: mail.subject,
      reportId: messageIdOf(mail),
      bounceType,
      statusCode,
      diagnosticCode,
    }),
    idempotencyKey,
  };
}

function present(values: Readonly<Record<string, Attributes[string] | undefined>>): Attributes {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
