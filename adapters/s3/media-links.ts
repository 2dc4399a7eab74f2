/** Links to files that came with messages: whoever has one may read that file for a few minutes. */
import type { MediaLinks } from "../../domain/media/link-media.ts";
import type { PresignGet } from "../aws/presigned-url.ts";

/** What a browser may show by itself; everything else is saved. */
const shown = /^(image\/(jpeg|png|gif|webp|avif|heic)|application\/pdf)$/;

export const s3MediaLinks =
  (presign: PresignGet, bucketName: string): MediaLinks =>
  ({ key, contentType, name, expiresInSeconds, now }) =>
    presign({
      path: `/${bucketName}/${key}`,
      query: {
        "response-content-type": contentType,
        "response-content-disposition": `${shown.test(contentType) ? "inline" : "attachment"}${nameOf(name)}`,
      },
      expiresInSeconds,
      now,
    });

/** RFC 8187: every byte that is no letter, digit or mark of an attribute is escaped. */
function nameOf(name: string | undefined): string {
  if (name === undefined) return "";
  const escaped = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `; filename*=UTF-8''${escaped}`;
}
