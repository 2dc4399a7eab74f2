/** Where the files of Twilio's messages are: behind its API, or behind the media service of its conversations. */
import * as z from "zod/mini";
import type { Endpoint } from "../../../domain/ingest/channel-adapter.ts";
import type { Located, MediaSource } from "../../../domain/ingest/media-source.ts";
import type { SendingTools } from "../../../domain/outbox/channel-sender.ts";
import { apiUrlOf, signIn, twilioApi } from "./account.ts";

const mediaService = "https://mcs.us1.twilio.com";

/** Twilio's API answers with a redirect to one of these, which need no credentials. */
const fileHosts = ["mms.twiliocdn.com", "s3-external-1.amazonaws.com"];

export const mediaSource: MediaSource = {
  provider: "twilio",
  async locate({ url, mediaId }, endpoint, tools) {
    const signedIn = signIn(endpoint.account);
    if (signedIn.kind === "missing") return { kind: "gone", code: `no-${signedIn.name}` };
    const headers = { authorization: signedIn.authorization };
    if (url !== undefined) return behindApi(url, headers, endpoint);
    return mediaId === undefined
      ? { kind: "gone", code: "no-url" }
      : inConversation(mediaId, headers, endpoint, tools);
  },
};

type Headers = Readonly<Record<string, string>>;

/** The credentials are for Twilio's API alone: a URL of anything else gets none, and is not fetched. */
function behindApi(url: string, headers: Headers, { account }: Endpoint): Located {
  const api = apiUrlOf(account);
  const path = [twilioApi, api].flatMap((base) =>
    url.startsWith(`${base}/`) ? [url.slice(base.length)] : [],
  )[0];
  if (path === undefined) return { kind: "gone", code: "not-twilio" };
  const hosts = [new URL(api).hostname, ...fileHosts];
  return { kind: "located", request: { url: api + path, headers, hosts } };
}

const fileSchema = z.object({ links: z.object({ content_direct_temporary: z.string() }) });

/** The media service tells a URL that holds for a short time, and needs no credentials. */
async function inConversation(
  mediaId: string,
  headers: Headers,
  { account }: Endpoint,
  { http }: SendingTools,
): Promise<Located> {
  const [service = "", file = ""] = mediaId.split("/");
  if (!/^IS[\da-f]{32}$/i.test(service) || !/^ME[\da-f]{32}$/i.test(file))
    return { kind: "gone", code: "no-id" };
  const base = account.apiUrl === undefined ? mediaService : apiUrlOf(account);
  const got = await http({ method: "GET", url: `${base}/v1/Services/${service}/Media/${file}`, headers });
  if ("kind" in got) return { kind: "retry", code: got.code };
  if (got.status === 429 || got.status >= 500) return { kind: "retry", code: `http-${got.status}` };
  if (got.status !== 200) return { kind: "gone", code: `http-${got.status}` };
  const url = linkIn(got.body);
  if (url === undefined) return { kind: "gone", code: "no-link" };
  const hosts = ["media.us1.twilio.com", ...(account.apiUrl ? [new URL(account.apiUrl).hostname] : [])];
  return { kind: "located", request: { url, headers: {}, hosts } };
}

function linkIn(body: string): string | undefined {
  try {
    return fileSchema.safeParse(JSON.parse(body)).data?.links.content_direct_temporary;
  } catch {
    return undefined;
  }
}
