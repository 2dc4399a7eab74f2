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

/** Without credentials, and from exactly the hosts that are named. */
export async function fetchFiles(
  fetchFile: FetchFile,
  urls: readonly string[],
  mostBytes: number,
): Promise<FetchedFiles> {
  const fetched = await Promise.all(urls.map((url) => fetchOne(fetchFile, url)));
  const failures = fetched.filter((one) => one.kind !== "file");
  const failed = failures.find(({ kind }) => kind === "refused") ?? failures[0];
  if (failed !== undefined) return failed;
  const files = fetched.flatMap((one) => (one.kind === "file" ? [one.file] : []));
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  return bytes > mostBytes ? badMedia("too-large") : { kind: "files", files };
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
