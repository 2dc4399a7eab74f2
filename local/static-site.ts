/** The panel: what the template's bucket deployment would upload, served from where it was built. */
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import * as z from "zod";
import { type HttpResponse, message } from "./http-api/response.ts";
import type { Resources } from "./template/resources.ts";

const deployment = z.object({
  SourceObjectKeys: z.array(z.string()),
  SourceMarkers: z.array(z.record(z.string(), z.string())).default([]),
});
const override = z.object({ Override: z.boolean() }).partial();
const headersPolicy = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z
      .object({
        ContentSecurityPolicy: override.extend({ ContentSecurityPolicy: z.string() }).optional(),
        ContentTypeOptions: override.optional(),
        ReferrerPolicy: override.extend({ ReferrerPolicy: z.string() }).optional(),
      })
      .optional(),
  }),
});

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** Answers every path: a page application's own paths lead to its `index.html`. */
export type ServeSite = (path: string) => Promise<HttpResponse>;

export function serveSite(resources: Resources): ServeSite {
  const sources = resources
    .ofType("Custom::CDKBucketDeployment", deployment)
    .flatMap(({ assets, properties }) =>
      properties.SourceObjectKeys.flatMap((key, index) => {
        const directory = assets.get(key.replace(/\.zip$/, ""));
        return directory === undefined ? [] : [{ directory, markers: properties.SourceMarkers[index] ?? {} }];
      }),
    );
  const policies = resources.ofType("AWS::CloudFront::ResponseHeadersPolicy", headersPolicy);
  const headers = Object.assign({}, ...policies.map(({ properties }) => securityHeaders(properties)));

  return async (path) => {
    const page = (await read(path)) ?? (await read("/index.html"));
    if (!page) return message(404, "Not Found");
    return { status: 200, headers: { ...headers, ...page.headers }, cookies: [], body: page.body };
  };

  async function read(path: string) {
    const name = normalize(decoded(path === "/" ? "/index.html" : path));
    for (const { directory, markers } of sources) {
      const file = join(directory, name);
      if (!file.startsWith(directory) || !(await isFile(file))) continue;
      const body = await readFile(file);
      return {
        headers: {
          "content-type": contentTypes[extname(file)] ?? "application/octet-stream",
          "cache-control": /-[\w-]{8,}\.\w+$/.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
        },
        body: Object.keys(markers).length === 0 ? body : filled(body.toString("utf8"), markers),
      };
    }
    return undefined;
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** A deployment's markers stand for values that only the deployed stack knows. */
function filled(text: string, markers: Readonly<Record<string, string>>): string {
  return Object.entries(markers).reduce((result, [marker, value]) => result.replaceAll(marker, value), text);
}

function securityHeaders({
  ResponseHeadersPolicyConfig: config,
}: z.infer<typeof headersPolicy>): Record<string, string> {
  const {
    ContentSecurityPolicy: csp,
    ContentTypeOptions: types,
    ReferrerPolicy: referrer,
  } = config.SecurityHeadersConfig ?? {};
  return {
    ...(csp ? { "content-security-policy": csp.ContentSecurityPolicy } : {}),
    ...(types ? { "x-content-type-options": "nosniff" } : {}),
    ...(referrer ? { "referrer-policy": referrer.ReferrerPolicy } : {}),
  };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
