import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as standard } from "../../../../adapters/channels/standard/index.ts";
import { anyBytes, mutated } from "../arbitraries.ts";
import { aJsonRequest, allEvents, aRequest, fixture, onlyEvent } from "../requests.ts";

const visit = fixture("standard", "visit");
const read = (body: unknown) => onlyEvent(standard, aJsonRequest(body));
const problemOf = (body: unknown, contentType?: string) => {
  const parsed = standard.parse(aJsonRequest(body, contentType));
  return parsed.kind === "unreadable" ? parsed.problem : undefined;
};

describe("a contact event of our own", () => {
  it("is taken as it is, its time in UTC, its id as the key", () => {
    const { id, ...facts } = visit;
    expect(read(visit)).toEqual({
      ...facts,
      occurredAt: "2026-01-02T03:00:00.000Z",
      identifiers: [
        { kind: "loyalty", value: "L-100200", level: "verified" },
        { kind: "phone", value: "+905551112233", level: "claimed" },
      ],
      idempotencyKey: id,
    });
  });

  it("keeps every field of the reported event", () => {
    const full = {
      id: "1",
      occurredAt: "2026-01-02T03:00:00.000Z",
      channel: "email",
      direction: "outbound",
      kind: "message.sent",
      identifiers: [{ kind: "email", value: "ayse@example.com", level: "verified" }],
      text: "Merhaba",
      attachments: [{ url: "https://example.com/a.pdf", contentType: "application/pdf", name: "a.pdf" }],
      status: "sent",
      caseId: "case-1",
      thread: "thread-1",
      attributes: { subject: "Kart", nested: { list: [1, null, true] } },
      providerMessageId: "m-1",
    };
    const { id, ...facts } = full;
    expect(read(full)).toEqual({ ...facts, idempotencyKey: id });
  });

  it("may say how an identifier was verified, and what it takes the place of", () => {
    const identifiers = [{ kind: "crm", value: "CUST-42", level: "verified", verifiedBy: "crm" }];
    const previousIdentifiers = [{ kind: "crm", value: "CUST-7", level: "verified" }];
    expect(read({ ...visit, identifiers, previousIdentifiers })).toMatchObject({
      identifiers,
      previousIdentifiers,
    });
  });

  it("may come in a batch, or in an empty one", () => {
    const batch = fixture("standard", "batch");
    const events = allEvents(standard, aJsonRequest(batch));
    expect(events.map(({ idempotencyKey }) => idempotencyKey)).toEqual(["mail-1", "mail-2", "page-1"]);
    expect(standard.parse(aJsonRequest([]))).toEqual({ kind: "events", events: [] });
  });

  it("may name its JSON schema, and nobody", () => {
    expect(read({ ...visit, $schema: "https://example.com/event.json" })).not.toHaveProperty("$schema");
    expect(read({ ...visit, identifiers: [] }).identifiers).toEqual([]);
  });

  it.each([
    "application/json",
    "application/json; charset=utf-8",
    'Application/JSON;charset="UTF-8"',
    "application/json; profile=x; charset=utf8",
  ])("is read as %s", (contentType) => {
    expect(onlyEvent(standard, aJsonRequest(visit, contentType)).idempotencyKey).toBe(visit.id);
  });

  it("keeps the names of attributes, and drops __proto__", () => {
    const raw = JSON.stringify({ ...visit, attributes: "@" }).replace(
      '"@"',
      '{"__proto__":{"polluted":true},"constructor":1,"deep":{"__proto__":{"polluted":true}},"":2}',
    );
    const request = aRequest({ headers: { "content-type": "application/json" }, body: Buffer.from(raw) });
    const { attributes } = onlyEvent(standard, request);
    expect(Object.keys(attributes ?? {}).sort()).toEqual(["", "constructor", "deep"]);
    expect(Object.keys(attributes?.deep ?? {})).toEqual([]);
    expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype);
    expect(attributes).not.toHaveProperty("polluted");
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  it("may hold NUL, broken surrogate pairs and very long text", () => {
    const text = `\u0000 \ud800 ${"a".repeat(500_000)}`;
    expect(read({ ...visit, text }).text).toBe(`\u0000 \ufffd ${"a".repeat(500_000)}`);
  });
});

describe("a mistake in an event", () => {
  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ["a missing id", { id: undefined }, "/id", /expected string/],
    ["an empty id", { id: "" }, "/id", /at least 1/],
    ["a long id", { id: "x".repeat(257) }, "/id", /at most 256/],
    ["a missing time", { occurredAt: undefined }, "/occurredAt", /expected string/],
    [
      "a time without a zone",
      { occurredAt: "2026-01-02T03:00:00" },
      "/occurredAt",
      /ISO 8601 datetime with its offset/,
    ],
    ["a time as a number", { occurredAt: 1767322800 }, "/occurredAt", /expected string/],
    ["an unknown channel", { channel: "fax" }, "/channel", /one of voice, email, sms/],
    ["an unknown direction", { direction: "in" }, "/direction", /one of inbound, outbound, internal/],
    ["a kind that is no kind", { kind: "VISIT" }, "/kind", /dotted name/],
    ["no identifiers", { identifiers: undefined }, "/identifiers", /expected array/],
    [
      "a way of verifying what is claimed",
      { identifiers: [{ kind: "phone", value: "+905551112233", verifiedBy: "code" }] },
      "/identifiers/0/verifiedBy",
      /none beside a level of claimed/,
    ],
    [
      "an unknown way of verifying",
      { identifiers: [{ ...visit.identifiers[0], verifiedBy: "magic" }] },
      "/identifiers/0/verifiedBy",
      /one of channel, signature, crm/,
    ],
    [
      "a misspelt name in a previous identifier",
      { previousIdentifiers: [{ ...visit.identifiers[0], lvl: "verified" }] },
      "/previousIdentifiers/0/lvl",
      /unknown name/,
    ],
    [
      "too many identifiers",
      { identifiers: Array(17).fill(visit.identifiers[0]) },
      "/identifiers",
      /at most 16/,
    ],
    ["too many files", { attachments: Array(101).fill({ mediaId: "m" }) }, "/attachments", /at most 100/],
    [
      "an unknown identifier kind",
      { identifiers: [{ kind: "fax", value: "1" }] },
      "/identifiers/0/kind",
      /one of phone/,
    ],
    [
      "an empty identifier",
      { identifiers: [{ kind: "crm", value: "" }] },
      "/identifiers/0/value",
      /at least 1/,
    ],
    [
      "a misspelt level",
      { identifiers: [{ kind: "crm", value: "1", levl: "verified" }] },
      "/identifiers/0/levl",
      /unknown name/,
    ],
    ["a misspelt file", { attachments: [{ uri: "x" }] }, "/attachments/0/uri", /unknown name/],
    ["an unknown status", { status: "lost" }, "/status", /one of queued/],
    ["attributes that are a list", { attributes: [] }, "/attributes", /expected record/],
    ["a misspelt field", { txt: "hi" }, "/txt", /unknown name.*attributes/],
    ["a field that is ours to add", { eventId: "1" }, "/eventId", /unknown name/],
  ])("is told by its place: %s", (_, change, pointer, detail) => {
    expect(problemOf({ ...visit, ...change })).toEqual({ pointer, detail: expect.stringMatching(detail) });
    const inBatch = problemOf([visit, { ...visit, ...change }]);
    expect(inBatch).toEqual({ pointer: `/1${pointer}`, detail: expect.stringMatching(detail) });
  });

  it("is told without repeating what the event says", () => {
    const secretive = "ayse@example.com";
    for (const change of [
      { kind: secretive },
      { channel: secretive },
      { [secretive]: 1 },
      { identifiers: [{ kind: secretive, value: secretive }] },
      { identifiers: [{ kind: "email", value: secretive, [secretive]: secretive }] },
      { occurredAt: secretive },
    ]) {
      expect(JSON.stringify(problemOf({ ...visit, ...change }))).not.toContain(secretive);
    }
    expect(problemOf({ ...visit, [secretive]: 1 })?.pointer).toBe("/*");
  });

  it("refuses the whole batch", () => {
    expect(standard.parse(aJsonRequest([visit, {}])).kind).toBe("unreadable");
  });

  it.each([
    ["a text", '"hi"', "", /expected object/],
    ["a number in a batch", "[1]", "/0", /expected object/],
    ["nothing", "", "", /JSON/],
    ["JSON cut short", '{"id":', "", /JSON/],
    ["a number beyond all numbers", '{"attributes":{"a":1e999}}', "/attributes/a", /smaller number/],
    ["endless nesting", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, /^(\/0)+$/, /32 levels/],
    ["bytes that are not UTF-8", Buffer.from([0x7b, 0xc3, 0x28, 0x7d]), "", /UTF-8/],
  ])("is told of a body that is no event: %s", (_, body, pointer, detail) => {
    const request = aRequest({ headers: { "content-type": "application/json" }, body: Buffer.from(body) });
    expect(standard.parse(request)).toEqual({
      kind: "unreadable",
      problem: {
        pointer: typeof pointer === "string" ? pointer : expect.stringMatching(pointer),
        detail: expect.stringMatching(detail),
      },
    });
  });

  it.each(["", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=iso-8859-9"])(
    "is told of the media types that are read, in place of %j",
    (contentType) => {
      expect(problemOf(visit, contentType)).toEqual({
        pointer: "",
        detail: expect.stringContaining(
          "application/json, application/cloudevents+json, application/cloudevents-batch+json",
        ),
      });
    },
  );
});

describe("parse", () => {
  const types = fc.constantFrom(
    "application/json",
    "application/cloudevents+json",
    "application/cloudevents-batch+json",
  );

  it("never throws on any bytes", () => {
    fc.assert(
      fc.property(types, anyBytes, (type, body) => {
        const request = aRequest({ headers: { "content-type": type }, body });
        if (standard.parse(request).kind === "events") allEvents(standard, request);
      }),
      { numRuns: 500 },
    );
  });

  it("makes events that can be stored out of any change to an event, or refuses the body", () => {
    const { id, kind, occurredAt, ...data } = visit;
    const cloudEvent = { specversion: "1.0", id, source: "/s", type: kind, time: occurredAt, data };
    const bodies = [visit, fixture("standard", "batch"), cloudEvent, [cloudEvent]].map(mutated);
    fc.assert(
      fc.property(types, fc.oneof(...bodies), (type, body) => {
        const request = aJsonRequest(body, type);
        if (standard.parse(request).kind === "events") allEvents(standard, request);
      }),
      { numRuns: 3000 },
    );
  });
});

it("acknowledges without a body", () => {
  expect(standard.acknowledgement).toEqual({ statusCode: 204 });
});
