/** Files that came with messages, one object each, below the identifier that they came from. */
import type { FetchMediaDeps } from "../../domain/media/fetch-media.ts";
import type { SendAwsRequest } from "../aws/signed-request.ts";

/** Long enough for the largest file. */
export const filePutTimeoutMs = 10_000;

/** The type was made sure of, and is what the object is served as. */
export function s3MediaFiles(send: SendAwsRequest, bucketName: string): FetchMediaDeps["files"] {
  return {
    async put(key, bytes, contentType) {
      const headers = { "content-type": contentType };
      await send({ method: "PUT", path: `/${bucketName}/${key}`, headers, body: bytes });
    },
  };
}
