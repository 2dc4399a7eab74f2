/** The certificate that a message of Amazon SNS names as its signer's: fetched from SNS once, then kept. */
import { X509Certificate } from "node:crypto";

/** @returns PEM; `undefined` when there is none at that address. @throws what may pass */
export type FetchCertificate = (url: string) => Promise<string | undefined>;

export type CertificateAt = (url: string) => Promise<X509Certificate | undefined>;

const host = /^sns\.[a-z0-9-]{3,}\.amazonaws\.com(\.cn)?$/;

/** Whether it is SNS's own address and nothing beside it: everybody can write an address into a message. */
export function isCertificateUrl(text: string): boolean {
  const url = URL.parse(text);
  // Compared as text, since parsing drops what is empty or usual: `:443`, `@`, `?`, `#`, tabs.
  return (
    url !== null &&
    host.test(url.hostname) &&
    url.pathname.endsWith(".pem") &&
    text === `https://${url.hostname}${url.pathname}`
  );
}

/** @returns `undefined` for what is no certificate */
export function certificateIn(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

export function isCurrent({ validFrom, validTo }: X509Certificate, now: Date): boolean {
  return Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo);
}

/** SNS has one certificate for each Region at a time. */
const mostKept = 32;

export function keptCertificates(fetchCertificate: FetchCertificate): CertificateAt {
  const kept = new Map<string, Promise<X509Certificate | undefined>>();
  async function read(url: string) {
    try {
      const pem = await fetchCertificate(url);
      const certificate = pem === undefined ? undefined : certificateIn(pem);
      if (certificate === undefined) kept.delete(url);
      return certificate;
    } catch (cause) {
      kept.delete(url);
      throw cause;
    }
  }
  return (url) => {
    if (!isCertificateUrl(url)) return Promise.resolve(undefined);
    const known = kept.get(url) ?? read(url);
    if (!kept.has(url)) {
      const [oldest] = kept.keys();
      if (oldest !== undefined && kept.size >= mostKept) kept.delete(oldest);
      kept.set(url, known);
    }
    return known;
  };
}
