/** Mails that break readers: those of CPython's own tests, and some of ours. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildContactEvent } from "../../../domain/ingest/build-contact-event.ts";
import { contactEventSchema } from "../../../schemas/contact-event.ts";
import { delivery, pepper } from "../../support/events.ts";
import { context, readOne, torture } from "./mails.ts";

const run = promisify(execFile);
const folder = join(import.meta.dirname, "fixtures/python");
const python = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.startsWith("msg_"))
    .map((name) => [name, readFileSync(join(folder, name))]),
);
const mails = Object.entries({ ...python, ...torture });

/** Of one mail; code that is new and a machine under load are given some more. `bench/mail` measures the time itself. */
const usualMs = 50;
const loadFactor = 8;
/** Of all mails in turn, while `bench/mail` measures each: what one leaves behind may be there with the next. */
const mostBytes = 2 * 64 * 1024 * 1024;

/** In milliseconds of the processor: others may want it too. */
async function timed(raw: Buffer) {
  const started = process.cpuUsage();
  const event = await readOne(raw);
  const { user, system } = process.cpuUsage(started);
  return [(user + system) / 1000, event] as const;
}

describe("a mail that breaks readers", () => {
  it("is one of many", () => {
    expect(Object.keys(torture).length).toBeGreaterThanOrEqual(40);
    expect(Object.keys(python).length).toBeGreaterThanOrEqual(40);
  });

  it.each(mails)("becomes one event that can be stored, the same each time: %s", async (_, raw) => {
    const [first, { files = [], ...event }] = await timed(raw);
    const [second, { files: again = [], ...repeated }] = await timed(raw);
    expect(Math.min(first, second)).toBeLessThan(usualMs * loadFactor);
    expect(repeated).toEqual(event);
    expect(again.map(({ bytes }) => bytes.length)).toEqual(files.map(({ bytes }) => bytes.length));
    expect(files.length).toBe(event.attachments?.length ?? 0);
    if (event.attributes?.partial === true) {
      expect(Buffer.from(files.at(-1)?.bytes ?? []).equals(raw)).toBe(true);
    }
    const stored = buildContactEvent({ pepper, defaultCountry: "TR" }, event, delivery).event;
    expect(contactEventSchema.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
  });

  it("takes little memory, at the peak of it", async () => {
    const program = join(import.meta.dirname, "read-them-all.ts");
    const { stdout } = await run(process.execPath, ["--import", "tsx", program]);
    expect(Number(stdout)).toBeGreaterThan(0);
    expect(Number(stdout)).toBeLessThan(mostBytes);
  });

  it("is not taken apart where that takes long, and comes along as it was", async () => {
    for (const name of [
      "10,000 parts",
      "10,000 empty parts",
      "10,000 nested multiparts",
      "a header of 5 MB",
    ]) {
      const { attributes, attachments } = await readOne(torture[name] ?? Buffer.alloc(0));
      expect(attributes?.partial, name).toBe(true);
      expect(attachments, name).toEqual([{ name: "message.eml", contentType: "message/rfc822" }]);
    }
  });

  it("says what it says even where its parts have no bounds", async () => {
    for (const name of ["a multipart without a boundary", "a boundary that is never used"]) {
      expect((await readOne(torture[name] ?? Buffer.alloc(0))).text, name).toBe("merhaba");
    }
  });

  it("may be any bytes, and any change of a good mail", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        expect((await readOne(bytes)).channel).toBe("email");
      }),
      { numRuns: 100 },
    );
    const good = python["msg_07.txt"] ?? Buffer.alloc(0);
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), async (at, byte) => {
        const changed = Buffer.from(good);
        changed[at] = byte;
        expect((await readOne(changed)).identifiers.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });

  it("is known by what the provider calls it, else by its Message-ID and our address, else by its bytes", async () => {
    const raw = torture["only headers"] ?? Buffer.alloc(0);
    const key = async (changes: Partial<typeof context>, bytes = raw) =>
      (await readOne(bytes, changes)).idempotencyKey;
    expect(await key({ idempotencyKey: "ses-1" })).toBe("ses-1");
    expect(await key({})).toBe(await key({}, Buffer.concat([raw, Buffer.from("\r\n\r\nx")])));
    expect(await key({})).not.toBe(await key({ recipients: ["satis@acme.example"] }));
    expect(await key({}, Buffer.from("a"))).not.toBe(await key({}, Buffer.from("b")));
  });

  it("has its provider's time, and none of its sender's", async () => {
    const raw = torture["only headers"] ?? Buffer.alloc(0);
    expect(await readOne(raw, { idempotencyKey: "ses-1" })).toHaveProperty("occurredAt", context.receivedAt);
    expect(await readOne(raw)).not.toHaveProperty("occurredAt");
  });
});
