import { describe, expect, it } from "vitest";
import { pageRefusals, whatsappRefusals } from "../../../../adapters/channels/meta/refusals.ts";
import { sender } from "../../../../adapters/channels/meta/send.ts";
import type { Endpoint } from "../../../../domain/ingest/channel-adapter.ts";
import type { HttpAnswer, HttpFailure, OutboundMessage } from "../../../../domain/outbox/channel-sender.ts";
import type { Identifier } from "../../../../schemas/contact-event.ts";
import { endpoint, graph, identifiers, message as whatsappMessage } from "./graph.ts";

const messages: Record<"whatsapp" | "messenger" | "instagram", OutboundMessage> = {
  whatsapp: whatsappMessage,
  messenger: { ...whatsappMessage, channel: "messenger", to: "4821907312345678" },
  instagram: { ...whatsappMessage, channel: "instagram", to: "1784900000012345" },
};
type Product = keyof typeof messages;
const products: readonly Product[] = ["whatsapp", "messenger", "instagram"];

/** Sends it to the fake, and shows what the fake was sent. */
async function sent(product: Product, parts: Partial<OutboundMessage> = {}, from: Endpoint = endpoint) {
  const { tools, requests, took } = graph();
  const answer = await sender.send({ ...messages[product], ...parts }, from, tools);
  const [request] = requests;
  return { answer, request, body: JSON.parse(request?.body ?? "null"), took: took[0] };
}

async function answered(product: Product, by: HttpAnswer | HttpFailure) {
  return sender.send(messages[product], endpoint, graph(by).tools);
}

const identifier = (kind: Identifier["kind"], value: string, level: Identifier["level"] = "verified") => ({
  kind,
  value,
  level,
});

