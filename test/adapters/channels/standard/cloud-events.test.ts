import { CloudEvent, HTTP } from "cloudevents";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapter as standard } from "../../../../adapters/channels/standard/index.ts";
import { channels, identifierKinds } from "../../../../schemas/contact-event.ts";
import { aJsonRequest, allEvents, aRequest, onlyEvent } from "../requests.ts";

const structured = "application/cloudevents+json";
const batch = "application/cloudevents-batch+json";

const data = {
  channel: "store",
  direction: "inbound",
  identifiers: [{ kind: "loyalty", value: "L-100200", level: "verified" }],
  text: "Kart başvurusu",
  attributes: { branch: "IST-034" },
};
const event = {
  specversion: "1.0",
  id: "42",
  source: "/branches/34",
  type: "visit.checked-in",
  time: "2026-01-02T06:00:00+03:00",
  data,
};
const read = (body: unknown) => onlyEvent(standard, aJsonRequest(body, structured));
const problemOf = (body: unknown, contentType = structured) => {
  const parsed = standard.parse(aJsonRequest(body, contentType));
  return parsed.kind === "unreadable" ? parsed.problem : undefined;
};

describe("a CloudEvent", () => {
  it("is a contact event whose envelope says what its data does not", () => {
    expect(read(event)).toEqual({
      ...data,
      kind: "visit.checked-in",
      occurredAt: "2026-01-02T03:00:00.000Z",
      attributes: { branch: "IST-034", cloudEvent: { source: "/branches/34", type: "visit.checked-in" } },
      idempotencyKey: '["/branches/34","42"]',
    });
  });

  it("lets its data say kind and time for itself", () => {
    const body = {
      ...event,
      type: "com.example.Visit",
      data: { ...data, kind: "visit.left", occurredAt: "2026-01-02T04:00:00Z" },
    };
    expect(read(body)).toMatchObject({ kind: "visit.left", occurredAt: "2026-01-02T04:00:00.000Z" });
  });

  it("has no time when it tells none", () => {
    expect(read({ ...event, time: undefined }).occurredAt).toBeUndefined();
    expect(read({ ...event, time: null }).occurredAt).toBeUndefined();
  });

  it("is named by source and id, however they are cut", () => {
    const key = (source: string, id: string) => read({ ...event, source, id }).idempotencyKey;
    expect(key("a", "b")).toBe(key("a", "b"));
    expect(new Set([key("a", "bc"), key("ab", "c"), key('a","b', "c"), key("a", 'b","c')]).size).toBe(4);
  });

  it("keeps subject and extensions", () => {
    const { attributes } = read({
      ...event,
      subject: "ticket/17",
      traceparent: "00-abc",
      comexamplepriority: 3,
    });
    expect(attributes).toMatchObject({
      cloudEvent: { subject: "ticket/17", traceparent: "00-abc", comexamplepriority: 3 },
    });
  });

  it("may hold its data in base64, and an id that does not count", () => {
    const encoded = Buffer.from(JSON.stringify({ ...data, id: "own" })).toString("base64");
    const { data: _, ...envelope } = event;
    expect(read({ ...envelope, datacontenttype: "application/json", data_base64: encoded })).toEqual(
      read(event),
    );
  });

  it.each([
    undefined,
    null,
    "application/json",
    "application/json; charset=utf-8",
    "application/vnd.acme+json",
  ])("may call its data %j", (datacontenttype) => {
    expect(read({ ...event, datacontenttype }).text).toBe("Kart başvurusu");
  });

  it("may come in a batch, or in an empty one", () => {
    const two = [event, { ...event, id: "43" }];
    expect(allEvents(standard, aJsonRequest(two, batch)).map((one) => one.idempotencyKey)).toEqual([
      '["/branches/34","42"]',
      '["/branches/34","43"]',
    ]);
    expect(standard.parse(aJsonRequest([], batch))).toEqual({ kind: "events", events: [] });
  });
});

