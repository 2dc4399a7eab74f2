/** Sends SMS, WhatsApp and Messenger messages by Twilio's Messages API. */
import type { Capabilities, ChannelSender, OutboundMessage } from "../../../domain/outbox/channel-sender.ts";
import type { Channel, Identifier } from "../../../schemas/contact-event.ts";
import { sendAnswer } from "../send-answer.ts";
import { apiUrlOf, signIn } from "./account.ts";
import { wordsOfTwilio } from "./refusals.ts";

/** Of `Body`, on every channel. */
const text = { most: 1600, counted: "units" } as const;

/** Twilio queues what comes faster; the rates keep its queue short. */
const capabilities: ReadonlyMap<Channel, Capabilities> = new Map<Channel, Capabilities>([
  [
    "sms",
    {
      text,
      media: true,
      receipts: ["queued", "sent", "delivered", "failed"],
      idempotent: false,
      enforcesOptOut: true,
      rate: { perSecond: 10, burst: 20 },
    },
  ],
  [
    "whatsapp",
    {
      text,
      window: { hours: 24, after: "template" },
      media: true,
      receipts: ["queued", "sent", "delivered", "read", "failed"],
      idempotent: false,
      enforcesOptOut: false,
      rate: { perSecond: 40, burst: 80 },
    },
  ],
  [
    "messenger",
    {
      text,
      window: { hours: 24, after: "nothing" },
      media: true,
      receipts: ["queued", "sent", "delivered", "read", "failed"],
      idempotent: false,
      enforcesOptOut: false,
      rate: { perSecond: 20, burst: 40 },
    },
  ],
]);

const none: Capabilities = {
  text: { most: 0, counted: "characters" },
  media: false,
  receipts: [],
  idempotent: false,
  enforcesOptOut: false,
  rate: { perSecond: 0, burst: 0 },
};

const senders: Readonly<Partial<Record<Channel, string>>> = {
  sms: "smsFrom",
  whatsapp: "whatsappFrom",
  messenger: "messengerFrom",
};

type Account = Readonly<Record<string, string>>;

export const sender: ChannelSender = {
  provider: "twilio",
  channels: [...capabilities.keys()],
  capabilities: (channel) => capabilities.get(channel) ?? none,
  addressOf: (identifiers, channel, { account }) => addressOf(identifiers, channel, account),
  async send(message, { account }, { http }) {
    const signedIn = signIn(account);
    if (signedIn.kind === "missing") return notAllowed(signedIn.name);
    const from = senderOf(message.channel, account);
    if (typeof from === "string") return notAllowed(from);
    const { accountSid, authorization } = signedIn;
    const got = await http({
      method: "POST",
      url: `${apiUrlOf(account)}/2010-04-01/Accounts/${accountSid}/Messages.json`,
      headers: {
        authorization,
        accept: "application/json",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams([...from, ...parametersOf(message)]).toString(),
    });
    return sendAnswer(got, wordsOfTwilio);
  },
};

const notAllowed = (name: string) =>
  ({ kind: "refused", reason: "not-allowed", code: `no-${name}` }) as const;

/** @returns the name that the account would have to have */
function senderOf(channel: Channel, account: Account): [string, string][] | string {
  const name = senders[channel] ?? "smsFrom";
  const own = account[name];
  if (own) return [["From", withPrefix(channel, own)]];
  const service = account.messagingServiceSid;
  return service ? [["MessagingServiceSid", service]] : name;
}

function parametersOf(message: OutboundMessage): [string, string][] {
  const media = (message.mediaUrls ?? []).map((url): [string, string] => ["MediaUrl", url]);
  return [["To", message.to], ...contentOf(message), ...media, ["StatusCallback", message.statusUrl]];
}

/** A template's name is the SID of its content; its variables are numbered from 1. */
function contentOf({ text: body, template }: OutboundMessage): [string, string][] {
  if (template === undefined) return body === "" ? [] : [["Body", body]];
  const { name, parameters } = template;
  if (parameters.length === 0) return [["ContentSid", name]];
  const variables = Object.fromEntries(parameters.map((value, index) => [String(index + 1), value]));
  return [
    ["ContentSid", name],
    ["ContentVariables", JSON.stringify(variables)],
  ];
}

function addressOf(identifiers: readonly Identifier[], channel: Channel, account: Account) {
  if (channel === "messenger") return messengerAddress(identifiers, account.messengerFrom ?? "");
  if (channel !== "sms" && channel !== "whatsapp") return undefined;
  const phone = identifiers.find(({ kind, value }) => kind === "phone" && /^\+\d{5,15}$/.test(value));
  return phone && withPrefix(channel, phone.value);
}

/** An id is a person's on one page: on ours, or not for us. */
function messengerAddress(identifiers: readonly Identifier[], from: string): string | undefined {
  const page = `${from.replace(/^messenger:/, "")}:`;
  const found = identifiers.find(({ kind, value }) => kind === "messenger" && value.startsWith(page));
  return found && withPrefix("messenger", found.value.slice(page.length));
}

function withPrefix(channel: Channel, address: string): string {
  return channel === "sms" || address.startsWith(`${channel}:`) ? address : `${channel}:${address}`;
}
