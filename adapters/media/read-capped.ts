/** Reads a body that may never end. */
import type { PinnedAnswer } from "./pinned-request.ts";

/** @returns `undefined` when it is longer than `largestBytes`, whatever its header says */
export async function readCapped(answer: PinnedAnswer, largestBytes: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = answer.contentLength > largestBytes ? answer.contentLength : 0;
  if (length === 0) {
    for await (const chunk of answer.body) {
      length += chunk.byteLength;
      if (length > largestBytes) break;
      chunks.push(chunk);
    }
  }
  if (length <= largestBytes) return Buffer.concat(chunks);
  answer.close();
  return undefined;
}
