import { Api, GrammyError } from "grammy";
import { describe, expect, it } from "vitest";
import { samples } from "../../../../adapters/channels/telegram/samples.ts";
import { sender } from "../../../../adapters/channels/telegram/send.ts";
import type { HttpRequest, OutboundMessage } from "../../../../domain/outbox/channel-sender.ts";
import { inert } from "../../../support/events.ts";
import { withProvider } from "../provider-server.ts";
import { now } from "../requests.ts";

const { endpoint, sending } = samples;
if (sending === undefined) throw new Error("no sending samples");
const token = endpoint.account.botToken ?? "";
const text = "Siparişiniz yarın elinizde 📦";
const replyTo = { message_id: 1365, allow_sending_without_reply: true };
const picture = "https://example.com/a.jpg";
const paper = "https://example.com/a.pdf";

/** What our sender asks for. */
async function asked(changes: Partial<OutboundMessage>): Promise<HttpRequest> {
  const requests: HttpRequest[] = [];
  const http = async (request: HttpRequest) => {
    requests.push(request);
    return { status: 200, headers: {}, body: "{}" };
  };
  await sender.send({ ...sending?.message, text, ...changes } as OutboundMessage, endpoint, {
    http,
    aws: inert(),
    now: () => now,
  });
  const [request] = requests;
  if (request === undefined) throw new Error("nothing was asked for");
  return request;
}

describe("against grammY's client of the Bot API", () => {
  it.each<[string, Partial<OutboundMessage>, (api: Api) => Promise<unknown>]>([
    ["a text", {}, (api) => api.sendMessage(1111111, text, { reply_parameters: replyTo })],
    [
      "a photo",
      { mediaUrls: [picture] },
      (api) => api.sendPhoto(1111111, picture, { caption: text, reply_parameters: replyTo }),
    ],
    [
      "a document",
      { mediaUrls: [paper] },
      (api) => api.sendDocument(1111111, paper, { caption: text, reply_parameters: replyTo }),
    ],
    [
      "several files",
      { mediaUrls: [picture, paper] },
      (api) =>
        api.sendMediaGroup(
          1111111,
          [
            { type: "document", media: picture, caption: text },
            { type: "document", media: paper },
          ],
          { reply_parameters: replyTo },
        ),
    ],
  ])("the fake takes what it sends, and we send the same: %s", async (_, changes, call) => {
    const [exchange] = await withProvider(samples, (apiRoot) => call(new Api(token, { apiRoot })));
    expect(exchange?.took).toMatchObject({ to: "1111111", text });
    const ours = await asked(changes);
    expect(ours.url).toBe(exchange?.request.url);
    expect(JSON.parse(ours.body ?? "")).toEqual(JSON.parse(exchange?.request.body ?? ""));
    expect(exchange?.request.headers["content-type"]).toBe(ours.headers["content-type"]);
  });

  it("understands the fake's answers", async () => {
    await withProvider(samples, async (apiRoot) => {
      const sent = await new Api(token, { apiRoot }).sendMessage(1111111, text);
      expect(sent).toMatchObject({ message_id: expect.any(Number), chat: { id: 1111111 } });
      const refused = await new Api("1:other", { apiRoot })
        .sendMessage(1111111, text)
        .catch((error) => error);
      expect(refused).toBeInstanceOf(GrammyError);
      expect(refused).toMatchObject({ error_code: 401 });
      const file = await new Api(token, { apiRoot }).getFile("BQACAgQAAxkBAAIFVmXdoc");
      expect(file.file_path).toBe("documents/belge.pdf");
    });
  });
});
