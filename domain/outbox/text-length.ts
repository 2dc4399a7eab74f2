/** How long a text is, as a provider counts it. Pure. */
import type { Capabilities } from "./channel-sender.ts";

export function lengthOf(text: string, counted: Capabilities["text"]["counted"]): number {
  switch (counted) {
    case "bytes":
      return Buffer.byteLength(text);
    case "units":
      return text.length;
    case "characters":
      return [...text].length;
  }
}
