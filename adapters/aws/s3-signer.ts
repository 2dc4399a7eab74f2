/** Where Amazon S3 is, and how calls to it are signed: paths are written as they are signed. */
import { Hash } from "@smithy/core/serde";
import { SignatureV4 } from "@smithy/signature-v4";
import { clientSettings } from "./client-settings.ts";

export function s3Signer(env: NodeJS.ProcessEnv) {
  const { region, credentials, endpoint } = clientSettings(env);
  const base = new URL(endpoint ?? `https://s3.${region}.amazonaws.com`);
  const signer = new SignatureV4({
    service: "s3",
    region,
    credentials,
    sha256: Hash.bind(null, "sha256"),
    uriEscapePath: false,
  });
  return { base, signer };
}
