/** Reads the mail in the file named by its first argument, as often as its second one says, and prints what it cost. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { readMail } from "../../adapters/mail/read-mail.ts";
import type { MailContext } from "../../domain/mail/mail-context.ts";
import { peakOfMemory } from "../peak-memory.ts";

const context: MailContext = {
  receivedAt: "2026-01-02T10:00:00.000Z",
  recipients: ["destek@acme.example"],
  verdicts: {},
  account: {},
};

/** Has each kind of part, so that what is loaded and compiled once is not counted for the mail. */
const usual = Buffer.from(
  [
    "From: ayse@musteri.example",
    "Content-Type: multipart/mixed; boundary=x",
    "",
    "--x",
    "",
    "merhaba",
    "--x",
    "Content-Type: text/html",
    "",
    "<p>merhaba</p>",
    "--x",
    "Content-Type: application/pdf",
    "Content-Transfer-Encoding: base64",
    "",
    "bWVyaGFiYQ==",
    "--x--",
  ].join("\r\n"),
);

interface MailParser {
  readonly simpleParser: (raw: Buffer) => Promise<unknown>;
}

function isMailParser(module: unknown): module is MailParser {
  return typeof module === "object" && module !== null && "simpleParser" in module;
}

/** Not bundled with what is measured. */
function mailParser(project: string): (raw: Buffer) => Promise<unknown> {
  const module: unknown = createRequire(project)("mailparser");
  if (!isMailParser(module)) throw new Error("there is no mailparser");
  // It gives up on some of these mails, after most of the work.
  return (raw) => module.simpleParser(raw).catch(() => undefined);
}

async function leastCpuMs(read: (raw: Buffer) => Promise<unknown>, raw: Buffer, rounds: number) {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    await read(raw);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

async function measure([file = "", rounds = "1", project = ""]: readonly string[]) {
  const read = (raw: Buffer) => readMail(raw, context);
  await read(usual);
  const raw = readFileSync(file);
  const heldBytes = process.memoryUsage.rss();
  await read(raw);
  const peakBytes = peakOfMemory() - heldBytes;
  const cpuMs = await leastCpuMs(read, raw, Number(rounds));
  const floorMs = await leastCpuMs(mailParser(project), raw, Number(rounds));
  process.stdout.write(JSON.stringify({ peakBytes, cpuMs, floorMs }));
}

void measure(process.argv.slice(2));
