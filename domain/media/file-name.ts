/** What a file is called: by the URL it is at, and by what it is. Pure. */

/** The last step of the path, as a person would read it. */
export function fileNameOf(url: string): string | undefined {
  const step = URL.parse(url)?.pathname.split("/").at(-1);
  if (!step) return undefined;
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

const openXml = "application/vnd.openxmlformats-officedocument";
const openDocument = "application/vnd.oasis.opendocument";

/** Of every type that `sniff-type.ts` knows; the first is given to a name that has none of them. */
const extensions: Readonly<Record<string, readonly string[]>> = {
  "image/jpeg": ["jpg", "jpeg"],
  "image/png": ["png"],
  "image/gif": ["gif"],
  "image/webp": ["webp"],
  "image/heic": ["heic", "heif"],
  "image/avif": ["avif"],
  "application/pdf": ["pdf"],
  "video/mp4": ["mp4", "m4v"],
  "video/quicktime": ["mov"],
  "video/3gpp": ["3gp", "3g2"],
  "video/webm": ["webm"],
  "audio/ogg": ["ogg", "oga", "opus"],
  "audio/mpeg": ["mp3"],
  "audio/aac": ["aac"],
  "audio/amr": ["amr"],
  "audio/wav": ["wav"],
  "audio/mp4": ["m4a", "m4b"],
  [`${openXml}.wordprocessingml.document`]: ["docx"],
  [`${openXml}.spreadsheetml.sheet`]: ["xlsx"],
  [`${openXml}.presentationml.presentation`]: ["pptx"],
  [`${openDocument}.text`]: ["odt"],
  [`${openDocument}.spreadsheet`]: ["ods"],
  [`${openDocument}.presentation`]: ["odp"],
  "text/plain": ["txt", "csv", "ics", "log", "md", "vcf"],
};

const longestName = 100;

/** Marks that part paths and headers, and those that have a name read backwards, are in no name of ours. */
const unusual = /[^\p{L}\p{M}\p{N} ._()+,=@&-]/gu;

/**
 * What a file of that type at that URL is called when we send it along. Its extension says what its bytes are,
 * whatever the URL ends in: mail programs open files by it, and providers refuse some.
 */
export function attachedName(url: string, contentType: string): string {
  const written = (fileNameOf(url) ?? "").normalize("NFC").replace(unusual, "");
  const name =
    [...written]
      .slice(-longestName)
      .join("")
      .replace(/^[\s.]+|[\s.]+$/g, "") || "file";
  const [usual, ...others] = extensions[contentType] ?? [];
  const own = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return usual === undefined || [usual, ...others].includes(own) ? name : `${name}.${usual}`;
}
