/** Watches a browser context for what must not happen: errors, failed requests, calls to strangers. */
import type { BrowserContext } from "playwright-core";

export interface Troubles {
  /** Declares a trouble that the test itself makes. */
  expect(pattern: RegExp): void;
  /** Declares a trouble that may or may not come with what the test does. */
  allow(pattern: RegExp): void;
  /** What happened and was not expected, and what was expected and did not happen. */
  unexplained(): string[];
}

export function watchTroubles(context: BrowserContext, ownHosts: readonly string[]): Troubles {
  const seen: string[] = [];
  const expected: RegExp[] = [];
  const allowed: RegExp[] = [];
  const noticeStrangers = (url: string) => {
    const { protocol, hostname } = new URL(url);
    if (protocol !== "data:" && !ownHosts.includes(hostname)) seen.push(`called ${url}`);
  };

  context.on("request", (request) => noticeStrangers(request.url()));
  context.on("requestfailed", (request) => {
    const why = request.failure()?.errorText;
    // A page that is left drops what it was still reading.
    if (why !== "net::ERR_ABORTED") seen.push(`${pathOf(request.url())} failed: ${why}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) seen.push(`${pathOf(response.url())} answered ${response.status()}`);
  });
  context.on("weberror", (error) => seen.push(`threw ${error.error().stack}`));
  context.on("console", (message) => {
    // A request that went wrong is seen above.
    if (message.type() !== "error" || message.text().startsWith("Failed to load resource")) return;
    seen.push(`console: ${message.text()}`);
  });
  context.on("page", (page) => page.on("websocket", (socket) => noticeStrangers(socket.url())));

  return {
    expect: (pattern) => void expected.push(pattern),
    allow: (pattern) => void allowed.push(pattern),
    unexplained: () => [
      ...seen.filter((trouble) => ![...expected, ...allowed].some((pattern) => pattern.test(trouble))),
      ...expected
        .filter((pattern) => !seen.some((trouble) => pattern.test(trouble)))
        .map((pattern) => `expected ${pattern}, which did not happen`),
    ],
  };
}

const pathOf = (url: string) => new URL(url).pathname;
