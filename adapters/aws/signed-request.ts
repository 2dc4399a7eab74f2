/**
 * A signed request to an AWS service without its SDK client: the receive path calls three services
 * beside DynamoDB, one operation each, and their clients would not fit its bundle (docs/decisions/0003).
 * Signer, hash and HTTP handler are the ones that the DynamoDB client brings anyway.
 */
import { createHash } from "node:crypto";
import { Hash } from "@smithy/core/serde";
import { HttpRequest } from "@smithy/core/transport";
import { SignatureV4 } from "@smithy/signature-v4";
import { AwsCallError } from "../../domain/errors.ts";
import { clientSettings } from "./client-settings.ts";

export interface AwsRequest {
  readonly method: "GET" | "PUT" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends one request and returns the body of its 2xx answer. */
export type SendAwsRequest = (request: AwsRequest) => Promise<string>;

/**
 * @param service signing name, and host name unless the environment sets an endpoint: `sqs`, `secretsmanager`, `s3`
 * @throws AwsCallError on any answer but 2xx
 */
export function signedRequests(service: string, env: NodeJS.ProcessEnv): SendAwsRequest {
  const { region, credentials, endpoint, requestHandler } = clientSettings(env);
  const base = new URL(endpoint ?? `https://${service}.${region}.amazonaws.com`);
  const signer = new SignatureV4({
    service,
    region,
    credentials,
    sha256: Hash.bind(null, "sha256"),
    uriEscapePath: service !== "s3",
  });
  return async (request) => {
    const signed = await signer.sign(httpRequest(base, request));
    const { response } = await requestHandler.handle(new HttpRequest(signed));
    const body = await textOf(response.body);
    if (response.statusCode < 200 || response.statusCode > 299) {
      throw new AwsCallError(
        `${service} answered ${response.statusCode} to ${request.method} ${request.path}: ${body}`,
      );
    }
    return body;
  };
}

function httpRequest(base: URL, { method, path, headers = {}, body = "" }: AwsRequest): HttpRequest {
  return new HttpRequest({
    method,
    protocol: base.protocol,
    hostname: base.hostname,
    ...(base.port === "" ? {} : { port: Number(base.port) }),
    path,
    headers: {
      host: base.host,
      "content-length": String(Buffer.byteLength(body)),
      "x-amz-content-sha256": createHash("sha256").update(body).digest("hex"),
      ...headers,
    },
    body,
  });
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
