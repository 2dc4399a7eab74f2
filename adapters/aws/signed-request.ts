/**
 * A signed request to an AWS service without its SDK client: the receive path calls four services, one
 * operation each, and their clients are most of a cold start (docs/decisions/0003). Signer, hash and HTTP
 * handler are the SDK's own.
 */
import { createHash } from "node:crypto";
import { Hash } from "@smithy/core/serde";
import { HttpRequest } from "@smithy/core/transport";
import { SignatureV4 } from "@smithy/signature-v4";
import { AwsCallError } from "../../domain/errors.ts";
import { clientSettings } from "./client-settings.ts";
import { withRetries } from "./retries.ts";

export interface AwsRequest {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Gives up when it fires; without one, the client's own timeouts hold. */
  readonly signal?: AbortSignal;
}

/** Sends one request and returns the body of its 2xx answer. */
export type SendAwsRequest = (request: AwsRequest) => Promise<string>;

/** Runs what may fail in passing as often as it is worth it. */
type Retry = (run: () => Promise<string>) => Promise<string>;

/**
 * Tries three times, as the SDK does: throttling, trouble of the service and of the network pass.
 *
 * @param service signing name: `sqs`, `dynamodb`, `s3`
 * @param host first part of the host name, unless the environment sets an endpoint
 * @param retry another way to try: some callers count every request
 * @param requestTimeoutMs where more goes over the wire than a document
 * @throws AwsCallError on any answer but 2xx
 */
export function signedRequests(
  service: string,
  env: NodeJS.ProcessEnv,
  host = service,
  retry: Retry = withRetries,
  requestTimeoutMs?: number,
): SendAwsRequest {
  const { region, credentials, endpoint, requestHandler } = clientSettings(env, requestTimeoutMs);
  const base = new URL(endpoint ?? `https://${host}.${region}.amazonaws.com`);
  const signer = new SignatureV4({
    service,
    region,
    credentials,
    sha256: Hash.bind(null, "sha256"),
    uriEscapePath: service !== "s3",
  });
  const sendOnce = async (request: AwsRequest) => {
    const signed = await signer.sign(httpRequest(base, request));
    const options = request.signal === undefined ? {} : { abortSignal: request.signal };
    const { response } = await requestHandler.handle(new HttpRequest(signed), options);
    const body = await textOf(response.body);
    if (response.statusCode < 200 || response.statusCode > 299) {
      throw callError(service, request, response, body);
    }
    return body;
  };
  return (request) => retry(() => sendOnce(request));
}

/** The code of the error is for `catch`; the body may hold an item, so it stays out of the message. */
function callError(service: string, { method, path, headers }: AwsRequest, answer: Answer, body: string) {
  const inBody = /"__type":\s*"(?:[^"]*#)?([^"]+)"|<Code>([^<]+)<\/Code>/.exec(body);
  // Services that speak REST say it in a header, with an address behind a colon.
  const inHeader = answer.headers["x-amzn-errortype"]?.split(":")[0];
  const what = headers?.["x-amz-target"] ?? `${method} ${path}`;
  const code = inHeader ?? inBody?.[1] ?? inBody?.[2] ?? "";
  return new AwsCallError(service, what, { status: answer.statusCode, code, body });
}

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

function httpRequest(base: URL, request: AwsRequest): HttpRequest {
  const { method, path, query = {}, headers = {}, body = "" } = request;
  return new HttpRequest({
    method,
    protocol: base.protocol,
    hostname: base.hostname,
    ...(base.port === "" ? {} : { port: Number(base.port) }),
    path,
    query: { ...query },
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
