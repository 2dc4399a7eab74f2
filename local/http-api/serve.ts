/** Answers one request of the public port from the HTTP APIs' routes. */
import { randomUUID } from "node:crypto";
import type { JWTVerifyGetKey } from "jose";
import type { Api, Route } from "../api-definitions.ts";
import { withinTime } from "../lambda/wake.ts";
import type { Log } from "../log.ts";
import { type CorsConfiguration, corsHeaders, preflightHeaders } from "./cors.ts";
import { type HttpRequest, httpEvent, joinedHeaders } from "./event.ts";
import { authorizeJwt } from "./jwt-authorizer.ts";
import { type HttpResponse, httpResponse, message } from "./response.ts";
import { chooseRoute } from "./route-key.ts";

/** Lambda takes no larger event; API Gateway then answers as if the body was too large. */
const maxEventBytes = 6 * 1024 * 1024;

/** @returns undefined when no route matches: the port may serve something else there */
export type ServeHttp = (request: HttpRequest) => Promise<HttpResponse | undefined>;

interface HttpRoute extends Route {
  readonly api: Api;
}

export function serveHttpApis(apis: readonly Api[], keys: JWTVerifyGetKey, log: Log): ServeHttp {
  const routes = apis
    .filter(({ protocol }) => protocol === "HTTP")
    .flatMap((api) => api.routes.map((route): HttpRoute => ({ ...route, api })));
  const cors = apis.find((api) => api.cors !== undefined)?.cors;

  return async (request) => {
    const headers = joinedHeaders(request.rawHeaders);
    if (cors && request.method === "OPTIONS" && headers["access-control-request-method"] !== undefined) {
      return { status: 204, headers: preflightHeaders(cors, headers.origin), cookies: [], body: "" };
    }
    const chosen = chooseRoute(routes, request.method, request.rawPath);
    if (!chosen) return undefined;
    const response = await answer(request, headers, chosen.route, chosen.pathParameters, keys, log);
    return withCors(response, chosen.route.api.cors, headers.origin);
  };
}

async function answer(
  request: HttpRequest,
  headers: Readonly<Record<string, string>>,
  route: HttpRoute,
  pathParameters: Readonly<Record<string, string>>,
  keys: JWTVerifyGetKey,
  log: Log,
): Promise<HttpResponse> {
  const authorization =
    route.authorizer && (await authorizeJwt(route.authorizer, keys, headers.authorization, route.scopes));
  if (authorization?.kind === "forbidden") return message(403, "Forbidden");
  if (authorization?.kind === "unauthorized") {
    log.info(`${request.method} ${route.routeKey}: 401, ${authorization.reason}`);
    return message(401, "Unauthorized", { "www-authenticate": "Bearer" });
  }
  const event = httpEvent(request, {
    apiId: route.api.id,
    routeKey: route.routeKey,
    stage: route.api.stage,
    domainName: headers.host ?? route.api.domainName,
    requestId: randomUUID(),
    pathParameters,
    jwt: authorization && { claims: authorization.claims, scopes: authorization.scopes },
    now: new Date(),
  });
  if (event.body !== undefined && event.body.length > maxEventBytes)
    return message(413, "Request Entity Too Large");
  const invocation = await withinTime(route.target.invoke(event), route.timeoutMs);
  if (invocation === "late") return message(503, "Service Unavailable");
  return invocation.ok ? httpResponse(invocation.payload) : message(500, "Internal Server Error");
}

function withCors(response: HttpResponse, cors: CorsConfiguration | undefined, origin: string | undefined) {
  return cors ? { ...response, headers: { ...response.headers, ...corsHeaders(cors, origin) } } : response;
}
