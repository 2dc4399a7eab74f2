/** Whatever a call is made of, nothing throws, and only what can be stored is kept. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { anyBytes, mutated } from "../../adapters/channels/arbitraries.ts";
import { withAdapter, withEvents, withVerify } from "../breaking.ts";
import { allSamples, assertKeepable, eventsIn, eventsOf, signed, textsIn, usual, verify } from "../calls.ts";
import { always, type Channel, type Check } from "../check.ts";
import { assertTaken, documentIn, forms, mark, readsLater } from "../documents.ts";
import { closedText } from "../nested.ts";
import { withBody } from "../proofs.ts";

const throwingOn = (good: Channel, isBad: (body: string) => boolean) =>
  withAdapter(good, ({ parse }) => ({
    parse: (request, endpoint) => {
      if (isBad(request.body.toString("latin1"))) throw new TypeError("cannot read properties of undefined");
      return parse(request, endpoint);
    },
  }));

export const robustnessChecks: readonly Check[] = [
  {
    name: "takes any bytes without a throw, whatever their content type",
    applies: always,
    run: (channel, runs) => {
      const types = [
        ...new Set(allSamples(channel).map(([, { contentType }]) => contentType)),
        "",
        "text/html",
      ];
      const request = signed(channel, usual(channel));
      return fc.assert(
        fc.asyncProperty(anyBytes, fc.constantFrom(...types), async (bytes, type) => {
          const call = { ...withBody(request, bytes), headers: { ...request.headers, "content-type": type } };
          const parsed = channel.adapter.parse(call, channel.samples.endpoint);
          if (parsed.kind === "events") parsed.events.forEach(assertKeepable);
          if (parsed.kind === "later" && readsLater(channel)) {
            for (const event of await eventsOf(channel, call)) assertKeepable(event);
          }
        }),
        { numRuns: runs * 5 },
      );
    },
    broken: (good) => throwingOn(good, (body) => !body.startsWith("{")),
  },
  {
    name: "verifies any bytes and headers without a throw",
    applies: always,
    run: (channel, runs) => {
      const request = signed(channel, usual(channel));
      const names = Object.keys(request.headers);
      return fc.assert(
        fc.asyncProperty(anyBytes, fc.constantFrom(...names), fc.string(), async (bytes, name, value) => {
          const headers = { ...request.headers, [name]: value };
          await verify(channel, { ...withBody(request, bytes), headers });
          await verify(channel, { ...request, headers });
        }),
        { numRuns: runs },
      );
    },
    broken: (good) =>
      withVerify(good, (known, request, ...of) => {
        JSON.parse(request.body.toString());
        return known(request, ...of);
      }),
  },
  {
    name: "takes every change of its documents without a throw, and keeps only what can be stored",
    applies: (channel) => allSamples(channel).some(([, sample]) => documentIn(sample) !== undefined),
    run: async (channel, runs) => {
      for (const [what, sample] of allSamples(channel)) {
        const document = documentIn(sample);
        if (document === undefined || /^status [^s]/.test(what)) continue;
        await fc.assert(
          fc.asyncProperty(mutated(document), async (copy) => {
            await assertTaken(channel, { ...sample, body: closedText(copy) });
          }),
          { numRuns: runs },
        );
      }
    },
    broken: (good) => throwingOn(good, (body) => /^\{[^}]*null/.test(body)),
  },
  {
    name: "takes every change of its forms without a throw, and keeps only what can be stored",
    applies: (channel) => forms(channel).length > 0,
    run: (channel, runs) =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...forms(channel)),
          fc.nat(),
          fc.constantFrom("", "\0", mark, "x".repeat(3000), "__proto__", "-1", "null"),
          async ([, sample], at, value) => {
            const form = new URLSearchParams(sample.body);
            const names = [...form.keys()];
            const name = names[at % (names.length + 1)];
            if (name === undefined) form.set(value, value);
            else if (at % 3 === 0) form.delete(name);
            else form.set(name, value);
            await assertTaken(channel, { ...sample, body: form.toString() });
          },
        ),
        { numRuns: runs },
      ),
    broken: (good) => throwingOn(good, (body) => /x{3000}|%00|__proto__|=(-1|null)(&|$)/.test(body)),
  },
  {
    name: "takes documents that nest deeper than any store",
    applies: always,
    run: async (channel) => {
      const sample = usual(channel);
      for (const depth of [40, 5000]) {
        for (const [open, close] of [
          ["[", "]"],
          ['{"a":', "}"],
        ] as const) {
          const deep = open.repeat(depth) + (open === "[" ? "" : "1") + close.repeat(depth);
          await assertTaken(channel, { ...sample, body: deep });
          if (sample.body.startsWith("{")) {
            await assertTaken(channel, {
              ...sample,
              body: sample.body.replace(/\}\s*$/, `,"deep":${deep}}`),
            });
          }
        }
      }
    },
    broken: (good) => throwingOn(good, (body) => body.includes("[[[[[[[[")),
  },
  {
    name: "says nothing of a prototype: __proto__ and constructor are names as others, or nothing",
    applies: (channel) => documentIn(usual(channel)) !== undefined,
    run: async (channel) => {
      const sample = usual(channel);
      for (const name of ["__proto__", "constructor", "prototype"]) {
        const body = sample.body.replace(/[{]/, `{"${name}":{"polluted":"yes"},`);
        const isRead = await assertTaken(channel, { ...sample, body });
        for (const event of isRead ? await eventsIn(channel, { ...sample, body }) : []) {
          assert.ok(!textsIn(event).includes("__proto__"), "__proto__ is a field of an event");
          assert.equal(Reflect.get(event.attributes ?? {}, "polluted"), undefined);
        }
      }
      assert.equal(Reflect.get({}, "polluted"), undefined, "every object has a new field");
    },
    broken: (good) =>
      withEvents(good, (events, request) =>
        events.map((event) => ({
          ...event,
          attributes: { raw: request.body.toString().includes("__proto__") ? "__proto__" : "" },
        })),
      ),
  },
];
