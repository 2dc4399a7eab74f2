/** AWS Signature Version 4 for a POST to `/`, by Node's own crypto: what no call to AWS can do without. */
import { createHmac, hash } from "node:crypto";

const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/** @param headers with names in lower case; `host` is among them @returns the headers to send */
export function signedHeaders(
  service: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  now: Date,
): Record<string, string> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN = "", AWS_REGION = "" } = process.env;
  const time = now.toISOString().replace(/[:-]|\.\d{3}/g, "");
  const day = time.slice(0, 8);
  const all: Record<string, string> = {
    ...headers,
    "x-amz-date": time,
    "x-amz-security-token": AWS_SESSION_TOKEN,
  };
  const names = Object.keys(all).sort();
  const canonical = [
    "POST",
    "/",
    "",
    ...names.map((name) => `${name}:${all[name]}`),
    "",
    names.join(";"),
    hash("sha256", body),
  ].join("\n");
  const scope = `${day}/${AWS_REGION}/${service}/aws4_request`;
  const steps = [day, AWS_REGION, service, "aws4_request"];
  const key = steps.reduce<string | Buffer>(hmac, `AWS4${AWS_SECRET_ACCESS_KEY}`);
  const signature = hmac(
    key,
    ["AWS4-HMAC-SHA256", time, scope, hash("sha256", canonical)].join("\n"),
  ).toString("hex");
  const authorization = `AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return { ...all, authorization };
}
