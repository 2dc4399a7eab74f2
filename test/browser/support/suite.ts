/** One platform and one browser for a file of tests; each test gets a browser profile of its own. */

import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Language } from "../../../panel/text/text.ts";
import { freshDataDir, type PlatformProcess, startProcess } from "../../support/platform-process.ts";
import { launchChromium } from "./chromium.ts";
import { type Troubles, watchTroubles } from "./troubles.ts";

interface Wishes {
  language?: Language;
  width?: number;
  /** The name to open the page by. */
  host?: "127.0.0.1" | "localhost";
  /** What comes after the `#`. */
  hash?: string;
}

export interface Visit {
  readonly page: Page;
  readonly troubles: Troubles;
  /** How often the page was loaded. */
  loads(): number;
}

export interface Suite {
  readonly url: string;
  /** Opens the page and waits until it is live. */
  visit(wishes?: Wishes): Promise<Visit>;
  /** As a machine that loses power and comes back. */
  killPlatform(): Promise<void>;
  startPlatform(): Promise<void>;
}

const locales: Record<Language, string> = { en: "en-GB", tr: "tr-TR" };
const patienceMs = 15_000;

export function browserSuite(): Suite {
  const dataDir = freshDataDir();
  const open: { context: BrowserContext; troubles: Troubles }[] = [];
  let browser: Browser;
  let platform: PlatformProcess;

  beforeAll(async () => {
    [browser, platform] = await Promise.all([launchChromium(), startProcess(dataDir)]);
  });
  afterAll(() => Promise.all([browser?.close(), platform?.stop()]));
  afterEach(async () => {
    const visits = open.splice(0);
    const unexplained = visits.flatMap(({ troubles }) => troubles.unexplained());
    for (const { context } of visits) await context.close();
    expect(unexplained, platform.output()).toEqual([]);
  });

  return {
    get url() {
      return platform.url;
    },
    async visit({ language = "en", width = 1280, host = "127.0.0.1", hash = "" } = {}) {
      const context = await browser.newContext({
        locale: locales[language],
        viewport: { width, height: 900 },
        reducedMotion: "reduce",
      });
      context.setDefaultTimeout(patienceMs);
      const troubles = watchTroubles(context, [host]);
      open.push({ context, troubles });
      const page = await context.newPage();
      let loads = 0;
      page.on("load", () => (loads += 1));
      const address = new URL(platform.url);
      address.hostname = host;
      await page.goto(`${address}${hash}`);
      await waitForLive(page);
      return { page, troubles, loads: () => loads };
    },
    killPlatform: () => platform.kill(),
    async startPlatform() {
      platform = await startProcess(dataDir, Number(new URL(platform.url).port));
    },
  };
}

export const waitForLive = (page: Page) => waitForLiveState(page, "live");

export const waitForLiveState = (page: Page, state: string) =>
  page.locator(`[data-testid=live-state][data-state=${state}]`).waitFor();
