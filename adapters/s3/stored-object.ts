/** Fetches an object of Amazon S3 byte by byte: it need not be UTF-8. */
import { HttpRequest } from "@smithy/core/transport";
import { AwsCallError } from "../../domain/errors.ts";
import { s3Signer } from "../aws/s3-signer.ts";

const longestMs = 20_000;

export interface ObjectPlace {
  readonly bucketName: string;
  readonly objectKey: string;
}

/**
 * @returns `undefined` when it is not there, or is larger
 * @throws AwsCallError on every other answer but 2xx
 */
export async function storedObject(
  place: ObjectPlace,
  largestBytes: number,
  env: NodeJS.ProcessEnv,
): Promise<Buffer | undefined> {
  const { base, signer } = s3Signer(env);
  const path = objectPath(place);
  const signed = await signer.sign(
    new HttpRequest({
      method: "GET",
      protocol: base.protocol,
      hostname: base.hostname,
      path,
      headers: { host: base.host },
    }),
  );
  const { host: _, ...headers } = signed.headers;
  const response = await fetch(new URL(path, base), {
    headers,
    redirect: "error",
    signal: AbortSignal.timeout(longestMs),
  });
  if (response.status === 404) return undefined;
  if (!response.ok)
    throw new AwsCallError("s3", "GetObject", { status: response.status, code: "", body: "" });
  if (Number(response.headers.get("content-length")) > largestBytes) {
    await response.body?.cancel();
    return undefined;
  }
  return Buffer.from(await response.arrayBuffer());
}

export function objectPath({ bucketName, objectKey }: ObjectPlace): string {
  return `/${bucketName}/${objectKey.split("/").map(escaped).join("/")}`;
}

/** As S3 writes a key when it checks the signature. */
function escaped(part: string): string {
  return encodeURIComponent(part).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
