/**
 * Requests that a URL has signed: a browser makes them, which has no credentials of its own. Here the signature is
 * everything, so it is verified, as AWS does ("Authenticating Requests: Using Query Parameters").
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { Hash } from "@smithy/core/serde";
import { HttpRequest } from "@smithy/core/transport";
import { SignatureV4 } from "@smithy/signature-v4";
import { ApiError } from "./call.ts";

export interface Presigned {
  readonly method: string;
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly host: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const payloadHeader = "x-amz-content-sha256";
const unsigned = new Set([payloadHeader]);
const longestSeconds = 7 * 24 * 3600;

/** @throws ApiError unless the URL was signed with that key, for this very request, and is still good */
export async function refuseForged(request: Presigned, now: Date): Promise<void> {
  const { query } = request;
  const signedAt = instantOf(query.get("X-Amz-Date") ?? "");
  const expiresIn = Number(query.get("X-Amz-Expires") ?? Number.NaN);
  if (signedAt === undefined || !(expiresIn > 0 && expiresIn <= longestSeconds)) {
    throw new ApiError("AuthorizationQueryParametersError", "X-Amz-Date or X-Amz-Expires is missing.", 400);
  }
  const age = (now.getTime() - signedAt.getTime()) / 1000;
  if (age > expiresIn) throw new ApiError("AccessDenied", "Request has expired", 403);
  const expected = await signatureOf(request, signedAt, expiresIn);
  if (!isSame(expected, query.get("X-Amz-Signature") ?? "")) {
    throw new ApiError("SignatureDoesNotMatch", "The request signature does not match the URL.", 403);
  }
}

async function signatureOf({ query, ...request }: Presigned, signingDate: Date, expiresIn: number) {
  const { accessKeyId, secretAccessKey } = request;
  const sessionToken = query.get("X-Amz-Security-Token");
  const [, , region = "", service = ""] = (query.get("X-Amz-Credential") ?? "").split("/");
  const signer = new SignatureV4({
    service,
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) },
    sha256: Hash.bind(null, "sha256"),
    uriEscapePath: false,
  });
  const own = [...query].filter(([name]) => !name.startsWith("X-Amz-"));
  const signed = await signer.presign(
    new HttpRequest({
      method: request.method,
      path: request.path,
      query: Object.fromEntries(own),
      headers: { host: request.host, [payloadHeader]: "UNSIGNED-PAYLOAD" },
    }),
    { signingDate, expiresIn, unsignableHeaders: unsigned, unhoistableHeaders: unsigned },
  );
  return String(signed.query?.["X-Amz-Signature"]);
}

/** `20261122T090000Z` */
function instantOf(text: string): Date | undefined {
  const at = new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  return Number.isNaN(at.getTime()) ? undefined : at;
}

const digest = (text: string) => createHash("sha256").update(text).digest();
const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));
