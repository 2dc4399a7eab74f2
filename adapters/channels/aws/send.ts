/**
 * Sends by AWS: mails by Amazon SES, text messages and WhatsApp by End User Messaging. Not into chats of Amazon
 * Connect: a participant of ours may not be in a chat that an agent is in.
 */

import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type {
  Capabilities,
  ChannelSender,
  OutboundMessage,
  SendAnswer,
  SendingTools,
} from "../../../domain/outbox/channel-sender.ts";
import type { Channel } from "../../../schemas/contact-event.ts";
import { whatsappAddress, whatsappCapabilities } from "../whatsapp-outbound.ts";
import { mailAddress, mailCapabilities, sendMail } from "./send-mail.ts";
import { sendText, textAddress, textCapabilities } from "./send-text.ts";
import { sendWhatsapp } from "./send-whatsapp.ts";

interface Way {
  readonly capabilities: Capabilities;
  readonly addressOf: (identifiers: Parameters<ChannelSender["addressOf"]>[0]) => string | undefined;
  readonly send: (message: OutboundMessage, endpoint: Endpoint, tools: SendingTools) => Promise<SendAnswer>;
}

const mail: Way = { capabilities: mailCapabilities, addressOf: mailAddress, send: sendMail };
const ways: ReadonlyMap<Channel, Way> = new Map([
  ["email", mail],
  ["sms", { capabilities: textCapabilities, addressOf: textAddress, send: sendText }],
  ["whatsapp", { capabilities: whatsappCapabilities, addressOf: whatsappAddress, send: sendWhatsapp }],
]);

export const sender: ChannelSender = {
  provider: "aws",
  channels: [...ways.keys()],
  capabilities: (channel) => (ways.get(channel) ?? mail).capabilities,
  addressOf: (identifiers, channel) => ways.get(channel)?.addressOf(identifiers),
  async send(message, endpoint, tools) {
    const way = ways.get(message.channel);
    if (way === undefined) return { kind: "refused", reason: "not-allowed", code: "no-such-channel" };
    return way.send(message, endpoint, tools);
  },
};
