/** What the mails that break readers cost to read: each in a process of its own. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { mail, torture, usual } from "../../test/adapters/mail/mails.ts";
import { bundleEntry } from "../bundle.ts";
import type { Benchmark, Measurement, Mode } from "../measurement.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

const mostMs = 50;
const mostBytes = 64 * 1024 * 1024;
const rounds: Readonly<Record<Mode, number>> = { full: 6, smoke: 2 };
/** By either figure: the rest cost less. */
const shown = 8;

const figuresSchema = z.object({ peakBytes: z.number(), cpuMs: z.number(), floorMs: z.number() });
type Figures = z.infer<typeof figuresSchema> & { readonly name: string };

const run = promisify(execFile);
const project = join(import.meta.dirname, "../../package.json");
const pythons = join(import.meta.dirname, "../../test/adapters/mail/fixtures/python");

export const mailTorture: Benchmark = {
  name: "mail",
  about:
    "reading each mail that breaks readers (ours and CPython's): CPU, best of several, floor: mailparser; and the peak of memory that a first reading adds; the dearest of each, then large mails that are whole",
  async run(mode) {
    const directory = temporaryDirectory();
    const { file: program } = await bundleEntry("mail/read-mail-file.ts", directory, true);
    const measure = async (mails: Readonly<Record<string, Buffer>>) => {
      const figures: Figures[] = [];
      for (const [name, raw] of Object.entries(mails)) {
        const file = join(directory, "mail.eml");
        writeFileSync(file, raw);
        const { stdout } = await run(process.execPath, [program, file, String(rounds[mode]), project]);
        figures.push({ name, ...figuresSchema.parse(JSON.parse(stdout)) });
      }
      return figures;
    };
    if (mode === "smoke") return rows(await measure(torture));
    const whole = await measure(largeMails());
    return [
      ...rows(await measure({ ...torture, ...ofPython() })),
      ...whole.flatMap((figures) => [cpuOf(figures), memoryOf(figures)]),
    ];
  },
};

/** Of these the time and the memory grow with their size: they are read when the sender has his answer. */
function largeMails(): Record<string, Buffer> {
  const withFile = (bytes: number) => [
    ...usual,
    "Content-Type: multipart/mixed; boundary=x",
    "",
    "--x",
    "Content-Type: application/pdf",
    "Content-Transfer-Encoding: base64",
    "",
    ...(randomBytes(bytes)
      .toString("base64")
      .match(/.{1,76}/g) ?? []),
    "--x--",
  ];
  return {
    "a file of 7 MB": mail(...withFile(7_000_000)),
    "a forwarded mail with a file of 7 MB": mail(
      ...usual,
      "Content-Type: message/rfc822",
      "",
      ...withFile(7_000_000),
    ),
    "1 MB of lines": mail(
      ...usual,
      "",
      "Siparisim gelmedi, ne zaman gelecek? Tesekkurler.\r\n".repeat(20_000),
    ),
  };
}

function ofPython(): Record<string, Buffer> {
  const names = readdirSync(pythons).filter((name) => name.startsWith("msg_"));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(pythons, name))]));
}

function rows(figures: readonly Figures[]): Measurement[] {
  const dearest = (figure: "cpuMs" | "peakBytes") =>
    figures.toSorted((one, other) => other[figure] - one[figure]).slice(0, shown);
  return [
    ...dearest("cpuMs").map((one) => ({ ...cpuOf(one), budget: { kind: "atMost", value: mostMs } as const })),
    ...dearest("peakBytes").map((one) => ({
      ...memoryOf(one),
      budget: { kind: "atMost", value: mostBytes } as const,
      isHard: true,
    })),
  ];
}

function cpuOf({ name, cpuMs, floorMs }: Figures): Measurement {
  return { name: `mail: CPU of ${name}`, unit: "ms", measured: cpuMs, floor: floorMs };
}

function memoryOf({ name, peakBytes }: Figures): Measurement {
  return { name: `mail: memory of ${name}`, unit: "bytes", measured: peakBytes };
}
