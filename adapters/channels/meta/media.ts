/** Where the files of Meta's messages are: WhatsApp's by their media id, Messenger's and Instagram's by their URL. */
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { Located, MediaSource } from "../../../domain/ingest/media-source.ts";
import type { HttpAnswer, SendingTools } from "../../../domain/outbox/channel-sender.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { graphErrorIn, graphUrl } from "./graph.ts";

/** WhatsApp's files are on lookaside.fbsbx.com, those of the other products on Meta's CDNs too. */
const hosts: readonly string[] = ["*.fbsbx.com", "*.fbcdn.net", "*.cdninstagram.com"];

export const mediaSource: MediaSource = {
  provider: "meta",
  locate: async ({ url, mediaId }, endpoint, tools) => {
    if (mediaId) return locateById(mediaId, endpoint, tools);
    // The URL itself is the permission, and our token is none of its business.
    return url
      ? { kind: "located", request: { url, headers: {}, hosts } }
      : { kind: "gone", code: "no-file" };
  },
};

/** The URL lives for minutes, so it is asked for when it is needed. */
async function locateById(mediaId: string, endpoint: Endpoint, { http }: SendingTools): Promise<Located> {
  const { accessToken } = endpoint.account;
  if (!accessToken) return { kind: "gone", code: "no-accessToken" };
  const headers = { authorization: `Bearer ${accessToken}` };
  const address = graphUrl(endpoint, "https://graph.facebook.com", encodeURIComponent(mediaId));
  const got = await http({ method: "GET", url: address, headers });
  if ("kind" in got) return { kind: "retry", code: got.code };
  const body = objectIn(got.body);
  if (got.status !== 200) return refused(got, body);
  if (typeof body.url !== "string") return { kind: "retry", code: "no-url" };
  return { kind: "located", request: { url: body.url, headers, hosts } };
}

/** Codes 100 and 131052: no such media, or not ours; it is deleted after some weeks. All else may pass or be mended. */
function refused({ status }: HttpAnswer, body: JsonObject): Located {
  const code = graphErrorIn(body)?.code;
  const isGone = status === 404 || code === 100 || code === 131052;
  return { kind: isGone ? "gone" : "retry", code: code === undefined ? `http-${status}` : String(code) };
}

function objectIn(text: string): JsonObject {
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
