/** Task tokens: opaque to whoever holds one. */
import { randomBytes } from "node:crypto";

/** It says for which state machine it is, so that permission can be asked for also once its task is over. */
export function newToken(machineArn: string): string {
  return `${Buffer.from(machineArn).toString("base64url")}.${randomBytes(24).toString("base64url")}`;
}

/** @returns undefined for what is no token of this runtime */
export function machineOfToken(token: string): string | undefined {
  const [encoded = "", secret] = token.split(".");
  const machineArn = Buffer.from(encoded, "base64url").toString("utf8");
  return secret === undefined || !machineArn.startsWith("arn:aws:states:") ? undefined : machineArn;
}
