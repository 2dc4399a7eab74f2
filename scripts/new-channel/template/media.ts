/** Files of acme-chat: behind its API by their id, with the token. */
import type { MediaSource } from "../../../domain/ingest/media-source.ts";

export const mediaSource: MediaSource = {
  provider: "acme-chat",
  locate: async ({ mediaId }, { account }) => {
    const { apiToken, apiUrl = "https://api.acme-chat.example" } = account;
    if (!mediaId) return { kind: "gone", code: "no-media-id" };
    if (!apiToken) return { kind: "retry", code: "no-apiToken" };
    const url = `${apiUrl}/files/${encodeURIComponent(mediaId)}`;
    const headers = { authorization: `Bearer ${apiToken}` };
    return { kind: "located", request: { url, headers, hosts: [new URL(url).hostname] } };
  },
};
