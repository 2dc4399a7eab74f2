/** HTTP Basic authentication (RFC 7617): for providers that send a secret along. It covers nothing of the call. */
import { sameText } from "./signature.ts";

/** @param credentials `user:password`; one spelling in base64 is accepted */
export function isBasic(authorization: string | undefined, credentials: string): boolean {
  const given = /^basic +(\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  return sameText(given, Buffer.from(credentials).toString("base64"));
}
