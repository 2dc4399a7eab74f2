/** Files of LINE: under their message's id, with the channel access token. */
import type { MediaSource } from "../../../domain/ingest/media-source.ts";

export const mediaSource: MediaSource = {
  provider: "line",
  /** Nothing is asked: LINE answers 404 or 410 when the file is gone, and 202 while it is being prepared. */
  locate: async ({ mediaId }, { account }) => {
    const { channelAccessToken: token, apiUrl = "https://api-data.line.me" } = account;
    if (mediaId === undefined) return { kind: "gone", code: "no-media-id" };
    if (!token) return { kind: "retry", code: "no-channelAccessToken" };
    const url = `${apiUrl}/v2/bot/message/${encodeURIComponent(mediaId)}/content`;
    const headers = { authorization: `Bearer ${token}` };
    return { kind: "located", request: { url, headers, hosts: [new URL(url).hostname] } };
  },
};
