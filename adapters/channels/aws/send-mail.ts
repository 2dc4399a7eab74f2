/** Sends one mail (Amazon SES API v2 Reference, "SendEmail"). */
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type {
  Capabilities,
  OutboundFile,
  OutboundMessage,
  SendAnswer,
  SendingTools,
} from "../../../domain/outbox/channel-sender.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { sendTag } from "../../aws-messages/send-tag.ts";
import { type JsonObject, present } from "../json.ts";
import { mostMailFileBytes } from "../mail-files.ts";
import { mailHtml } from "../mail-html.ts";
import { mailThread } from "../mail-thread.ts";
import { awsAnswer, type Meanings } from "./aws-answer.ts";

export const mailCapabilities: Capabilities = {
  // SES takes 40 MB; nobody reads more than this.
  text: { most: 500_000, counted: "characters" },
  media: true,
  mostAttachedBytes: mostMailFileBytes,
  receipts: ["sent", "delivered", "read", "failed"],
  idempotent: false,
  enforcesOptOut: false,
  // What an account has when it leaves the sandbox; SES raises it by itself.
  rate: { perSecond: 14, burst: 14 },
};

const meanings: Meanings = {
  MessageRejected: "rejected",
  BadRequestException: "rejected",
  AccountSuspendedException: "not-allowed",
  SendingPausedException: "not-allowed",
  MailFromDomainNotVerifiedException: "not-allowed",
  NotFoundException: "not-allowed",
  LimitExceededException: "retry",
};

/** What is verified goes first; a mail whose sender nobody proved is answered all the same. */
export function mailAddress(identifiers: readonly Identifier[]): string | undefined {
  const mails = identifiers.filter(({ kind, value }) => kind === "email" && addressForm.test(value));
  return (mails.find(({ level }) => level === "verified") ?? mails[0])?.value;
}

/** One address and nothing beside it; SES wants the domain in ASCII, as our identifiers are. */
const addressForm = /^[^\s<>(),:;"@[\]\\]{1,64}@[A-Za-z0-9.-]{1,255}$/;

export async function sendMail(
  message: OutboundMessage,
  { account }: Endpoint,
  { aws }: SendingTools,
): Promise<SendAnswer> {
  const { fromEmail, replyTo, configurationSet } = account;
  if (!fromEmail) return { kind: "refused", reason: "not-allowed", code: "no-fromEmail" };
  const body = present({
    FromEmailAddress: fromEmail,
    Destination: { ToAddresses: [message.to] },
    ReplyToAddresses: replyTo ? [withThread(replyTo, message.answers?.thread)] : undefined,
    Content: {
      Simple: present({
        Subject: utf8(subjectOf(message)),
        Body: { Text: utf8(message.text), Html: utf8(mailHtml(message.text)) },
        Headers: headersOf(message),
        Attachments: message.files?.map(attachmentOf),
      }),
    },
    EmailTags: [{ Name: sendTag, Value: message.sendId }],
    ConfigurationSetName: configurationSet || undefined,
  });
  const got = await aws("ses", {
    method: "POST",
    path: "/v2/email/outbound-emails",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return awsAnswer(got, "MessageId", meanings);
}

/** The encoding is that of the mail: SES would write them in seven bits. */
const attachmentOf = ({ name, contentType, bytes }: OutboundFile): JsonObject => ({
  FileName: name,
  ContentType: contentType,
  ContentDisposition: "ATTACHMENT",
  ContentTransferEncoding: "BASE64",
  RawContent: bytes.toString("base64"),
});

const utf8 = (Data: string): JsonObject => ({ Data, Charset: "UTF-8" });

/** In reply to a mail, its subject. A subject is one line, whatever was written into it. */
function subjectOf({ subject, text, answers }: OutboundMessage): string {
  const answered = answers?.attributes?.subject;
  const said = subject ?? (typeof answered === "string" && answered !== "" ? reply(answered) : text);
  return (
    said
      .trim()
      .split(/[\r\n]/)[0]
      ?.slice(0, longestSubject)
      .toWellFormed() ?? ""
  );
}

const longestSubject = 250;
const reply = (subject: string) => (/^(re|ynt|yan)\s*:/i.test(subject) ? subject : `Re: ${subject}`);

/** What `readMail` knows the thread by, for programs that drop every other trace of it. */
function withThread(replyTo: string, thread: string | undefined): string {
  return thread !== undefined && /^[\da-z-]{4,64}$/.test(thread)
    ? replyTo.replace(/@(?=[^@]*$)/, `+t-${thread}@`)
    : replyTo;
}

function headersOf(message: OutboundMessage): JsonObject[] | undefined {
  const thread = mailThread(message);
  return (
    thread && [
      { Name: "In-Reply-To", Value: thread.inReplyTo },
      { Name: "References", Value: thread.references },
    ]
  );
}