describe("a mistake in a CloudEvent", () => {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ["another version", { specversion: "0.3" }, "/specversion", /one of 1.0/],
    ["no id", { id: undefined }, "/id", /expected string/],
    ["an empty id", { id: "" }, "/id", /at least 1/],
    ["no source", { source: undefined }, "/source", /expected string/],
    ["an empty source", { source: "" }, "/source", /at least 1/],
    ["no type", { type: undefined }, "/type", /expected string/],
    ["an empty type", { type: "" }, "/type", /at least 1/],
    ["a type that is no kind", { type: "VisitCheckedIn" }, "/type", /dotted name/],
    ["a time without a zone", { time: "2026-01-02T03:00:00" }, "/time", /ISO 8601 datetime with its offset/],
    ["no data", { data: undefined }, "/data", /expected object/],
    ["data that is a text", { data: "hi" }, "/data", /expected object/],
    ["data that is no event", { data: { channel: "fax" } }, "/data/channel", /one of voice/],
    ["a misspelt field", { data: { ...data, txt: "x" } }, "/data/txt", /unknown name/],
    ["a kind in the data that is none", { data: { ...data, kind: "X" } }, "/data/kind", /dotted name/],
    ["data that is no JSON", { datacontenttype: "text/xml" }, "/datacontenttype", /JSON/],
    ["a media type that is no text", { datacontenttype: 1 }, "/datacontenttype", /JSON/],
    ["data twice", { data_base64: base64("{}") }, "/data_base64", /not both/],
    ["base64 that is none", { data: undefined, data_base64: "%%" }, "/data_base64", /base64/],
    ["base64 of no text", { data: undefined, data_base64: 7 }, "/data_base64", /base64/],
    ["base64 of no JSON", { data: undefined, data_base64: base64("{") }, "/data_base64", /JSON/],
    ["base64 of a list", { data: undefined, data_base64: base64("[]") }, "/data_base64", /expected object/],
    ["base64 of no event", { data: undefined, data_base64: base64("{}") }, "/data_base64/channel", /one of/],
  ])("is told by its place: %s", (_, change, pointer, detail) => {
    expect(problemOf({ ...event, ...change })).toEqual({ pointer, detail: expect.stringMatching(detail) });
    expect(problemOf([event, { ...event, ...change }], batch)).toEqual({
      pointer: `/1${pointer}`,
      detail: expect.stringMatching(detail),
    });
  });

  it("may be the wrong media type for one or for many", () => {
    expect(problemOf([event])).toEqual({ pointer: "", detail: "expected object" });
    expect(problemOf(event, batch)).toEqual({ pointer: "", detail: "expected array" });
    expect(problemOf([7], batch)).toEqual({ pointer: "/0", detail: "expected object" });
  });
});

describe("against the CloudEvents SDK", () => {
  const facts = fc.record(
    {
      channel: fc.constantFrom(...channels),
      direction: fc.constantFrom("inbound", "outbound", "internal"),
      identifiers: fc.array(
        fc.record({
          kind: fc.constantFrom(...identifierKinds),
          value: fc.string({ unit: "grapheme", minLength: 1, maxLength: 50 }),
          level: fc.constantFrom("verified", "claimed"),
        }),
        { maxLength: 3 },
      ),
      text: fc.string({ unit: "grapheme" }),
      thread: fc.string(),
    },
    { requiredKeys: ["channel", "direction", "identifiers"], noNullPrototype: true },
  );
  const cloudEvent = fc
    .record({
      id: fc.string({ minLength: 1 }),
      source: fc.constantFrom("/a", "urn:x:y", "https://example.com/s?q=1"),
      type: fc.constantFrom("message.received", "visit.checked-in", "com.example.order.placed"),
      time: fc
        .date({ min: new Date(0), max: new Date("2099-01-01"), noInvalidDate: true })
        .map((at) => at.toISOString()),
      subject: fc.constantFrom("s", "t/1"),
      data: facts,
    })
    .map((parts) => new CloudEvent(parts));

  const expected = ({ id, source, type, time, data: said }: CloudEvent<unknown>) => ({
    ...(said as object),
    kind: type,
    occurredAt: time,
    idempotencyKey: JSON.stringify([source, id]),
  });

  it("reads what it writes in structured mode", () => {
    fc.assert(
      fc.property(cloudEvent, (one) => {
        const { headers, body } = HTTP.structured(one);
        const request = aRequest({
          headers: { "content-type": String(headers["content-type"]) },
          body: Buffer.from(String(body)),
        });
        expect(onlyEvent(standard, request)).toMatchObject(expected(one));
      }),
      { numRuns: 300 },
    );
  });

  it("reads a batch of what it writes", () => {
    fc.assert(
      fc.property(fc.array(cloudEvent, { maxLength: 5 }), (many) => {
        const body = Buffer.from(`[${many.map((one) => one.toString()).join(",")}]`);
        const events = allEvents(standard, aRequest({ headers: { "content-type": batch }, body }));
        expect(events).toMatchObject(many.map(expected));
      }),
      { numRuns: 200 },
    );
  });

  it("reads bytes it wrote in base64", () => {
    const one = new CloudEvent({
      ...event,
      data: undefined,
      data_base64: Buffer.from(JSON.stringify(data)).toString("base64"),
    });
    const { headers, body } = HTTP.structured(one);
    const request = aRequest({
      headers: { "content-type": String(headers["content-type"]) },
      body: Buffer.from(String(body)),
    });
    expect(onlyEvent(standard, request)).toMatchObject(data);
  });
});
