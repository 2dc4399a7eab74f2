/** Turns what a function returned into the HTTP response, as payload format 2.0 does. Pure. */
import * as z from "zod";

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer | string;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const proxyResponse = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** @param payload what came back as JSON; without `statusCode` it is the body of a 200 */
export function httpResponse(payload: unknown): HttpResponse {
  if (typeof payload !== "object" || payload === null || !("statusCode" in payload)) {
    const body = typeof payload === "string" ? payload : JSON.stringify(payload);
    return { status: 200, headers: { "content-type": "application/json" }, cookies: [], body };
  }
  const parsed = proxyResponse.safeParse(payload);
  if (!parsed.success) return message(500, "Internal Server Error");
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const lowerCased = Object.entries(headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  return {
    status: statusCode,
    headers: {
      ...(body ? { "content-type": "text/plain;charset=utf-8" } : {}),
      ...Object.fromEntries(lowerCased),
    },
    cookies: cookies ?? [],
    body: isBase64Encoded ? Buffer.from(body ?? "", "base64") : (body ?? ""),
  };
}

/** API Gateway's own answers. */
export function message(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    cookies: [],
    body: JSON.stringify({ message: text }),
  };
}
