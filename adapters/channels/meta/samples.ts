/** Meta's deliveries as Meta signs them, and its Graph API as a server of ours. */
import { createHmac } from "node:crypto";
import type { ChannelSamples, Sample } from "../samples.ts";
import { fakeGraph } from "./fake.ts";
import { whatsappRefusals } from "./refusals.ts";

const account = {
  phoneNumberId: "106540352242922",
  accessToken: "local-demo-meta-whatsapp-token",
  pageId: "1234567890",
  pageAccessToken: "local-demo-meta-page-token",
  igId: "17841400000000001",
  igAccessToken: "local-demo-meta-instagram-token",
  apiUrl: "http://127.0.0.1:4199/meta",
};
const number = "905551112233";
const userId = "TR.1502576394655843";

export const samples: ChannelSamples = {
  provider: "meta",
  endpoint: {
    provider: "meta",
    endpointId: "demo",
    secrets: ["local-demo-meta-app-secret-0001"],
    verifyToken: "local-demo-meta-verify-token",
    account,
    brand: "default",
  },
  nextSecret: "local-demo-meta-app-secret-0002",
  signed: ["body"],
  sign: ({ body, contentType, method = "POST", query = "", headers }, secret, _at, url) => {
    const bytes = Buffer.from(body);
    const signature = createHmac("sha256", secret).update(bytes).digest("hex");
    return {
      method,
      url: query === "" ? url : `${url}?${query}`,
      rawQuery: query,
      headers: { "content-type": contentType, "x-hub-signature-256": `sha256=${signature}`, ...headers },
      body: bytes,
    };
  },
  level: "verified",
  event: ({ id, at }) => whatsapp([changeOf(textMessage(id, "Siparişim nerede?", at))]),
  message: ({ id, text, at }) => whatsapp([changeOf(textMessage(id, text, at))]),
  media: ({ id, at }) => {
    const image = { id: "1003383421387256", mime_type: "image/jpeg", sha256: "x", caption: "Dekont" };
    return whatsapp([changeOf({ ...writtenBy(id, at), type: "image", image })]);
  },
  status: ({ providerMessageId, status, at, to, sendId }) => {
    if (status === "queued") return undefined;
    const recipient = /^\d+$/.test(to) ? { recipient_id: to } : { recipient_user_id: to };
    const errors = status === "failed" ? [{ code: 131026, title: "Message undeliverable" }] : undefined;
    return whatsapp([
      {
        statuses: [
          {
            id: providerMessageId,
            status,
            timestamp: seconds(at),
            ...recipient,
            errors,
            biz_opaque_callback_data: sendId,
          },
        ],
      },
    ]);
  },
  // Entries x changes x messages: all but the first in an entry of their own, the first two in one change.
  batch: (ids, at) => {
    const messages = ids.map((id) => textMessage(id, `Mesaj ${id}`, at));
    const [first, second, ...others] = messages;
    const together = [first, second].filter((one) => one !== undefined);
    const entries = [entryOf([changeOf(...together)]), ...others.map((one) => entryOf([changeOf(one)]))];
    return json({ object: "whatsapp_business_account", entry: entries });
  },
  automatic: [
    (at) => {
      const echo = { from: "15550783881", to: number, id: "wamid.ECHO1", timestamp: seconds(at) };
      const message_echoes = [{ ...echo, type: "text", text: { body: "Merhaba" } }];
      return whatsapp([{ message_echoes }], "smb_message_echoes");
    },
    (at) => pageEcho("page", account.pageId, at),
    (at) => pageEcho("instagram", account.igId, at),
  ],
  unknown: (at) => whatsapp([{ told: "something new" }], "a_field_to_come", at),
  unreadable: [
    json([]),
    json({ entry: [] }),
    json({ object: "page", entry: {} }),
    { body: "{", contentType: "application/json" },
    { body: "object=page", contentType: "application/x-www-form-urlencoded" },
  ],
  sending: {
    channel: "whatsapp",
    identifiers: [
      { kind: "whatsapp", value: userId, level: "verified" },
      { kind: "phone", value: `+${number}`, level: "verified" },
    ],
    message: {
      sendId: "01KE0000000000000000000001",
      channel: "whatsapp",
      to: number,
      text: "Kargonuz yarın teslim edilecek.",
      statusUrl: "https://hooks.example.com/v1/ingest/meta/demo?send=01KE0000000000000000000001",
    },
    fake: fakeGraph,
    refusals: whatsappRefusals,
  },
};

const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000));

function json(content: object): Sample {
  return { body: JSON.stringify(content), contentType: "application/json" };
}

function whatsapp(values: readonly object[], field = "messages", at?: Date): Sample {
  return json({ object: "whatsapp_business_account", entry: [entryOf(values, field, at)] });
}

function entryOf(values: readonly object[], field = "messages", at?: Date) {
  const metadata = { display_phone_number: "15550783881", phone_number_id: account.phoneNumberId };
  const changes = values.map((value) => ({
    field,
    value: { messaging_product: "whatsapp", metadata, ...value },
  }));
  return { id: "102290129340398", time: at && Number(seconds(at)), changes };
}

function changeOf(...messages: readonly object[]) {
  const contacts = [{ profile: { name: "Ayşe Yılmaz" }, wa_id: number, user_id: userId }];
  return { contacts, messages };
}

function textMessage(id: string, body: string, at: Date) {
  return { ...writtenBy(id, at), type: "text", text: { body } };
}

function writtenBy(id: string, at: Date) {
  return { from: number, from_user_id: userId, id: `wamid.${id}`, timestamp: seconds(at) };
}

function pageEcho(object: "page" | "instagram", id: string, at: Date): Sample {
  const timestamp = at.getTime();
  const message = { mid: "m_echo1", is_echo: true, app_id: 1517776481860111, text: "Merhaba" };
  const messaging = [{ sender: { id }, recipient: { id: "4821907312345678" }, timestamp, message }];
  return json({ object, entry: [{ id, time: timestamp, messaging }] });
}
