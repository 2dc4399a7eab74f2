/** URLs that let whoever has them read one thing for a while: signed here, used without credentials. */
import { HttpRequest } from "@smithy/core/transport";
import { s3Signer } from "./s3-signer.ts";

export interface PresignedGet {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly expiresInSeconds: number;
  /** From when it is counted. */
  readonly now: Date;
}

export type PresignGet = (request: PresignedGet) => Promise<string>;

/** S3 signs the body of nothing: a GET has none ("Authenticating Requests: Using Query Parameters"). */
const payloadHeader = "x-amz-content-sha256";
const unsigned = new Set([payloadHeader]);

/** The URL dies with the credentials that signed it, if those end sooner: a function's last for hours. */
export function presignedGets(env: NodeJS.ProcessEnv): PresignGet {
  const { base, signer } = s3Signer(env);
  return async ({ path, query, expiresInSeconds, now }) => {
    const request = new HttpRequest({
      method: "GET",
      protocol: base.protocol,
      hostname: base.hostname,
      path,
      query: { ...query },
      headers: { host: base.host, [payloadHeader]: "UNSIGNED-PAYLOAD" },
    });
    const signed = await signer.presign(request, {
      expiresIn: expiresInSeconds,
      signingDate: now,
      unsignableHeaders: unsigned,
      unhoistableHeaders: unsigned,
    });
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(signed.query ?? {})) url.searchParams.set(name, String(value));
    // A plus is a space to some who read a query, and not what was signed.
    url.search = url.search.replaceAll("+", "%20");
    return url.href;
  };
}
