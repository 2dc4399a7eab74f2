/** What a signature covers: a call is accepted exactly as it was signed. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { WebhookRequest } from "../../../domain/ingest/channel-adapter.ts";
import { forgiving, withVerify } from "../breaking.ts";
import { assertAccepted, assertRefused, eventsOf, signed, usual, verify } from "../calls.ts";
import type { Channel, Check } from "../check.ts";
import { places, withBody, withHeader } from "../proofs.ts";

const signs =
  (what: Channel["samples"]["signed"][number]) =>
  ({ samples }: Channel) =>
    samples.signed.includes(what);

/**
 * Refused, or the same in all that it says: where values are signed rather than bytes, a body may be written otherwise.
 */
async function assertNothingChanged(channel: Channel, changed: WebhookRequest, good: unknown, what: string) {
  if ((await verify(channel, changed)).kind === "refused") return;
  assert.ok(channel.samples.signedValues, `${what} was accepted`);
  assert.ok(
    isDeepStrictEqual(await eventsOf(channel, changed), good),
    `${what} was accepted, and says something else`,
  );
}

export const signedPartChecks: readonly Check[] = [
  {
    name: "refuses a body with any byte changed",
    applies: signs("body"),
    run: async (channel, runs) => {
      const request = signed(channel, usual(channel));
      const events = await eventsOf(channel, request);
      for (const at of places(request.body.length, runs * 8)) {
        const body = Buffer.from(request.body);
        body[at] = (body[at] ?? 0) ^ 1;
        await assertNothingChanged(
          channel,
          withBody(request, body),
          events,
          `a body with byte ${at} changed`,
        );
      }
    },
    broken: (good) =>
      forgiving(good, (request, { body }) => ({
        ...request,
        body: request.body.length === body.length ? body : request.body,
      })),
  },
  {
    name: "refuses a body that goes on, or that is cut short",
    applies: signs("body"),
    run: async (channel) => {
      const request = signed(channel, usual(channel));
      const events = await eventsOf(channel, request);
      const { body } = request;
      const others = [
        Buffer.concat([body, Buffer.from(" ")]),
        Buffer.concat([body, body]),
        body.subarray(0, -1),
      ];
      for (const other of [...others, Buffer.alloc(0)]) {
        await assertNothingChanged(
          channel,
          withBody(request, other),
          events,
          `a body of ${other.length} bytes`,
        );
      }
    },
    broken: (good) => {
      const { length } = signed(good, usual(good)).body;
      return forgiving(good, (request) => ({ ...request, body: request.body.subarray(0, length) }));
    },
  },
  {
    // Values are signed, not bytes: another spelling of them is no other call.
    name: "checks the bytes as they came: the same document written otherwise is another one",
    applies: ({ samples, ...channel }) =>
      samples.signed.includes("body") &&
      samples.signedValues !== true &&
      isJson(usual({ samples, ...channel }).body),
    run: async (channel) => {
      const sample = usual(channel);
      // As Meta writes it: spaces, escapes for what is not ASCII, and slashes escaped.
      const body = JSON.stringify(JSON.parse(sample.body), null, 3)
        .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
        .replaceAll("/", "\\/");
      const request = signed(channel, { ...sample, body: `${body} ` });
      await assertAccepted(channel, request, {}, "a body with spaces and escapes");
      const written = withBody(request, JSON.stringify(JSON.parse(body)));
      await assertRefused(channel, written, {}, "a body that was written anew");
    },
    broken: (good) =>
      withVerify(good, (known, request, ...of) => {
        const text = request.body.toString();
        return known(isJson(text) ? withBody(request, JSON.stringify(JSON.parse(text))) : request, ...of);
      }),
  },
  {
    name: "refuses a call to another URL",
    applies: signs("url"),
    run: async (channel) => {
      const request = signed(channel, usual(channel));
      const [path = "", query = ""] = request.url.split("?");
      const others = [
        [`${path}x`, query],
        [path.replace("hooks.", "hook."), query],
        [path, query === "" ? "send=1" : `${query}&send=1`],
      ] as const;
      for (const [other, rawQuery] of others) {
        const url = rawQuery === "" ? other : `${other}?${rawQuery}`;
        await assertRefused(channel, { ...request, url, rawQuery }, {}, `a call to ${url}`);
      }
    },
    broken: (good) => forgiving(good, (request, { url, rawQuery }) => ({ ...request, url, rawQuery })),
  },
  {
    name: "refuses a call with another id",
    applies: signs("id"),
    run: async (channel) => {
      const request = signed(channel, usual(channel));
      const names = Object.keys(request.headers).filter((name) => /(^|-)id$/.test(name));
      assert.ok(names.length > 0, "no header of the sample is an id");
      for (const name of names) {
        await assertRefused(
          channel,
          withHeader(request, name, `${request.headers[name]}0`),
          {},
          `another ${name}`,
        );
      }
    },
    broken: (good) =>
      forgiving(good, (request, { headers }) => {
        const ids = Object.entries(headers).filter(([name]) => /(^|-)id$/.test(name));
        return { ...request, headers: { ...request.headers, ...Object.fromEntries(ids) } };
      }),
  },
];

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
