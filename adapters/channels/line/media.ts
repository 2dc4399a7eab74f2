/** Files of LINE: under their message's id, with the channel access token; of another site by URL, without it. */
import type { MediaSource } from "../../../domain/ingest/media-source.ts";
import { atItsUrl } from "../../../domain/media/fetch-media.ts";

export const mediaSource: MediaSource = {
  provider: "line",
  /** Nothing is asked: LINE answers 404 or 410 when the file is gone, and 202 while it is being prepared. */
  locate: async (attachment, { account }) => {
    const { mediaId } = attachment;
    const { channelAccessToken: token, apiUrl = "https://api-data.line.me" } = account;
    if (mediaId === undefined) return atItsUrl(attachment);
    if (!token) return { kind: "retry", code: "no-channelAccessToken" };
    const url = `${apiUrl}/v2/bot/message/${encodeURIComponent(mediaId)}/content`;
    const headers = { authorization: `Bearer ${token}` };
    return { kind: "located", request: { url, headers, hosts: [new URL(url).hostname] } };
  },
};
