/** The same request in the forms a developer wants it in. Pure. */
import type { SimulatedRequest } from "./build-request.ts";

/** The body, easier to read: one form field a line, or indented JSON. */
export function readableBody({ headers, body }: SimulatedRequest): string {
  if (headers["content-type"]?.includes("form") !== true)
    return JSON.stringify(JSON.parse(body), undefined, 2);
  return [...new URLSearchParams(body)].map(([name, value]) => `${name} = ${value}`).join("\n");
}

/** The request as a shell command that sends it again. */
export function curlOf({ headers, body, path }: SimulatedRequest, baseUrl: string): string {
  const options = Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  return ["curl -i", ...options, `--data-raw ${quote(body)}`, quote(baseUrl + path)].join(" \\\n  ");
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
