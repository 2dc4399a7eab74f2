/** The one loopback port for every AWS SDK call: who calls, may they, and which service answers. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { readBody } from "../http.ts";
import { describeError, type Log } from "../log.ts";
import { type Answer, ApiError, type Call, type Caller, type Service, unknownOperation } from "./call.ts";
import { refuseForged } from "./presigned.ts";

export interface GatewayOptions {
  readonly callers: ReadonlyMap<string, Caller>;
  /** By the service's name in the credential scope, such as `dynamodb`, `sqs`, `execute-api`. */
  readonly services: Readonly<Record<string, Service>>;
  readonly log: Log;
}

const maxBodyBytes = 64 * 1024 * 1024;

/**
 * Signatures of headers are not verified: the access key says who calls, and only loopback can reach the port.
 * A URL that is signed is passed on to others: that one is. Calls that functions make while they are loaded wait
 * until everything they may call is there.
 */
export function serveGateway(server: Server, options: Promise<GatewayOptions>) {
  server.on("request", (request, response) => {
    void options.then((ready) => answer(request, ready)).then((result) => send(response, result));
  });
}

async function answer(request: IncomingMessage, { callers, services, log }: GatewayOptions): Promise<Answer> {
  const rawUrl = request.url ?? "/";
  const url = new URL(rawUrl, "http://local");
  const credential = credentialOf(request, url);
  const failed = (error: ApiError) => errorAnswer(credential?.service ?? "", error);
  try {
    const caller = credential && callers.get(credential.accessKeyId);
    if (!caller) {
      throw new ApiError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
        403,
      );
    }
    if (isPresigned(request, url)) {
      await refuseForged(
        {
          method: request.method ?? "GET",
          path: rawUrl.split("?")[0] ?? "/",
          query: url.searchParams,
          host: request.headers.host ?? "",
          accessKeyId: credential.accessKeyId,
          secretAccessKey: caller.secretAccessKey ?? "",
        },
        new Date(),
      );
    }
    const service = services[credential.service];
    if (!service) throw unknownOperation(`service ${credential.service}`);
    const target = String(request.headers["x-amz-target"] ?? "");
    const call: Call = {
      caller,
      method: request.method ?? "GET",
      path: rawUrl.split("?")[0] ?? "/",
      rawUrl,
      query: url.searchParams,
      headers: request.headers,
      body: await readBody(request, maxBodyBytes),
      operation: target.split(".")[1] ?? "",
      target,
    };
    return await service(call, (accesses) => {
      for (const access of accesses) {
        const refusal = caller.refusal(access);
        if (refusal === undefined) continue;
        const message = `User: ${caller.arn} is not authorized to perform: ${access.action} on resource: ${access.resource} ${refusal}`;
        log.error(`AccessDenied: ${message}`);
        throw new ApiError("AccessDeniedException", message, 400);
      }
    });
  } catch (error) {
    if (error instanceof ApiError) {
      if (error.code === "UnknownOperationException") log.error(`AWS gateway: ${error.message}`);
      return failed(error);
    }
    log.error(`AWS gateway: ${describeError(error)}`);
    return failed(new ApiError("InternalFailure", error instanceof Error ? error.message : "failed", 500));
  }
}

const isPresigned = (request: IncomingMessage, url: URL) =>
  request.headers.authorization === undefined && url.searchParams.has("X-Amz-Credential");

function credentialOf(request: IncomingMessage, url: URL) {
  const text =
    request.headers.authorization ?? `Credential=${url.searchParams.get("X-Amz-Credential") ?? ""}`;
  const found = /Credential=([^/]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(text);
  return found?.[1] === undefined || found[2] === undefined
    ? undefined
    : { accessKeyId: found[1], service: found[2] };
}

function errorAnswer(service: string, { code, message, status }: ApiError): Answer {
  if (service === "s3") {
    const xmlCode = code === "AccessDeniedException" ? "AccessDenied" : code;
    return {
      status: code === "AccessDeniedException" ? 403 : status,
      headers: { "content-type": "application/xml" },
      body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${xmlCode}</Code><Message>${escapeXml(message)}</Message></Error>`,
    };
  }
  const rest = service === "execute-api";
  return {
    status: rest && code === "AccessDeniedException" ? 403 : status,
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amzn-errortype": rest && code === "AccessDeniedException" ? "ForbiddenException" : code,
    },
    body: JSON.stringify({ __type: `com.amazon.coral.service#${code}`, message, Message: message }),
  };
}

function escapeXml(text: string): string {
  return text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer) {
  const bodyless = response.req.method === "HEAD" || status === 204 || status === 304;
  const length = bodyless ? {} : { "content-length": Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length });
  response.end(bodyless ? undefined : body);
}
