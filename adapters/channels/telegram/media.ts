/** Files of Telegram: their address is asked for by file id, and holds the bot's token. */
import * as z from "zod/mini";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { Located, MediaSource } from "../../../domain/ingest/media-source.ts";
import type { SendingTools } from "../../../domain/outbox/channel-sender.ts";
import type { Attachment } from "../../../schemas/contact-event.ts";
import { answerIn } from "./answers.ts";
import { botUrls } from "./bot.ts";

export const mediaSource: MediaSource = { provider: "telegram", locate };

const fileSchema = z.object({ file_path: z.string().check(z.minLength(1)) });

/** An address is good for an hour, and a file for longer: it is asked for anew on every try. */
async function locate({ mediaId }: Attachment, endpoint: Endpoint, tools: SendingTools): Promise<Located> {
  const urls = botUrls(endpoint);
  if (mediaId === undefined) return { kind: "gone", code: "no-media-id" };
  if (urls === undefined) return { kind: "retry", code: "no-botToken" };
  const query = new URLSearchParams({ file_id: mediaId });
  const got = await tools.http({ method: "GET", url: `${urls.methods}/getFile?${query}`, headers: {} });
  if ("kind" in got) return { kind: "retry", code: got.code };
  const { result, description = "" } = answerIn(got);
  const path = fileSchema.safeParse(result).data?.file_path;
  if (path !== undefined) {
    const url = `${urls.files}/${path.split("/").map(encodeURIComponent).join("/")}`;
    return { kind: "located", request: { url, headers: {}, hosts: [new URL(url).hostname] } };
  }
  // Bots may fetch 20 MB.
  if (/too big/.test(description)) return { kind: "gone", code: "too-big" };
  return { kind: "retry", code: `http-${got.status}` };
}
