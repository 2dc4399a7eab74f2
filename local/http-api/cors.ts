/** Cross-origin answers of an HTTP API with a CORS configuration. Pure. */
import * as z from "zod";

const list = z.array(z.string()).default([]);

export const corsConfiguration = z.strictObject({
  AllowOrigins: list,
  AllowMethods: list,
  AllowHeaders: list,
  ExposeHeaders: list,
  AllowCredentials: z.boolean().default(false),
  MaxAge: z.coerce.number().optional(),
});
export type CorsConfiguration = z.infer<typeof corsConfiguration>;

type Headers = Readonly<Record<string, string>>;

/** What every response to a permitted origin carries; nothing for others. */
export function corsHeaders(cors: CorsConfiguration, origin: string | undefined): Headers {
  if (origin === undefined) return {};
  const any = cors.AllowOrigins.includes("*");
  if (!any && !cors.AllowOrigins.includes(origin)) return {};
  return {
    "access-control-allow-origin": any ? "*" : origin,
    ...(any ? {} : { vary: "Origin" }),
    ...(cors.AllowCredentials ? { "access-control-allow-credentials": "true" } : {}),
    ...(cors.ExposeHeaders.length > 0
      ? { "access-control-expose-headers": cors.ExposeHeaders.join(",") }
      : {}),
  };
}

/** The headers of the 204 that answers a preflight request. */
export function preflightHeaders(cors: CorsConfiguration, origin: string | undefined): Headers {
  const allowed = corsHeaders(cors, origin);
  if (Object.keys(allowed).length === 0) return {};
  return {
    ...allowed,
    "access-control-allow-methods": cors.AllowMethods.join(","),
    "access-control-allow-headers": cors.AllowHeaders.join(","),
    ...(cors.MaxAge === undefined ? {} : { "access-control-max-age": String(cors.MaxAge) }),
  };
}
