/** What was said arrives as it was said, and when it was said. */
import assert from "node:assert/strict";
import { withEach } from "../breaking.ts";
import { assertKeepable, eventsIn, happened, now, said, talks, usual } from "../calls.ts";
import { always, type Check } from "../check.ts";

const hardTexts = [
  "Iğdır'da ŞİİR, ığüşöçİĞÜŞÖÇ: çok güzel",
  "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇹🇷",
  "مرحبا \u202bشكرا\u202c שלום",
  "\"quotes\" 'single' \\back\\ /slash/ <b>&amp;</b> %41+%20 ?a=1&b=2 #x {y} [z]",
  "first line\nsecond line\n\nfourth\tline",
  "e\u0301 is not \u00e9; \u00a0nbsp; \u200bzero",
];

export const contentChecks: readonly Check[] = [
  {
    name: "brings a customer's message as an inbound message.received",
    applies: talks,
    run: async (channel) => {
      const { kind, direction, identifiers } = await said(channel, "Merhaba");
      assert.deepEqual({ kind, direction }, { kind: "message.received", direction: "inbound" });
      assert.ok(identifiers.length > 0, "nobody said it");
    },
    broken: (good) => withEach(good, () => ({ kind: "webhook.received" })),
  },
  {
    name: "brings Turkish, emoji, right-to-left and every sign verbatim",
    applies: talks,
    run: async (channel) => {
      for (const text of hardTexts) assert.equal((await said(channel, text)).text, text);
    },
    broken: (good) => withEach(good, ({ text }) => (text === undefined ? {} : { text: text.normalize() })),
  },
  {
    name: "brings 20 KB of text whole",
    applies: talks,
    run: async (channel) => {
      const text = "Şöyle oldu: ".repeat(1500).trim();
      assert.equal((await said(channel, text)).text, text);
    },
    broken: (good) =>
      withEach(good, ({ text }) => (text === undefined ? {} : { text: text.slice(0, 16_000) })),
  },
  {
    name: "mends half a surrogate pair, and survives NUL",
    applies: talks,
    run: async (channel) => {
      for (const nasty of ["\ud800", "\udc00\ud800", "\0", "\ufeff"]) {
        const event = await said(channel, `önce${nasty}sonra`);
        assertKeepable(event);
        assert.match(event.text ?? "", /^önce[\s\S]{0,2}sonra$/);
      }
    },
    broken: (good) =>
      withEach(good, ({ text }) => (text === undefined ? {} : { text: text.replaceAll("\ufffd", "\ud800") })),
  },
  {
    name: "takes the provider's time of an event, or none",
    applies: always,
    run: async (channel) => {
      const samples = [
        usual(channel),
        channel.samples.message?.({ id: "kit-1", text: "Merhaba", at: happened }),
      ];
      for (const sample of samples) {
        if (sample === undefined) continue;
        for (const { occurredAt } of await eventsIn(channel, sample)) {
          if (occurredAt === undefined) continue;
          const off = Math.abs(Date.parse(occurredAt) - happened.getTime());
          assert.ok(off < 1000, `it happened at ${happened.toISOString()}, and not at ${occurredAt}`);
        }
      }
    },
    broken: (good) => withEach(good, () => ({ occurredAt: now.toISOString() })),
  },
  {
    name: "names the message that a customer wrote, for a reply to answer it",
    applies: (channel) => talks(channel) && channel.samples.sending !== undefined,
    run: async (channel) => {
      const [one, two] = [await said(channel, "Merhaba", "kit-1"), await said(channel, "Merhaba", "kit-2")];
      assert.ok(one.providerMessageId ?? one.thread, "neither providerMessageId nor thread");
      if (one.providerMessageId !== undefined) assert.notEqual(one.providerMessageId, two.providerMessageId);
    },
    broken: (good) => withEach(good, () => ({ providerMessageId: undefined, thread: undefined })),
  },
];
