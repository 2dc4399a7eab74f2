/** What a file is, by its URL alone: providers want to be told before they fetch it. */
import { fileNameOf } from "../../domain/media/file-name.ts";

const kinds: readonly (readonly [kind: "image" | "video" | "audio", extensions: RegExp])[] = [
  ["image", /\.(jpe?g|png|gif)$/i],
  ["video", /\.(mp4|3gpp?|mov|webm)$/i],
  ["audio", /\.(aac|amr|mp3|m4a|ogg|opus|wav)$/i],
];

/** @returns `undefined` for anything else, which is sent as a document */
export function fileKindOf(url: string): "image" | "video" | "audio" | undefined {
  const name = fileNameOf(url) ?? "";
  return kinds.find(([, extensions]) => extensions.test(name))?.[0];
}
