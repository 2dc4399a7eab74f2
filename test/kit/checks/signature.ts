/** Who a call came from: only the provider's own signature is accepted, with a secret of the endpoint. */
import assert from "node:assert/strict";
import { forgiving, withVerify } from "../breaking.ts";
import { assertAccepted, assertRefused, firstSecret, signed, usual } from "../calls.ts";
import { always, type Check } from "../check.ts";
import { places, proofsOf, withBody } from "../proofs.ts";

const verified = { kind: "verified" } as const;

export const signatureChecks: readonly Check[] = [
  {
    name: "accepts a call that the provider signed",
    applies: always,
    run: (channel) => assertAccepted(channel, signed(channel, usual(channel))),
    broken: (good) => withVerify(good, () => ({ kind: "refused", reason: "invalid" })),
  },
  {
    name: "reads headers by their lower-case names",
    applies: always,
    run: async (channel) => {
      const request = signed(channel, usual(channel));
      const asked: string[] = [];
      const headers = new Proxy(request.headers, {
        get(all, name) {
          if (typeof name === "string") asked.push(name);
          return Reflect.get(all, name);
        },
      });
      await assertAccepted(channel, { ...request, headers });
      assert.deepEqual(
        asked,
        asked.map((name) => name.toLowerCase()),
      );
    },
    broken: (good) =>
      withVerify(good, (known, request, ...of) =>
        request.headers["X-Signature"] === undefined ? known(request, ...of) : verified,
      ),
  },
  {
    name: "refuses a call without a signature, and one without any header",
    applies: always,
    run: async (channel) => {
      const proofs = proofsOf(channel);
      assert.ok(proofs.length > 0, "the samples sign with both secrets alike");
      for (const { name, replaced } of proofs) {
        await assertRefused(channel, replaced(undefined), {}, `a call without ${name}`);
        await assertRefused(channel, replaced(""), {}, `a call with an empty ${name}`);
        const bare = { ...replaced(undefined), headers: {} };
        await assertRefused(channel, bare, {}, "a call without headers");
      }
    },
    broken: (good) =>
      withVerify(good, (known, request, ...of) =>
        Object.keys(request.headers).length === 0 ? verified : known(request, ...of),
      ),
  },
  {
    name: "refuses a call signed with another secret",
    applies: always,
    run: async (channel) => {
      const request = signed(channel, usual(channel), { secret: channel.samples.nextSecret });
      await assertRefused(channel, request);
    },
    broken: (good) =>
      withVerify(good, (known, request, endpoint, now) => {
        const [first = ""] = endpoint.secrets;
        const secrets = first === "" ? [] : [...endpoint.secrets, good.samples.nextSecret];
        return known(request, { ...endpoint, secrets }, now);
      }),
  },
  {
    name: "accepts nothing by an endpoint without secrets, or with an empty one",
    applies: always,
    run: async (channel) => {
      for (const secret of ["", firstSecret(channel)]) {
        const request = signed(channel, usual(channel), { secret });
        await assertRefused(channel, request, { secrets: [] }, "a call to an endpoint without secrets");
        await assertRefused(
          channel,
          request,
          { secrets: [""] },
          "a call to an endpoint with an empty secret",
        );
      }
    },
    broken: (good) =>
      withVerify(good, (known, request, endpoint, now) =>
        endpoint.secrets.length === 0 ? verified : known(request, endpoint, now),
      ),
  },
  {
    name: "accepts each of two secrets while one is rotated",
    applies: always,
    run: async (channel) => {
      const { nextSecret } = channel.samples;
      const secrets = [nextSecret, firstSecret(channel)];
      for (const secret of secrets) {
        const request = signed(channel, usual(channel), { secret });
        await assertAccepted(
          channel,
          request,
          { secrets },
          `a call signed with secret ${secrets.indexOf(secret)}`,
        );
      }
    },
    broken: (good) =>
      withVerify(good, (known, request, endpoint, now) =>
        known(request, { ...endpoint, secrets: endpoint.secrets.slice(0, 1) }, now),
      ),
  },
  {
    name: "refuses a signature that is cut short or goes on",
    applies: always,
    run: async (channel) => {
      for (const { name, value, from, to, replaced } of proofsOf(channel)) {
        const [before, proof, after] = [value.slice(0, from), value.slice(from, to), value.slice(to)];
        const others = [
          before + proof.slice(0, -1) + after,
          before + proof.slice(0, proof.length / 2) + after,
          before + after,
          `${before}${proof}0${after}`,
          `${before}${proof}${proof}${after}`,
        ];
        for (const other of others) await assertRefused(channel, replaced(other), {}, `${name}: ${other}`);
      }
    },
    broken: (good) => {
      const [proof] = proofsOf(good);
      if (proof === undefined) return good;
      return forgiving(good, (request) => {
        const given = request.headers[proof.name] ?? "";
        return given.length > 1 && proof.value.startsWith(given) ? proof.replaced(proof.value) : request;
      });
    },
  },
  {
    name: "refuses a signature with any character changed",
    applies: always,
    run: async (channel, runs) => {
      for (const { name, value, from, to, replaced } of proofsOf(channel)) {
        for (const place of places(to - from, runs * 3)) {
          const at = from + place;
          const other = value.slice(0, at) + (value[at] === "0" ? "1" : "0") + value.slice(at + 1);
          await assertRefused(channel, replaced(other), {}, `${name} with character ${at} changed`);
        }
      }
    },
    broken: (good) =>
      forgiving(good, (request, { headers }) => {
        const isNear = (name: string) => request.headers[name]?.length === headers[name]?.length;
        return { ...request, headers: Object.keys(headers).every(isNear) ? headers : request.headers };
      }),
  },
  {
    name: "refuses what it cannot make sense of, whatever the headers say",
    applies: always,
    run: async (channel) => {
      const request = signed(channel, usual(channel));
      const nonsense = ["", " ", ",", "=", "v1,", "t=,v1=", "Basic", "Bearer x", "\u00ff", "a".repeat(9000)];
      for (const { replaced } of proofsOf(channel)) {
        for (const value of nonsense)
          await assertRefused(channel, replaced(value), {}, `"${value.slice(0, 20)}"`);
      }
      for (const body of ["", "{", "null", "[]", "\ud800", "\0"]) {
        if (channel.samples.signed.includes("body")) await assertRefused(channel, withBody(request, body));
      }
    },
    broken: (good) =>
      withVerify(good, (known, request, ...of) => {
        const [value] = proofsOf(good).map(({ name }) => request.headers[name]);
        return value === "," ? verified : known(request, ...of);
      }),
  },
];
