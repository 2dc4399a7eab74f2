/** The suites: `unit` is `npm test`; the others need Java or a browser. */
import { defineConfig } from "vitest/config";

const java = "test/**/*.java.test.ts";
const browser = "test/**/*.browser.test.ts";

export default defineConfig({
  test: {
    maxWorkers: 2,
    silent: "passed-only",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    setupFiles: ["test/support/same-runs.ts"],
    projects: [
      {
        extends: true,
        // Files of a worker share the modules they import: loading them again and again took a third of the time.
        test: { name: "unit", include: ["test/**/*.test.ts"], exclude: [java, browser], isolate: false },
      },
      { extends: true, test: { name: "conformance", include: [java, "test/conformance/*.test.ts"] } },
      { extends: true, test: { name: "browser", include: [browser], fileParallelism: false } },
    ],
  },
});
