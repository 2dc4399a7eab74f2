/** The reader of mails as it is bundled, with stand-ins for what it does not use. */

import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { aliases } from "../../../lib/constructs/bundling.ts";
import { bundleEntry } from "../../../scripts/bundle.ts";
import { context, mail, readOne, usual } from "./mails.ts";

const entry = join(import.meta.dirname, "../../../adapters/mail/read-mail.ts");
/** Now 165 KB, of which postal-mime is 78. */
const largest = 175_000;

it("reads the same from its bundle, which is small", async () => {
  const directory = mkdtempSync(join(tmpdir(), "read-mail-"));
  try {
    const file = join(directory, "read-mail.cjs");
    expect(await bundleEntry(entry, file, aliases)).toBeLessThan(largest);
    const { readMail } = createRequire(import.meta.url)(file);
    const raw = mail(
      ...usual,
      "Content-Type: text/html",
      "",
      '<p style="color:red">Bir <a href="https://a.example" style="x">iki</a><img src="cid:1" srcset="https://a.example/x 1x"></p>',
    );
    expect(await readMail(raw, context)).toEqual([await readOne(raw)]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
