/** Calls that come again: at the wrong time they are refused, and at the right time they are the same events. */
import assert from "node:assert/strict";
import type { Sample } from "../../../adapters/channels/samples.ts";
import type { WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { withEach, withEvents, withVerify } from "../breaking.ts";
import {
  assertAccepted,
  assertRefused,
  built,
  eventsIn,
  eventsOf,
  happened,
  keysOf,
  now,
  secondsAfter,
  signed,
  usual,
} from "../calls.ts";
import { always, type Channel, type Check } from "../check.ts";

const signsTime = ({ samples }: Channel) => samples.signed.includes("time");

const toleranceOf = ({ samples }: Channel) => {
  assert.ok(samples.toleranceSeconds, "a time is signed, and the samples have no toleranceSeconds");
  return samples.toleranceSeconds;
};

/** Never refuses a call for its age. */
const ageless = (good: Channel, isExcused: (at: Date) => boolean) =>
  withVerify(good, async (known, request, endpoint, at) => {
    const verification = await known(request, endpoint, at);
    const isOld = verification.kind === "refused" && verification.reason === "expired";
    return isOld && isExcused(at) ? { kind: "verified" } : verification;
  });

/** The forms in which calls write a time. */
const writings = (at: Date) => [
  at.toISOString(),
  String(at.getTime()),
  String(Math.floor(at.getTime() / 1000)),
];

const later = secondsAfter(now, 7);
const movedBack = (request: WebhookRequest) => moved(request, later, now);

/** The same call, with another time wherever the one was written. */
function moved(request: WebhookRequest, from: Date, to: Date): WebhookRequest {
  const others = writings(to);
  const inText = (text: string) =>
    writings(from).reduce((changed, time, index) => changed.replaceAll(time, others[index] ?? time), text);
  const headers = Object.entries(request.headers).map(([name, value = ""]) => [name, inText(value)]);
  return {
    ...request,
    headers: Object.fromEntries(headers),
    body: Buffer.from(inText(request.body.toString())),
  };
}

const other = ({ samples }: Channel): Sample => samples.event({ id: "kit-2", at: secondsAfter(happened, 1) });

export const replayChecks: readonly Check[] = [
  {
    name: "accepts a signed time up to its tolerance, and refuses an older one",
    applies: signsTime,
    run: async (channel) => {
      const tolerance = toleranceOf(channel);
      const request = signed(channel, usual(channel));
      await assertAccepted(
        channel,
        request,
        { at: secondsAfter(now, tolerance - 1) },
        "a call within the tolerance",
      );
      await assertRefused(channel, request, { at: secondsAfter(now, tolerance + 2) }, "an old call");
      await assertRefused(channel, request, { at: secondsAfter(now, tolerance * 1000) }, "a very old call");
    },
    broken: (good) => ageless(good, (at) => at > now),
  },
  {
    name: "refuses a signed time that is yet to come",
    applies: signsTime,
    run: async (channel) => {
      const tolerance = toleranceOf(channel);
      const request = signed(channel, usual(channel));
      await assertAccepted(
        channel,
        request,
        { at: secondsAfter(now, 1 - tolerance) },
        "a call within the tolerance",
      );
      await assertRefused(channel, request, { at: secondsAfter(now, -2 - tolerance) }, "a call of tomorrow");
    },
    broken: (good) => ageless(good, (at) => at < now),
  },
  {
    name: "refuses another time with the same signature",
    applies: signsTime,
    run: async (channel) => {
      const request = signed(channel, usual(channel));
      const changed = moved(request, now, later);
      assert.notDeepEqual(changed, request, "the time is nowhere in the call");
      await assertRefused(channel, changed);
    },
    broken: (good) =>
      withVerify(good, async (known, request, ...of) => {
        const verification = await known(request, ...of);
        return verification.kind === "verified" ? verification : known(movedBack(request), ...of);
      }),
  },
  {
    name: "gives a call that is delivered twice the same event ids",
    applies: always,
    run: async (channel) => {
      const request = signed(channel, usual(channel));
      const ids = async (at: Date) =>
        (await eventsOf(channel, request)).map((event) => built(channel, event, at).event.eventId);
      assert.deepEqual(await ids(secondsAfter(now, 3600)), await ids(now));
    },
    broken: (good) => withEach(good, () => ({ idempotencyKey: `${Math.random()}` })),
  },
  {
    name: "gives an event that is signed again, at another time and with another secret, the same key",
    applies: always,
    run: async (channel) => {
      const sample = usual(channel);
      const again = { secret: channel.samples.nextSecret, at: secondsAfter(now, 120) };
      const keys = keysOf(await eventsIn(channel, sample));
      assert.deepEqual(keysOf(await eventsOf(channel, signed(channel, sample, again))), keys);
    },
    broken: (good) => {
      const first = signed(good, usual(good));
      return withEvents(good, (events, request) =>
        events.map((event) => ({
          ...event,
          idempotencyKey:
            event.idempotencyKey +
            (JSON.stringify(request.headers) === JSON.stringify(first.headers) ? "" : " again"),
        })),
      );
    },
  },
  {
    name: "gives different events different keys",
    applies: always,
    run: async (channel) => {
      const { samples } = channel;
      const texts = ["kit-1", "kit-2"].flatMap((id) => {
        const message = samples.message?.({ id, at: happened, text: "Merhaba" });
        return message === undefined ? [] : [message];
      });
      for (const [one, two] of [
        [usual(channel), other(channel)],
        [texts[0], texts[1]],
      ]) {
        if (one === undefined || two === undefined) continue;
        const keys = [...keysOf(await eventsIn(channel, one)), ...keysOf(await eventsIn(channel, two))];
        assert.equal(new Set(keys).size, keys.length, `the same key twice: ${keys}`);
      }
    },
    broken: (good) => withEach(good, ({ kind }) => ({ idempotencyKey: kind })),
  },
  {
    name: "has no empty key, and none that grows without limit",
    applies: always,
    run: async (channel) => {
      for (const key of keysOf(await eventsIn(channel, usual(channel)))) {
        assert.ok(key.length > 0 && key.length <= 1024, `a key of ${key.length} characters`);
      }
    },
    broken: (good) =>
      withEach(good, ({ idempotencyKey }) => ({ idempotencyKey: idempotencyKey.padEnd(2000, "0") })),
  },
];
