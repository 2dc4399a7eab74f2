/**
 * Floor: what a handler of the same request cannot leave out. It checks the signature, parses the body, and makes
 * the writes, which come ready made.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { GatewayEvent } from "../function-environment.ts";
import type { FloorEvent } from "./floor-event.ts";
import { dynamoClient } from "./sdk-client.ts";

const client = dynamoClient(process.env);

export async function handler({ event, secret, publicBaseUrl, writes }: FloorEvent) {
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  const { given, expected, parsed } =
    readers[event.pathParameters?.provider ?? ""]?.(event, body, secret, publicBaseUrl) ?? unknown;
  const isSigned =
    given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
  if (!isSigned || parsed === undefined) return { statusCode: 401 };
  for (const write of writes) await client.send(new PutItemCommand(write));
  return { statusCode: 200 };
}

interface Read {
  readonly given: string;
  readonly expected: string;
  readonly parsed: unknown;
}
const unknown: Read = { given: "", expected: "", parsed: undefined };

type Reader = (event: GatewayEvent, body: Buffer, secret: string, publicBaseUrl: string) => Read;

const readers: Readonly<Record<string, Reader>> = {
  meta: ({ headers }, body, secret) => ({
    given: headers["x-hub-signature-256"] ?? "",
    expected: `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    parsed: JSON.parse(body.toString("utf8")),
  }),
  standard: ({ headers }, body, secret) => {
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    const prefix = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.`;
    return {
      given: headers["webhook-signature"] ?? "",
      expected: `v1,${createHmac("sha256", key).update(prefix).update(body).digest("base64")}`,
      parsed: JSON.parse(body.toString("utf8")),
    };
  },
  twilio: ({ headers, rawPath }, body, secret, publicBaseUrl) => {
    const parsed = [...new URLSearchParams(body.toString("utf8"))].sort(([left], [right]) =>
      left < right ? -1 : 1,
    );
    const signed = `${publicBaseUrl}${rawPath}${parsed.flat().join("")}`;
    return {
      given: headers["x-twilio-signature"] ?? "",
      expected: createHmac("sha1", secret).update(signed).digest("base64"),
      parsed,
    };
  },
};
