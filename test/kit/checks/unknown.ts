/** What a channel does not know: kept, or refused without a word of it. */
import assert from "node:assert/strict";
import { withAdapter, withEvents } from "../breaking.ts";
import { assertKeepable, eventsIn, happened, keysOf, signed, textsIn, usual, verify } from "../calls.ts";
import { always, type Check } from "../check.ts";
import { assertTaken, documentIn, mark, namesIn, replacements } from "../documents.ts";
import { closedText } from "../nested.ts";

export const unknownChecks: readonly Check[] = [
  {
    name: "keeps a kind that nobody has heard of",
    applies: always,
    run: async (channel) => {
      const sample = channel.samples.unknown(happened);
      assert.equal((await verify(channel, signed(channel, sample))).kind, "verified");
      const events = await eventsIn(channel, sample);
      assert.ok(events.length > 0, "it is lost");
      for (const event of events) {
        assertKeepable(event);
        assert.notEqual(event.kind, "message.received", "it is taken for a message");
      }
      const kept = new Set(textsIn(events.map(({ attributes }) => attributes)));
      assert.ok(
        namesIn(sample).some((name) => kept.has(name)),
        "nothing of what it said is kept",
      );
      const other = await eventsIn(channel, channel.samples.unknown(new Date(happened.getTime() + 1000)));
      assert.equal(new Set([...keysOf(events), ...keysOf(other)]).size, events.length + other.length);
    },
    broken: (good) => withEvents(good, (events) => events.filter(({ kind }) => kind !== "webhook.received")),
  },
  {
    name: "refuses what it cannot read with a JSON pointer, and none of its values",
    applies: always,
    run: (channel) => {
      for (const sample of channel.samples.unreadable) {
        const parsed = channel.adapter.parse(signed(channel, sample), channel.samples.endpoint);
        assert.equal(parsed.kind, "unreadable", `${sample.body.slice(0, 40)} was read`);
        const { pointer, detail } =
          parsed.kind === "unreadable" ? parsed.problem : { pointer: "?", detail: "" };
        assert.match(pointer, /^(\/([\w$-]{1,64}|\*))*$/);
        assert.ok(detail.length > 0 && detail.length < 200, "no word of what was expected");
        const values = /"([^"]{4,})"(?!\s*:)/g;
        for (const [, value = ""] of sample.body.matchAll(values)) assert.ok(!detail.includes(value));
      }
    },
    broken: (good) =>
      withAdapter(good, ({ parse }) => ({
        parse: (request, endpoint) => {
          const parsed = parse(request, endpoint);
          return parsed.kind === "unreadable" ? { ...parsed, problem: { pointer: "", detail: "" } } : parsed;
        },
      })),
  },
  {
    name: "repeats no value and no unknown name of a body in its answer",
    applies: always,
    run: async (channel, runs) => {
      const document = documentIn(usual(channel));
      if (document === undefined) return;
      for (const other of [mark, { [mark]: 1 }, null]) {
        for (const copy of [...replacements(document, other)].slice(0, runs * 5)) {
          await assertTaken(channel, { ...usual(channel), body: closedText(copy) });
        }
      }
      for (const body of [
        mark,
        JSON.stringify(mark),
        JSON.stringify([mark]),
        JSON.stringify({ [mark]: mark }),
      ]) {
        await assertTaken(channel, { ...usual(channel), body });
      }
    },
    broken: (good) =>
      withAdapter(good, ({ parse }) => ({
        parse: (request, endpoint) => {
          const parsed = parse(request, endpoint);
          const detail = `unexpected ${request.body}`;
          return parsed.kind === "unreadable"
            ? { ...parsed, problem: { ...parsed.problem, detail } }
            : parsed;
        },
      })),
  },
];
