/** The public port: HTTP APIs, the development routes that only a laptop has, WebSockets, and the panel. */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Issuer } from "./cognito.ts";
import type { ServeDevRoute } from "./connect/dev/routes.ts";
import { BodyTooLargeError, readBody } from "./http.ts";
import { type HttpResponse, message } from "./http-api/response.ts";
import type { ServeHttp } from "./http-api/serve.ts";
import { describeError, type Log } from "./log.ts";
import type { Providers } from "./providers.ts";
import type { ServeSite } from "./static-site.ts";
import type { WebSocketApis } from "./websocket-api/serve.ts";

export interface PublicServices {
  readonly http: ServeHttp;
  readonly sockets: WebSocketApis;
  readonly site: ServeSite;
  readonly issuer: Issuer;
  /** The text of `endpoints.json`. */
  readonly endpoints: string;
  /** A person as customer and agent; undefined without Amazon Connect. */
  readonly connect: ServeDevRoute | undefined;
  readonly providers: Pick<Providers, "serve">;
  readonly log: Log;
}

const maxBodyBytes = 10 * 1024 * 1024;

export function servePublic(server: Server, services: PublicServices) {
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    void answer(request, services)
      .catch((error: unknown) => {
        services.log.error(`${request.method} failed: ${describeError(error)}`);
        return message(500, "Internal Server Error");
      })
      .then((result) => send(response, result));
  });
  server.on("upgrade", (request, socket, head) => {
    if (!services.sockets.upgrade(request, socket, head))
      socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
  });
}

/** What answers until the platform can. */
export function serveStarting(server: Server) {
  server.on("request", (_, response) =>
    send(response, message(503, "Service Unavailable", { "retry-after": "1" })),
  );
}

async function answer(request: IncomingMessage, services: PublicServices): Promise<HttpResponse> {
  const [rawPath = "/", rawQueryString = ""] = (request.url ?? "/").split(/\?(.*)/s);
  const method = request.method ?? "GET";
  let body: Buffer;
  try {
    body = await readBody(request, maxBodyBytes);
  } catch (error) {
    if (error instanceof BodyTooLargeError) return message(413, "Request Entity Too Large");
    throw error;
  }
  const provider = await services.providers.serve({
    method,
    path: request.url ?? "/",
    headers: headersOf(request),
    body,
  });
  if (provider) return provider;
  const development =
    services.connect?.(method, rawPath, body) ??
    (await developmentRoute(`${method} ${rawPath}`, body, services));
  if (development) return development;
  const sourceIp = request.socket.remoteAddress ?? "";
  const rawHeaders = [...request.rawHeaders, "x-forwarded-for", sourceIp, "x-forwarded-proto", "http"];
  const routed = await services.http({ method, rawPath, rawQueryString, rawHeaders, body, sourceIp });
  if (routed) return routed;
  const forPage = (method === "GET" || method === "HEAD") && !/^\/v1(\/|$)/.test(rawPath);
  return forPage ? services.site(rawPath) : message(404, "Not Found");
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? "")]));

async function developmentRoute(
  route: string,
  body: Buffer,
  services: PublicServices,
): Promise<HttpResponse | undefined> {
  if (route === "GET /v1/dev/endpoints") {
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      cookies: [],
      body: services.endpoints,
    };
  }
  if (route !== "POST /v1/dev/token") return undefined;
  const { status, contentType, body: made } = await services.issuer.token(body);
  return { status, headers: { "content-type": contentType }, cookies: [], body: JSON.stringify(made) };
}

function send(response: ServerResponse, { status, headers, cookies, body }: HttpResponse) {
  const bodyless = status === 204 || status === 304;
  response.writeHead(status, {
    ...headers,
    ...(cookies.length > 0 ? { "set-cookie": [...cookies] } : {}),
    ...(bodyless ? {} : { "content-length": Buffer.byteLength(body) }),
  });
  response.end(bodyless || response.req.method === "HEAD" ? undefined : body);
}
