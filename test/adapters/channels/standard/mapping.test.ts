/** Mappings: what they make, what is kept when they make nothing, and the bounds they run in. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reader } from "../../../../adapters/channels/standard/later.ts";
import { mapDelivery } from "../../../../adapters/channels/standard/mapping/map-delivery.ts";
import { parse } from "../../../../adapters/channels/standard/parse.ts";
import type { EndpointConfig, Mapping } from "../../../../schemas/channel-reading.ts";
import type { VerificationRecipe } from "../../../../schemas/channel-recipe.ts";
import { aRequest, assertStorable } from "../requests.ts";
import { configured, hmac, signedBy } from "./recipes.ts";

const receivedAt = "2026-11-22T09:00:00.500Z";
const basic = { kind: "basic" } as const;

interface Call {
  readonly verification?: VerificationRecipe;
  readonly headers?: Record<string, string>;
  readonly each?: string;
  readonly defaults?: Mapping["defaults"];
}

function deliveryOf(body: unknown, jsonata: string, call: Call = {}) {
  const { verification = basic, headers = {}, each, defaults = {} } = call;
  const reading: Mapping = { kind: "mapping", jsonata, defaults, ...(each === undefined ? {} : { each }) };
  const config: EndpointConfig = { channel: "store", verification, reading };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const request = aRequest({
    headers: { "content-type": "application/json", ...headers },
    body: Buffer.from(text),
  });
  return {
    reading,
    config,
    delivery: { request, endpoint: configured(config, "user:password"), receivedAt },
  };
}

async function eventsOf(...of: Parameters<typeof deliveryOf>) {
  const { delivery } = deliveryOf(...of);
  expect(parse(delivery.request, delivery.endpoint), "what receiving says").toEqual({ kind: "later" });
  const events = await reader.read(delivery);
  for (const event of events) assertStorable(event);
  expect(await reader.read(delivery), "the same on every reading").toEqual(events);
  return events;
}

const visit =
  '{ "id": id, "kind": "visit.checked-in", "identifiers": [{ "kind": "loyalty", "value": card }] }';
const kinds = (events: readonly { kind: string }[]) => events.map(({ kind }) => kind);

describe("a mapping", () => {
  it("makes an event with the endpoint's channel, and leaves the time to the receiver", async () => {
    const [event] = await eventsOf({ id: "v-1", card: "TK1" }, visit);
    expect(event).toEqual({
      channel: "store",
      direction: "inbound",
      kind: "visit.checked-in",
      identifiers: [{ kind: "loyalty", value: "TK1", level: "claimed" }],
      attributes: {},
      idempotencyKey: "v-1",
    });
  });

  it("fills in defaults, and its own words win", async () => {
    const defaults = {
      kind: "kiosk.used",
      direction: "internal",
      attributes: { kiosk: true, floor: 1 },
    } as const;
    const [event] = await eventsOf({ id: "p" }, '{ "id": id, "attributes": { "floor": 2 } }', { defaults });
    expect(event).toMatchObject({
      kind: "kiosk.used",
      direction: "internal",
      attributes: { kiosk: true, floor: 2 },
    });
  });

  it("knows the headers, the whole body, the place and the time of receipt; never what proves the call", async () => {
    const mapping = `{ "id": $string($index), "kind": "visit.checked-in", "attributes": {
      "topic": $headers."x-topic", "shop": $body.shop, "at": $receivedAt, "now": $now(), "ms": $millis(),
      "secret": $headers.authorization } }`;
    const events = await eventsOf({ shop: "s1", list: [{}, {}] }, mapping, {
      each: "list",
      headers: { "x-topic": "visits", authorization: "Basic dXNlcjpwYXNz" },
    });
    expect(events.map(({ idempotencyKey, attributes }) => [idempotencyKey, attributes])).toEqual(
      ["0", "1"].map((id) => [
        id,
        { topic: "visits", shop: "s1", at: receivedAt, now: receivedAt, ms: Date.parse(receivedAt) },
      ]),
    );
  });

  it.each<[VerificationRecipe, string]>([
    [{ kind: "secret-header", header: "x-key" }, "x-key"],
    [hmac(), "x-signature"],
    [{ kind: "standard-webhooks" }, "webhook-signature"],
  ])("does not see what proves a call by %j", async (verification, header) => {
    const mapping = `{ "id": "1", "kind": "a.b", "attributes": { "proof": $headers."${header}", "all": $keys($headers) } }`;
    const [event] = await eventsOf({}, mapping, {
      verification,
      headers: { [header]: "proof", "x-topic": "t" },
    });
    expect(event?.attributes).toEqual({ all: ["content-type", "x-topic"] });
  });

  it("keeps all digits of long numbers, and every other text as it is", async () => {
    const body =
      '{"id":9007199254740993,"in":"9007199254740993 \\" 12345678901234567890","e":1.5e300,"n":-1}';
    const [event] = await eventsOf(
      body,
      '{ "id": id, "kind": "a.b", "attributes": { "in": in, "e": e, "n": n } }',
    );
    expect(event).toMatchObject({
      idempotencyKey: "9007199254740993",
      attributes: { in: '9007199254740993 " 12345678901234567890', e: 1.5e300, n: -1 },
    });
  });

  it("reads forms, and lists of fields", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const mapping =
      '{ "id": $lookup($, "data[id]"), "kind": "a.b", "attributes": { "tags": tag, "name": name } }';
    const [event] = await eventsOf("data%5Bid%5D=7&tag=a&tag=b&name=Ay%C5%9Fe+Y", mapping, { headers });
    expect(event).toMatchObject({ idempotencyKey: "7", attributes: { tags: ["a", "b"], name: "Ayşe Y" } });
  });
});

describe("the key of a mapped event", () => {
  const noId = '{ "kind": "visit.checked-in", "attributes": { "n": n } }';
  const signed = hmac({ template: "{id}.{body}", idHeader: "x-id" });
  const keysOf = async (body: unknown, call: Call = {}) =>
    (await eventsOf(body, noId, { each: "list", ...call })).map(({ idempotencyKey }) => idempotencyKey);

  it("is the delivery's signed id and the place in it, where the mapping gives none", async () => {
    const keys = (id: string) =>
      keysOf({ list: [{ n: 1 }, { n: 1 }] }, { verification: signed, headers: { "x-id": id } });
    const first = await keys("d-1");
    expect(new Set(first).size).toBe(2);
    expect(await keys("d-1")).toEqual(first);
    expect(new Set([...first, ...(await keys("d-2"))]).size).toBe(4);
    const standard = {
      verification: { kind: "standard-webhooks" } as const,
      headers: { "webhook-id": "d-1" },
    };
    expect(await keysOf({ list: [{ n: 1 }, { n: 1 }] }, standard)).toEqual(first);
  });

  it("is else a fingerprint of the content, wherever it stands", async () => {
    const [one, two] = await keysOf({ list: [{ n: 1 }, { n: 2 }] });
    expect(await keysOf({ list: [{ n: 2 }, { n: 3 }, { n: 1 }] })).toEqual([two, expect.any(String), one]);
  });
});

describe("what the mapping makes no event of", () => {
  it.each<[string, string, object]>([
    ["a misspelt field", '{ "id": "1", "kind": "a.b", "txt": "x" }', { pointer: "/txt" }],
    ["a kind that is none", '{ "id": "1", "kind": "Visit" }', { pointer: "/kind" }],
    [
      "a list with one that is wrong",
      '[{ "id": "1", "kind": "a.b" }, { "id": 2, "kind": "a.b" }]',
      { pointer: "/1/id" },
    ],
    ["nothing", "nowhere", { pointer: "", detail: "the mapping made no event of it" }],
    ["an empty list", "[]", { pointer: "" }],
    ["a text", '"ok"', { pointer: "", detail: "expected object" }],
    ["a function", "$sum", {}],
    ["an error", '$error("stop")', { pointer: "" }],
    [
      "identifiers of a wrong level",
      '{ "id": "1", "kind": "a.b", "identifiers": [{ "kind": "email", "value": "a@b.c", "level": "sure" }] }',
      { pointer: "/identifiers/0/level" },
    ],
  ])("%s is kept with the reason", async (_what, mapping, problem) => {
    const body = { said: "Merhaba" };
    const events = await eventsOf(body, mapping);
    const [kept] = events.filter(({ kind }) => kind === "webhook.received");
    expect(kept).toMatchObject({
      channel: "store",
      direction: "internal",
      attributes: { raw: body, problem: { detail: expect.any(String), ...problem } },
    });
  });

  it("takes nothing else of the delivery with it", async () => {
    const body = { list: [{ id: "1" }, { id: 2 }, { id: "3" }] };
    const events = await eventsOf(body, '{ "id": id, "kind": "a.b" }', { each: "list" });
    expect(kinds(events)).toEqual(["a.b", "webhook.received", "a.b"]);
    expect(events[1]?.attributes?.raw).toEqual({ id: 2 });
  });

  it("is the whole delivery where each finds nothing; an empty list is nothing to find", async () => {
    expect(kinds(await eventsOf({ other: 1 }, visit, { each: "list" }))).toEqual(["webhook.received"]);
    expect(await eventsOf({ list: [] }, visit, { each: "list" })).toEqual([]);
  });

  it("loses nothing, whatever comes: each element is an event or kept", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 8 }), async (list) => {
        const mapping = '$type($) = "object" ? $merge([{ "id": "x" & $index, "kind": "a.b" }, $]) : $';
        const events = await eventsOf({ list }, mapping, { each: "list" });
        // JSONata flattens a list in a list once; nothing is less for it.
        const nested = list.flatMap((one) => (Array.isArray(one) ? 1 : 0)).length;
        if (nested === list.filter((one) => !Array.isArray(one)).length)
          expect(events).toHaveLength(list.length);
        expect(events.length >= list.length || list.some(Array.isArray)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe("a mapping that would not end", () => {
  const tooMuch: [string, string][] = [
    ["an endless recursion", "($f := function($n) { $f($n + 1) }; $f(1))"],
    ["a deep recursion", "($f := function($n) { 1 + $f($n + 1) }; $f(1))"],
    ["a loop in a loop", "$map([1..9999], function($x) { $map([1..9999], function($y) { $x * $y }) })"],
    ["a long list", "[1..10000000]"],
    [
      "a regular expression that backtracks for ever",
      '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
    ],
    ["a text that doubles", '$reduce([1..26], function($a, $b) { $a & $a }, "xxxxxxxx")'],
    ["a text of a billion", '$pad("x", 500000000)'],
    [
      "an event of two million letters",
      '{ "id": "1", "kind": "a.b", "text": $join($map([1..2000], function($n) { $substring($body.a, 0, 1000) })) }',
    ],
    ["many events", '$map([1..101], function($n) { { "id": $string($n), "kind": "a.b" } })'],
    ["code in a text", '$eval("1 + 1")'],
    ["chance", '{ "id": $string($random()), "kind": "a.b" }'],
  ];

  it.each(tooMuch)("%s ends, and the delivery is kept", async (_what, mapping) => {
    const began = Date.now();
    const { delivery } = deliveryOf({ a: "x".repeat(1_000) }, mapping);
    expect(kinds(await reader.read(delivery))).toEqual(["webhook.received"]);
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  it("gives what is left of a delivery no more time than all of it may have", async () => {
    let time = 0;
    const { config, reading, delivery } = deliveryOf(
      { list: [1, 2, 3] },
      '{ "id": "x" & $string($), "kind": "a.b" }',
      {
        each: "list",
      },
    );
    const now = () => {
      time += 2_000;
      return time;
    };
    const { events, problem } = await mapDelivery({ now }, delivery, config, reading);
    expect(kinds(events)).toEqual(["a.b", "webhook.received", "webhook.received"]);
    expect(problem).toEqual({ pointer: "", detail: "the mapping took too long" });
  });

  it("takes a thousand elements and no more", async () => {
    const list = (length: number) => ({ list: Array.from({ length }, (_, n) => n) });
    const mapping = '{ "id": $string($), "kind": "a.b" }';
    expect(await eventsOf(list(1_000), mapping, { each: "list" })).toHaveLength(1_000);
    expect(kinds(await eventsOf(list(1_001), mapping, { each: "list" }))).toEqual(["webhook.received"]);
  });
});

describe("a mapping that reaches for what is not its own", () => {
  it.each([
    "$.constructor",
    "constructor.constructor",
    '$lookup($, "constructor")',
    '$lookup($, "__proto__")',
    "$string.constructor",
    "$.toString",
    "$sum.implementation",
    "$toMillis.implementation.constructor",
    "[].constructor",
    '"".constructor',
    "$$.constructor",
  ])("%s is no function", async (expression) => {
    const mapping = `{ "id": "1", "kind": "a.b", "attributes": { "got": $type(${expression}) = "function" } }`;
    const [event] = await eventsOf({ a: 1 }, mapping);
    expect(event?.attributes).toEqual({ got: false });
  });

  it.each([
    '$ ~> |$|{ "__proto__": { "polluted": true }, "constructor": { "prototype": { "polluted": true } } }|',
    '$merge([{ "__proto__": { "polluted": true } }])',
    '{ "__proto__": { "polluted": true }, "id": "1", "kind": "a.b" }',
    '$spread({ "__proto__": { "polluted": true } })',
  ])("%s changes no prototype", async (mapping) => {
    await eventsOf({ a: 1 }, mapping);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("leaves the delivery as it came", async () => {
    const { delivery } = deliveryOf({ a: { b: 1 } }, '$ ~> |a|{ "b": 2 }|');
    const before = delivery.request.body.toString();
    const [kept] = await reader.read(delivery);
    expect(kept?.attributes?.raw).toEqual({ a: { b: 1 } });
    expect(delivery.request.body.toString()).toBe(before);
  });
});

describe("a delivery that was kept before its channel was changed", () => {
  it("is read in the way that it is read now", async () => {
    const event = {
      id: "1",
      occurredAt: receivedAt,
      channel: "web",
      direction: "inbound",
      kind: "a.b",
      identifiers: [],
    };
    const { delivery } = deliveryOf(event, "$");
    const config: EndpointConfig = {
      channel: "web",
      verification: basic,
      reading: { kind: "contact-events" },
    };
    const endpoint = configured(config, "user:password");
    expect(kinds(await reader.read({ ...delivery, endpoint }))).toEqual(["a.b"]);
    const other = deliveryOf({ other: 1 }, "$").delivery;
    expect(kinds(await reader.read({ ...other, endpoint }))).toEqual(["webhook.received"]);
  });

  it("and cannot be read any more is kept all the same", async () => {
    const { delivery } = deliveryOf({}, "$");
    for (const body of [Buffer.from("{"), Buffer.from([0xff])]) {
      const [kept] = await reader.read({ ...delivery, request: { ...delivery.request, body } });
      expect(kept).toMatchObject({ kind: "webhook.received", attributes: { problem: { pointer: "" } } });
    }
  });
});

it("a signed call of a provider becomes its event", async () => {
  const recipe = hmac({ template: "{body}" });
  const body = Buffer.from(JSON.stringify({ id: "v-9", card: "TK9" }));
  const request = signedBy(recipe, { secret: "s".repeat(16), body });
  const { delivery } = deliveryOf({}, visit, { verification: recipe });
  const [event] = await reader.read({ ...delivery, request });
  expect(event?.idempotencyKey).toBe("v-9");
});