describe("a text", () => {
  it.each([
    ["whatsapp", "106540352242922", "local-demo-meta-whatsapp-token", /^wamid\./],
    ["messenger", "1234567890", "local-demo-meta-page-token", /^m_/],
    ["instagram", "17841400000000001", "local-demo-meta-instagram-token", /^m_/],
  ] as const)("is posted on %s from our id, with that product's token", async (product, id, token, mid) => {
    const { answer, request, took } = await sent(product);
    expect(answer).toEqual({ kind: "accepted", providerMessageId: took?.providerMessageId });
    expect(took?.providerMessageId).toMatch(mid);
    expect(request).toMatchObject({
      method: "POST",
      url: `http://127.0.0.1:4199/meta/v25.0/${id}/messages`,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(took).toMatchObject({ to: messages[product].to, text: "Kargonuz yarın teslim edilecek." });
  });

  it.each([
    ["whatsapp", "https://graph.facebook.com/v25.0/106540352242922/messages"],
    ["messenger", "https://graph.facebook.com/v25.0/1234567890/messages"],
    ["instagram", "https://graph.instagram.com/v25.0/17841400000000001/messages"],
  ] as const)("goes to Meta itself on %s where no other URL is configured", async (product, url) => {
    const { apiUrl: _, ...account } = endpoint.account;
    expect((await sent(product, {}, { ...endpoint, account })).request?.url).toBe(url);
  });

  it("is posted to the version that is configured", async () => {
    const account = { ...endpoint.account, graphVersion: "v26.0" };
    const { answer, request } = await sent("whatsapp", {}, { ...endpoint, account });
    expect(request?.url).toContain("/v26.0/");
    expect(answer.kind).toBe("accepted");
  });

  it("carries the id of our send where the product echoes it", async () => {
    expect((await sent("whatsapp")).body).toMatchObject({
      biz_opaque_callback_data: whatsappMessage.sendId,
    });
    expect((await sent("messenger")).body).toMatchObject({
      message: { metadata: `omniline:${whatsappMessage.sendId}` },
    });
    expect((await sent("whatsapp")).took?.sendId).toBe(whatsappMessage.sendId);
    expect((await sent("messenger")).took?.sendId).toBe(whatsappMessage.sendId);
  });

  it("answers the customer's message", async () => {
    const answers = { providerMessageId: "mid-1" };
    expect((await sent("whatsapp", { answers })).body).toMatchObject({ context: { message_id: "mid-1" } });
    for (const product of ["messenger", "instagram"] as const) {
      const { answer, body } = await sent(product, { answers });
      expect(body).toMatchObject({ reply_to: { mid: "mid-1" } });
      expect(answer.kind).toBe("accepted");
    }
    expect((await sent("whatsapp", { answers: {} })).body).not.toHaveProperty("context");
  });

  it("goes to a WhatsApp user id as the recipient", async () => {
    const { answer, body } = await sent("whatsapp", { to: "TR.1502576394655843" });
    expect(answer.kind).toBe("accepted");
    expect(body).toMatchObject({ recipient: "TR.1502576394655843" });
    expect(body).not.toHaveProperty("to");
  });

  it("is a response within the window, and a human agent's after it", async () => {
    expect((await sent("messenger")).body).toMatchObject({ messaging_type: "RESPONSE" });
    expect((await sent("instagram")).body).not.toHaveProperty("messaging_type");
    for (const product of ["messenger", "instagram"] as const) {
      const { answer, body } = await sent(product, { asHumanAgent: true });
      expect(body).toMatchObject({ messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" });
      expect(answer.kind).toBe("accepted");
    }
  });
});

describe("a template", () => {
  const template = { name: "order_ready", language: "tr", parameters: ["Ayşe", "1001"] };

  it("is sent on WhatsApp by name and language, with its parameters in the body", async () => {
    const { answer, body } = await sent("whatsapp", { template });
    expect(answer.kind).toBe("accepted");
    expect(body).toMatchObject({
      type: "template",
      template: {
        name: "order_ready",
        language: { code: "tr" },
        components: [
          {
            type: "body",
            parameters: [
              { type: "text", text: "Ayşe" },
              { type: "text", text: "1001" },
            ],
          },
        ],
      },
    });
    expect(body).not.toHaveProperty("text");
  });

  it("has no components without parameters", async () => {
    const { answer, body } = await sent("whatsapp", { template: { ...template, parameters: [] } });
    expect(answer.kind).toBe("accepted");
    expect(body.template).not.toHaveProperty("components");
  });

  it("is not known on Messenger and Instagram", async () => {
    for (const product of ["messenger", "instagram"] as const) {
      const { answer, request } = await sent(product, { template });
      expect(answer).toEqual({ kind: "refused", reason: "bad-template", code: "no-templates" });
      expect(request).toBeUndefined();
    }
  });
});

describe("a file", () => {
  const at = (name: string) => `https://files.example.com/${name}?signature=x`;

  it.each([
    ["dekont.jpg", { type: "image", image: { link: at("dekont.jpg"), caption: "Dekont" } }],
    ["video.MP4", { type: "video", video: { link: at("video.MP4"), caption: "Dekont" } }],
    ["ses.ogg", { type: "document", document: { caption: "Dekont", filename: "ses.ogg" } }],
    ["s%C3%B6zle%C5%9Fme.pdf", { type: "document", document: { filename: "sözleşme.pdf" } }],
    ["hareketli.gif", { type: "document", document: { filename: "hareketli.gif" } }],
  ])("is sent on WhatsApp by its URL, with the text as caption: %s", async (name, content) => {
    const { answer, body, took } = await sent("whatsapp", { text: "Dekont", mediaUrls: [at(name)] });
    expect(answer.kind).toBe("accepted");
    expect(body).toMatchObject(content);
    expect(took?.text).toBe("Dekont");
  });

  it("is a sound on WhatsApp when nothing is said with it", async () => {
    const { answer, body } = await sent("whatsapp", { text: "", mediaUrls: [at("ses.ogg")] });
    expect(answer.kind).toBe("accepted");
    expect(body).toMatchObject({ type: "audio", audio: { link: at("ses.ogg") } });
  });

  it.each([
    ["resim.png", "image"],
    ["ses.mp3", "audio"],
    ["video.mp4", "video"],
    ["dekont.pdf", "file"],
    ["", "file"],
  ])("is sent on Messenger and Instagram alone: %s as %s", async (name, type) => {
    for (const product of ["messenger", "instagram"] as const) {
      const { answer, body } = await sent(product, { text: "", mediaUrls: [at(name)] });
      expect(answer.kind).toBe("accepted");
      expect(body).toMatchObject({ message: { attachment: { type, payload: { url: at(name) } } } });
      expect(body.message).not.toHaveProperty("text");
    }
  });

  it("is one a message, and on Messenger and Instagram without text: nothing is sent in part", async () => {
    const two = { mediaUrls: [at("1.jpg"), at("2.jpg")] };
    for (const product of products) {
      const { answer, request } = await sent(product, { ...two, text: "" });
      expect(answer).toEqual({ kind: "refused", reason: "bad-media", code: "one-file-a-message" });
      expect(request).toBeUndefined();
    }
    for (const product of ["messenger", "instagram"] as const) {
      const { answer } = await sent(product, { mediaUrls: [at("1.jpg")] });
      expect(answer).toEqual({ kind: "refused", reason: "bad-media", code: "file-without-text" });
    }
  });

  it("has a caption of 1024 characters at most, counted as characters", async () => {
    const mediaUrls = [at("1.jpg")];
    const { body } = await sent("whatsapp", { mediaUrls, text: "👋".repeat(1024) });
    expect(body.type).toBe("image");
    const { answer } = await sent("whatsapp", { mediaUrls, text: "👋".repeat(1025) });
    expect(answer).toEqual({ kind: "refused", reason: "too-long", code: "caption" });
  });
});

describe("an account that lacks something", () => {
  it.each([
    ["whatsapp", "phoneNumberId"],
    ["whatsapp", "accessToken"],
    ["messenger", "pageId"],
    ["messenger", "pageAccessToken"],
    ["instagram", "igId"],
    ["instagram", "igAccessToken"],
  ] as const)("sends nothing on %s without %s", async (product, name) => {
    const account = Object.fromEntries(Object.entries(endpoint.account).filter(([key]) => key !== name));
    const { answer, request } = await sent(product, {}, { ...endpoint, account });
    expect(answer).toEqual({ kind: "refused", reason: "not-allowed", code: `no-${name}` });
    expect(request).toBeUndefined();
  });
});

const codeIn = ({ body }: HttpAnswer) => {
  const { error } = JSON.parse(body);
  return error.error_subcode ? `${error.code}/${error.error_subcode}` : String(error.code);
};

describe("Meta's answers", () => {
  const all = [
    ...Object.entries(whatsappRefusals).map(([name, one]) => ["whatsapp", name, one] as const),
    ...Object.entries(pageRefusals).map(([name, one]) => ["messenger", name, one] as const),
    ...Object.entries(pageRefusals).map(([name, one]) => ["instagram", name, one] as const),
  ];

  it.each(all)("mean on %s: %s", async (product, _, { answer, becomes }) => {
    const got = await answered(product, answer);
    const code = codeIn(answer);
    if (becomes === "retry") expect(got).toEqual({ kind: "retry", code });
    else if (becomes === "unknown") expect(got).toEqual({ kind: "unknown", code: `http-${answer.status}` });
    else if (code === "999999") expect(got).toEqual({ kind: "refused", reason: becomes, code: "http-400" });
    else expect(got).toEqual({ kind: "refused", reason: becomes, code });
  });

  it.each(products)("may not come, on %s", async (product) => {
    const notSent = await answered(product, { kind: "not-sent", code: "ECONNREFUSED" });
    expect(notSent).toEqual({ kind: "retry", code: "ECONNREFUSED" });
    const noAnswer = await answered(product, { kind: "no-answer", code: "timeout" });
    expect(noAnswer).toEqual({ kind: "unknown", code: "timeout" });
  });

  it.each(products)("may be no answer of Meta's, on %s", async (product) => {
    const of = (status: number, body: string) => answered(product, { status, headers: {}, body });
    expect(await of(200, "{}")).toEqual({ kind: "unknown", code: "no-id" });
    expect(await of(200, '{"messages":[{"id":7}],"message_id":7}')).toEqual({
      kind: "unknown",
      code: "no-id",
    });
    expect(await of(502, "<html>")).toEqual({ kind: "unknown", code: "http-502" });
    expect(await of(400, '{"error":"x"}')).toMatchObject({ kind: "refused", reason: "rejected" });
    expect(await of(400, '{"error":{"code":"131047"}}')).toMatchObject({ reason: "rejected" });
  });

  it("say when to try again", async () => {
    const { error } = JSON.parse(whatsappRefusals.throughput?.answer.body ?? "");
    const busy = { status: 429, headers: { "retry-after": "7" }, body: JSON.stringify({ error }) };
    expect(await answered("whatsapp", busy)).toEqual({ kind: "retry", code: "130429", afterSeconds: 7 });
  });

  it("are refusals where our token is not theirs, or the request is none of theirs", async () => {
    const account = { ...endpoint.account, accessToken: "stale" };
    const { tools } = graph();
    const stale = await sender.send(messages.whatsapp, { ...endpoint, account }, tools);
    expect(stale).toEqual({ kind: "refused", reason: "not-allowed", code: "190" });
    const tooLong = await sent("whatsapp", { text: "a".repeat(4097) });
    expect(tooLong.answer).toEqual({ kind: "refused", reason: "rejected", code: "100" });
    const inBytes = await sent("instagram", { text: "ş".repeat(501) });
    expect(inBytes.answer).toEqual({ kind: "refused", reason: "rejected", code: "100" });
  });
});

describe("the address to write to", () => {
  const of = (known: Identifier[], channel: Product) => sender.addressOf(known, channel, endpoint);

  it("is WhatsApp's number without its plus, before the user id", () => {
    expect(of([...identifiers], "whatsapp")).toBe("905551112233");
    expect(of([identifier("whatsapp", "TR.1")], "whatsapp")).toBe("TR.1");
    expect(
      of([identifier("phone", "+905550000000", "claimed"), identifier("whatsapp", "TR.1")], "whatsapp"),
    ).toBe("TR.1");
    expect(
      of([identifier("phone", "+905550000000", "claimed"), identifier("phone", "+905551112233")], "whatsapp"),
    ).toBe("905551112233");
    expect(of([identifier("phone", "+905550000000", "claimed")], "whatsapp")).toBe("905550000000");
  });

  it("is no short code, no extension, and nobody's of another channel", () => {
    const others = [
      identifier("phone", "2020"),
      identifier("phone", "+902121112233;ext=45"),
      identifier("email", "a@example.com"),
      identifier("messenger", "1234567890:48"),
    ];
    expect(of(others, "whatsapp")).toBeUndefined();
  });

  it("is the person's on our page or account alone", () => {
    const known = [
      identifier("messenger", "999:111"),
      identifier("messenger", "1234567890:222"),
      identifier("instagram", "17841400000000001:333"),
    ];
    expect(of(known, "messenger")).toBe("222");
    expect(of(known, "instagram")).toBe("333");
    expect(of([identifier("messenger", "12345678901:222")], "messenger")).toBeUndefined();
    expect(of([identifier("messenger", "1234567890:")], "messenger")).toBeUndefined();
    const { pageId: _, ...account } = endpoint.account;
    expect(
      sender.addressOf([identifier("messenger", ":222")], "messenger", { ...endpoint, account }),
    ).toBeUndefined();
  });
});

it("says what each product can do", () => {
  expect(sender.channels).toEqual(products);
  const [whatsapp, messenger, instagram] = products.map((product) => sender.capabilities(product));
  expect(whatsapp).toMatchObject({
    text: { most: 4096, counted: "characters" },
    window: { hours: 24, after: "template" },
    idempotent: false,
  });
  const afterwards = { hours: 24, after: "human-agent", humanAgentHours: 168 };
  expect(messenger).toMatchObject({ text: { most: 2000, counted: "characters" }, window: afterwards });
  expect(instagram).toMatchObject({ text: { most: 1000, counted: "bytes" }, window: afterwards });
});
