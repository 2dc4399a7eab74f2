/** Makes the payload 2.0 event that API Gateway's HTTP APIs hand to a function. Pure. */
import { accountId } from "../account.ts";

export interface HttpRequest {
  readonly method: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  /** Name and value in turns, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface RouteContext {
  readonly apiId: string;
  readonly routeKey: string;
  readonly stage: string;
  readonly domainName: string;
  readonly requestId: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly jwt?:
    | { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null }
    | undefined;
  readonly now: Date;
}

export function httpEvent(request: HttpRequest, route: RouteContext) {
  const { cookie, ...headers } = joinedHeaders(request.rawHeaders);
  const query = joinedQuery(request.rawQueryString);
  const body = encodedBody(request.body, headers["content-type"]);
  return {
    version: "2.0",
    routeKey: route.routeKey,
    rawPath: request.rawPath,
    rawQueryString: request.rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId,
      apiId: route.apiId,
      ...(route.jwt ? { authorizer: { jwt: route.jwt } } : {}),
      domainName: route.domainName,
      domainPrefix: route.domainName.split(".")[0],
      http: {
        method: request.method,
        path: request.rawPath,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: route.requestId,
      routeKey: route.routeKey,
      stage: route.stage,
      time: commonLogTime(route.now),
      timeEpoch: route.now.getTime(),
    },
    ...(Object.keys(route.pathParameters).length === 0 ? {} : { pathParameters: route.pathParameters }),
    ...body,
  };
}

/** Names in lower case, repeated ones joined by commas. */
export function joinedHeaders(raw: readonly string[]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index]?.toLowerCase() ?? "";
    const value = raw[index + 1] ?? "";
    const separator = name === "cookie" ? "; " : ",";
    joined[name] = joined[name] === undefined ? value : `${joined[name]}${separator}${value}`;
  }
  return joined;
}

export function joinedQuery(rawQueryString: string): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    joined[name] = joined[name] === undefined ? value : `${joined[name]},${value}`;
  }
  return joined;
}

const textual = /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.-]+\+(json|xml)\b)/i;

/** Text only where it comes back byte by byte; a form, like anything else, is base64. */
function encodedBody(body: Buffer, contentType = ""): { body?: string; isBase64Encoded: boolean } {
  if (body.length === 0) return { isBase64Encoded: false };
  const text = body.toString("utf8");
  if (textual.test(contentType) && Buffer.from(text, "utf8").equals(body))
    return { body: text, isBase64Encoded: false };
  return { body: body.toString("base64"), isBase64Encoded: true };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `22/Nov/2026:04:26:00 +0000` */
function commonLogTime(now: Date): string {
  const [year, month, day] = now.toISOString().slice(0, 10).split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${now.toISOString().slice(11, 19)} +0000`;
}
