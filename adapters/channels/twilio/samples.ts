/** Twilio's calls for tests and the laptop, signed as Twilio's documentation says. */
import { createHash, createHmac } from "node:crypto";
import type { Channel, MessageStatus } from "../../../schemas/contact-event.ts";
import type { ChannelSamples, Sample } from "../samples.ts";
import { fakeTwilio, refusal } from "./fake.ts";
import conversation from "./fixtures/conversation-added.json" with { type: "json" };
import message from "./fixtures/message.json" with { type: "json" };

const apiUrl = "http://127.0.0.1:4199/twilio";
const accountSid = message.AccountSid;
const us = message.To;
const customer = message.From;

/** Twilio's ids: two letters for the kind, and 32 digits that stand for the name. */
function sid(kind: string, name: string): string {
  return kind + createHash("sha256").update(name).digest("hex").slice(0, 32);
}

function form(parameters: Readonly<Record<string, string>>, query = ""): Sample {
  return {
    body: new URLSearchParams(parameters).toString(),
    contentType: "application/x-www-form-urlencoded; charset=UTF-8",
    query,
  };
}

const messageOf = (id: string, changes: Readonly<Record<string, string>> = {}) => {
  const MessageSid = sid("SM", id);
  return form({ ...message, MessageSid, SmsMessageSid: MessageSid, SmsSid: MessageSid, ...changes });
};

/** The sender of ours that a status names. */
const from = (to: string) => (to.includes(":") ? `${to.split(":")[0]}:${us}` : us);

const words: Readonly<Record<MessageStatus, string>> = {
  queued: "queued",
  sent: "sent",
  delivered: "delivered",
  read: "read",
  failed: "undelivered",
};

const echo = (at: Date) =>
  form({ ...conversation, MessageSid: sid("IM", `echo ${at.getTime()}`), Author: "system", Source: "API" });

const channel: Channel = "sms";
const sendId = "01KB0000000000000000000000";

export const samples: ChannelSamples = {
  provider: "twilio",
  endpoint: {
    provider: "twilio",
    endpointId: "demo",
    secrets: ["local-demo-twilio-auth-token-0001"],
    account: {
      accountSid,
      authToken: "local-demo-twilio-auth-token-0001",
      smsFrom: us,
      whatsappFrom: us,
      messengerFrom: "messenger:106540352242922",
      apiUrl,
    },
    brand: "default",
  },
  nextSecret: "local-demo-twilio-auth-token-0002",
  sign: ({ body, contentType, method = "POST", query = "", headers }, secret, _at, url) => {
    const isForm = contentType.startsWith("application/x-www-form-urlencoded");
    const hash = createHash("sha256").update(body).digest("hex");
    const rawQuery = [query, isForm ? "" : `bodySHA256=${hash}`].filter((part) => part !== "").join("&");
    const signedUrl = rawQuery === "" ? url : `${url}?${rawQuery}`;
    const parameters = isForm ? [...new URLSearchParams(body)].sort(([a], [b]) => (a < b ? -1 : 1)) : [];
    const signature = createHmac("sha1", secret)
      .update(signedUrl + parameters.map(([name, value]) => name + value).join(""))
      .digest("base64");
    return {
      method,
      url: signedUrl,
      rawQuery,
      headers: { ...headers, "content-type": contentType, "x-twilio-signature": signature },
      body: Buffer.from(body),
    };
  },
  signed: ["body", "url"],
  event: ({ id }) => messageOf(id),
  message: ({ id, text }) => messageOf(id, { Body: text }),
  status: ({ providerMessageId, status, to, sendId: echoed }) =>
    form(
      {
        AccountSid: accountSid,
        ApiVersion: "2010-04-01",
        From: from(to),
        MessageSid: providerMessageId,
        MessageStatus: words[status],
        SmsSid: providerMessageId,
        SmsStatus: words[status],
        To: to,
        ...(status === "failed" ? { ErrorCode: "30003" } : {}),
      },
      echoed === undefined ? "" : `send=${echoed}`,
    ),
  batch: (ids, at) => ({
    body: JSON.stringify(
      ids.map((id) => ({
        specversion: "1.0",
        type: "com.twilio.taskrouter.reservation.created",
        source: `/v1/Workspaces/${sid("WS", "demo")}`,
        id: sid("EZ", id),
        time: at.toISOString(),
        datacontenttype: "application/json",
        data: { reservation_sid: sid("WR", id) },
      })),
    ),
    contentType: "application/json",
  }),
  media: ({ id }) => {
    const MessageSid = sid("MM", id);
    const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${MessageSid}/Media/${sid("ME", id)}`;
    return messageOf(id, { NumMedia: "1", MediaUrl0: url, MediaContentType0: "image/gif", MessageSid });
  },
  automatic: [echo],
  unknown: (at) =>
    form({
      AccountSid: accountSid,
      EventType: "onSomethingNew",
      ConversationSid: conversation.ConversationSid,
      DateCreated: at.toISOString(),
    }),
  unreadable: [
    { body: "Body=%ff", contentType: "application/x-www-form-urlencoded" },
    { body: '{"cut":', contentType: "application/json" },
    { body: "<Message/>", contentType: "text/xml" },
  ],
  level: "verified",
  sending: {
    channel,
    identifiers: [{ kind: "phone", value: customer, level: "verified" }],
    message: {
      sendId,
      channel,
      to: customer,
      text: "Başvurunuz onaylandı.",
      statusUrl: `https://hooks.example.com/v1/ingest/twilio/demo?send=${sendId}`,
    },
    fake: fakeTwilio,
    refusals: {
      "opted out": {
        answer: refusal(400, 21610, "Attempt to send to unsubscribed recipient"),
        becomes: "opted-out",
      },
      "no number": {
        answer: refusal(400, 21211, "The 'To' number is not a valid phone number"),
        becomes: "bad-recipient",
      },
      "no mobile number": {
        answer: refusal(400, 21614, "'To' number is not a valid mobile number"),
        becomes: "bad-recipient",
      },
      "window closed": {
        answer: refusal(400, 63016, "Outside the allowed window"),
        becomes: "window-closed",
      },
      "too long": {
        answer: refusal(400, 21617, "The message body exceeds 1600 characters"),
        becomes: "too-long",
      },
      "no such template": {
        answer: refusal(400, 21655, "The ContentSid is invalid"),
        becomes: "bad-template",
      },
      "no such file": { answer: refusal(400, 21620, "Invalid media URL"), becomes: "bad-media" },
      "region not enabled": {
        answer: refusal(403, 21408, "Permission to send has not been enabled"),
        becomes: "not-allowed",
      },
      "wrong credentials": { answer: refusal(401, 20003, "Authenticate"), becomes: "not-allowed" },
      "something else": { answer: refusal(400, 21619, "A message body is required"), becomes: "rejected" },
      "too fast": { answer: refusal(429, 20429, "Too Many Requests"), becomes: "retry" },
      "in trouble": {
        answer: refusal(500, 20500, "An internal server error has occurred"),
        becomes: "unknown",
      },
    },
  },
};
