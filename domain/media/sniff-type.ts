/** What a file is, by its bytes. Its name and what the sender calls it prove nothing. Pure. */
import { textType } from "./sniff-text.ts";
import { zipType } from "./sniff-zip.ts";

export type Sniffed =
  | { readonly kind: "known"; readonly contentType: string }
  /** @param reason a word of ours */
  | { readonly kind: "refused"; readonly reason: string };

/** First bytes of what runs when it is opened: Windows, Linux, macOS, Java, scripts. */
const executables = ["4d5a", "7f454c46", "feedfac", "cefaedfe", "cffaedfe", "cafebabe", "2321"];

/** Signatures at the start, by type; a dot stands for any digit. */
const signatures: readonly (readonly [RegExp, string])[] = [
  [/^ffd8ff/, "image/jpeg"],
  [/^89504e470d0a1a0a/, "image/png"],
  [/^47494638(37|39)61/, "image/gif"],
  [/^52494646.{8}57454250/, "image/webp"],
  [/^52494646.{8}57415645/, "audio/wav"],
  [/^255044462d/, "application/pdf"],
  [/^4f676753/, "audio/ogg"],
  [/^2321414d52/, "audio/amr"],
  [/^fff[19]/, "audio/aac"],
  [/^(494433|ff[ef][23ab])/, "audio/mpeg"],
  [/^1a45dfa3/, "video/webm"],
];

/** Major brands of the ISO media format that are no `video/mp4`. */
const brands: readonly (readonly [RegExp, string])[] = [
  [/^M4[AB] /, "audio/mp4"],
  [/^qt {2}/, "video/quicktime"],
  [/^3g[p2]/, "video/3gpp"],
  [/^(hei[cxms]|mif1|msf1)/, "image/heic"],
  [/^avi[fs]/, "image/avif"],
];

/** @param claimed the type that the sender names; a text that calls itself a picture is none */
export function sniffType(bytes: Buffer, claimed = ""): Sniffed {
  if (bytes.length === 0) return { kind: "refused", reason: "empty" };
  const start = bytes.toString("hex", 0, 16);
  const known = signatures.find(([signature]) => signature.test(start))?.[1] ?? isoMediaType(bytes);
  if (known !== undefined) return { kind: "known", contentType: known };
  if (executables.some((signature) => start.startsWith(signature))) {
    return { kind: "refused", reason: "executable" };
  }
  if (start.startsWith("504b0304")) return zipType(bytes);
  const text = textType(bytes);
  const isPassedOff = text.kind === "known" && /^(image|audio|video)\//i.test(claimed);
  return isPassedOff ? { kind: "refused", reason: "not-what-it-claims" } : text;
}

function isoMediaType(bytes: Buffer): string | undefined {
  if (bytes.toString("latin1", 4, 8) !== "ftyp") return undefined;
  const brand = bytes.toString("latin1", 8, 12);
  return brands.find(([form]) => form.test(brand))?.[1] ?? "video/mp4";
}
