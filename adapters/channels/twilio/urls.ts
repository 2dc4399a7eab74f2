/** The forms of a webhook's URL that Twilio may have signed. */
import { parse, stringify } from "node:querystring";

/** Scheme with credentials, host (in brackets for IPv6), port, and the rest, without normalising any of it. */
const urlParts = /^([a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?)((?:[^/?#]*\])?[^/?#:]*)(:[^/?#]*)?(.*)$/is;

/**
 * As received, without and with its port; then as `new URL` writes it; then with the query escaped as Node's
 * `querystring` does. These and this order are the Twilio SDK's (twilio-node, `lib/webhooks/webhooks.js`).
 */
export function signedUrls(url: string): readonly string[] {
  const normalized = URL.parse(url)?.href ?? url;
  const bare = withoutPort(normalized);
  const ported = withPort(normalized);
  return [
    ...new Set([
      withoutPort(url),
      withPort(url),
      bare,
      ported,
      withLegacyQuery(bare),
      withLegacyQuery(ported),
    ]),
  ];
}

function withoutPort(url: string): string {
  return url.replace(urlParts, "$1$2$4");
}

function withPort(url: string): string {
  return url.replace(
    urlParts,
    (whole, scheme: string, host: string, port: string | undefined, rest: string) =>
      port ? whole : `${scheme}${host}${/^https:/i.test(scheme) ? ":443" : ":80"}${rest}`,
  );
}

function withLegacyQuery(url: string): string {
  const start = url.indexOf("?");
  if (start === -1 || start === url.length - 1) return url;
  return `${url.slice(0, start)}?${stringify(parse(url.slice(start + 1)))}`;
}
