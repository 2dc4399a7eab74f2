/** How a call is read: purely, at once, and into what may be kept. */
import assert from "node:assert/strict";
import { Socket } from "node:net";
import { withAdapter, withEach } from "../breaking.ts";
import {
  allSamples,
  assertKeepable,
  built,
  eventsIn,
  eventsOf,
  now,
  said,
  secondsAfter,
  signed,
  talks,
  textsIn,
  usual,
} from "../calls.ts";
import { always, type Check } from "../check.ts";
import { secretsOf } from "../secrets.ts";

export const readingChecks: readonly Check[] = [
  {
    name: "reads the same call as the same events, and changes nothing of it",
    applies: always,
    run: (channel) => {
      const { adapter, samples } = channel;
      for (const [what, sample] of allSamples(channel)) {
        const request = signed(channel, sample);
        const [before, endpoint] = [structuredClone(request.headers), structuredClone(samples.endpoint)];
        const bytes = Buffer.from(request.body);
        const first = adapter.parse(request, samples.endpoint);
        assert.deepEqual(adapter.parse(request, samples.endpoint), first, `${what} is read in two ways`);
        assert.deepEqual(request.headers, before, `the headers of ${what} were changed`);
        assert.ok(request.body.equals(bytes), `the body of ${what} was changed`);
        assert.deepEqual(samples.endpoint, endpoint, `the endpoint was changed by ${what}`);
      }
    },
    broken: (good) =>
      withAdapter(good, ({ parse }) => ({
        parse: (request, endpoint) => {
          const parsed = parse(request, endpoint);
          request.body.fill(0);
          return parsed;
        },
      })),
  },
  {
    name: "reads a call without asking anybody: a message does not wait for a file",
    applies: always,
    run: (channel) => {
      const { connect } = Socket.prototype;
      const { fetch } = globalThis;
      const asked = () => assert.fail("something was asked over the network");
      Socket.prototype.connect = asked;
      globalThis.fetch = asked;
      try {
        for (const [what, sample] of allSamples(channel)) {
          const parsed: unknown = channel.adapter.parse(signed(channel, sample), channel.samples.endpoint);
          assert.ok(!(parsed instanceof Promise), `${what} is not read at once`);
        }
      } finally {
        Socket.prototype.connect = connect;
        globalThis.fetch = fetch;
      }
    },
    broken: (good) =>
      withAdapter(good, ({ parse }) => ({
        parse: (...of) => {
          fetch("http://127.0.0.1:9/").catch(() => undefined);
          return parse(...of);
        },
      })),
  },
  {
    name: "is of one opinion on a call, whenever it came",
    applies: always,
    run: async (channel) => {
      const at = (seconds: number) =>
        eventsOf(channel, signed(channel, usual(channel), { at: secondsAfter(now, seconds) }));
      assert.deepEqual(await at(0), await at(60));
    },
    broken: (good) => {
      const calls: number[] = [];
      return withEach(good, () => ({ attributes: { call: calls.push(0) } }));
    },
  },
  {
    name: "leaves no card number in what is kept of a message",
    applies: talks,
    run: async (channel) => {
      const event = await said(channel, "Kartım 4111 1111 1111 1111, ya da 5555555555554444.");
      const kept = textsIn(built(channel, event).event).map((text) => text.replace(/[ -]/g, ""));
      assert.ok(kept.length > 0);
      const number = kept.find((text) => /4111111111111111|5555555555554444/.test(text));
      assert.equal(number, undefined);
    },
    broken: (good) => withEach(good, ({ text }) => ({ thread: text ?? "" })),
  },
  {
    name: "puts no secret of the endpoint into an event",
    applies: always,
    run: async (channel) => {
      for (const [what, sample] of allSamples(channel)) {
        const texts = textsIn(await eventsIn(channel, sample));
        for (const secret of secretsOf(channel)) {
          assert.ok(
            !texts.some((text) => text.includes(secret)),
            `${what} has a secret of the endpoint in it`,
          );
        }
      }
    },
    broken: (good) =>
      withEach(good, () => ({ attributes: { sentTo: `https://x.example/${secretsOf(good)[0] ?? ""}` } })),
  },
  {
    name: "keeps every sample as a contact event that the store takes",
    applies: always,
    run: async (channel) => {
      for (const [, sample] of allSamples(channel)) {
        for (const event of await eventsIn(channel, sample)) assertKeepable(event);
      }
    },
    broken: (good) => withEach(good, () => ({ kind: "Message" })),
  },
];
