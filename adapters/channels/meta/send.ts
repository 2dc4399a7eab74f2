/** Sends on WhatsApp, Messenger and Instagram by Meta's Graph API: one POST, whatever the product. */
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type {
  Capabilities,
  ChannelSender,
  OutboundMessage,
  Refusal,
} from "../../../domain/outbox/channel-sender.ts";
import type { Channel, Identifier } from "../../../schemas/contact-event.ts";
import { isObject, type JsonObject } from "../json.ts";
import { sendAnswer } from "../send-answer.ts";
import {
  type WhatsappRequest,
  whatsappAddress,
  whatsappCapabilities,
  whatsappRefusal,
  whatsappRequest,
} from "../whatsapp-outbound.ts";
import { type GraphError, type GraphHost, graphRefusal, graphUrl, missingAccount } from "./graph.ts";
import {
  instagramCapabilities,
  messengerCapabilities,
  type PageRequest,
  pageRefusal,
  pageRequest,
} from "./page-outbound.ts";

interface Product {
  readonly host: GraphHost;
  /** Names in the endpoint's account: what it is sent from, and the token that allows it. */
  readonly id: string;
  readonly token: string;
  readonly capabilities: Capabilities;
  readonly addressOf: (identifiers: readonly Identifier[], ours: string | undefined) => string | undefined;
  readonly requestOf: (message: OutboundMessage) => PageRequest | WhatsappRequest;
  readonly acceptedId: (body: JsonObject) => unknown;
  readonly refusal: (error: GraphError) => Refusal | "retry" | undefined;
}

const whatsapp: Product = {
  host: "https://graph.facebook.com",
  id: "phoneNumberId",
  token: "accessToken",
  capabilities: whatsappCapabilities,
  addressOf: whatsappAddress,
  requestOf: whatsappRequest,
  acceptedId: ({ messages }) => {
    const [first] = Array.isArray(messages) ? messages : [];
    return isObject(first) ? first.id : undefined;
  },
  refusal: ({ code }) => whatsappRefusal(code),
};

const messenger: Product = {
  host: "https://graph.facebook.com",
  id: "pageId",
  token: "pageAccessToken",
  capabilities: messengerCapabilities,
  addressOf: (identifiers, ours) => scopedAddress(identifiers, "messenger", ours),
  requestOf: pageRequest,
  acceptedId: ({ message_id: id }) => id,
  refusal: pageRefusal,
};

const instagram: Product = {
  ...messenger,
  host: "https://graph.instagram.com",
  id: "igId",
  token: "igAccessToken",
  capabilities: instagramCapabilities,
  addressOf: (identifiers, ours) => scopedAddress(identifiers, "instagram", ours),
};

function productOf(channel: Channel): Product {
  if (channel === "messenger") return messenger;
  return channel === "instagram" ? instagram : whatsapp;
}

/** The id of a person on that page or account; of another one it is another person's. */
function scopedAddress(identifiers: readonly Identifier[], kind: Channel, ours = ""): string | undefined {
  const scope = `${ours}:`;
  const found = identifiers.find((one) => one.kind === kind && ours !== "" && one.value.startsWith(scope));
  return found?.value.slice(scope.length) || undefined;
}

export const sender: ChannelSender = {
  provider: "meta",
  channels: ["whatsapp", "messenger", "instagram"],
  capabilities: (channel) => productOf(channel).capabilities,
  addressOf: (identifiers, channel, { account }: Endpoint) => {
    const product = productOf(channel);
    return product.addressOf(identifiers, account[product.id]);
  },
  send: async (message, endpoint, tools) => {
    const product = productOf(message.channel);
    const id = endpoint.account[product.id];
    const token = endpoint.account[product.token];
    if (!id) return missingAccount(product.id);
    if (!token) return missingAccount(product.token);
    const request = product.requestOf(message);
    if (request.kind === "refused") return request;
    const got = await tools.http({
      method: "POST",
      url: graphUrl(endpoint, product.host, `${id}/messages`),
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(request.body),
    });
    return sendAnswer(got, {
      acceptedId: (answer) => {
        const accepted = product.acceptedId(answer);
        return typeof accepted === "string" ? accepted : undefined;
      },
      refusal: (answer) => graphRefusal(answer, product.refusal),
    });
  },
};
