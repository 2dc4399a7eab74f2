/** The files of a message for a provider that takes them as bytes: fetched before anybody claims to send it. */
import type { FetchFile } from "../media/fetch-media.ts";
import { attachedName } from "../media/file-name.ts";
import { MediaUnreachableError } from "../media/media-error.ts";
import { sniffType } from "../media/sniff-type.ts";
import type { OutboundFile, SendAnswer } from "./channel-sender.ts";

export type FetchedFiles =
  | { readonly kind: "files"; readonly files: readonly OutboundFile[] }
  /** One of them will never do, or is not to be had now: nothing was sent. */
  | Extract<SendAnswer, { kind: "refused" | "retry" }>;

/** No attempt is counted yet, so that pauses would not grow by themselves. */
const pauseSeconds = 60;

/** After that no further file is begun: one may take 12 seconds, and the function's time has to do for the send as well. */
const longestMs = 20_000;

/**
 * Without credentials, and from exactly the hosts that are named; one after the other, since several messages are in
 * memory at once.
 */
export async function fetchFiles(
  fetchFile: FetchFile,
  urls: readonly string[],
  mostBytes: number,
  now: () => Date,
): Promise<FetchedFiles> {
  const until = now().getTime() + longestMs;
  const files: OutboundFile[] = [];
  let bytes = 0;
  for (const url of urls) {
    if (now().getTime() > until) return { kind: "retry", code: "slow-files", afterSeconds: pauseSeconds };
    const fetched = await fetchOne(fetchFile, url);
    if (fetched.kind !== "file") return fetched;
    bytes += fetched.file.bytes.length;
    if (bytes > mostBytes) return badMedia("too-large");
    files.push(fetched.file);
  }
  return { kind: "files", files };
}

type FetchedOne =
  | { readonly kind: "file"; readonly file: OutboundFile }
  | Exclude<FetchedFiles, { kind: "files" }>;

async function fetchOne(fetchFile: FetchFile, url: string): Promise<FetchedOne> {
  const hosts = [URL.parse(url)?.hostname ?? ""];
  try {
    const got = await fetchFile({ url, headers: {}, hosts });
    if (got.kind !== "file") return badMedia(got.reason);
    const { bytes } = got;
    const sniffed = sniffType(bytes);
    if (sniffed.kind === "refused") return badMedia(sniffed.reason);
    const { contentType } = sniffed;
    return { kind: "file", file: { name: attachedName(url, contentType), contentType, bytes } };
  } catch (error) {
    if (error instanceof MediaUnreachableError)
      return { kind: "retry", code: error.code, afterSeconds: pauseSeconds };
    throw error;
  }
}

const badMedia = (code: string) => ({ kind: "refused", reason: "bad-media", code }) as const;
