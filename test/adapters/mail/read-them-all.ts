/** Reads every mail that breaks readers, and prints by how many bytes the process grew at its peak. */
import { peakOfMemory } from "../../../bench/peak-memory.ts";
import { readOne, torture } from "./mails.ts";

async function readThemAll() {
  await readOne(Buffer.from("From: ayse@musteri.example\r\n\r\nmerhaba"));
  const held = process.memoryUsage.rss();
  for (const raw of Object.values(torture)) await readOne(raw);
  process.stdout.write(String(peakOfMemory() - held));
}

void readThemAll();
