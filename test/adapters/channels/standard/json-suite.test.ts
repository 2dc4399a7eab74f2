/** The generic endpoint on JSONTestSuite: reads what must be read, refuses what must be refused, never crashes. */
import { describe, expect, it } from "vitest";
import { parse } from "../../../../adapters/channels/standard/parse.ts";
import type { EndpointConfig } from "../../../../schemas/channel-reading.ts";
import { aRequest } from "../requests.ts";
import { accepted, either, refused } from "./json-cases.ts";
import { configured } from "./recipes.ts";

const config = (reading: EndpointConfig["reading"]): EndpointConfig => ({
  channel: "web",
  verification: { kind: "basic" },
  reading,
});
const mapped = configured(config({ kind: "mapping", jsonata: "$", defaults: {} }), "user:password");
const strict = configured(config({ kind: "contact-events" }), "user:password");

const parsed = (body: string | Buffer, endpoint = mapped, contentType = "application/json") =>
  parse(aRequest({ headers: { "content-type": contentType }, body: Buffer.from(body) }), endpoint);

describe("a mapped endpoint", () => {
  it.each(accepted)("accepts %s", (_name, body) => {
    expect(parsed(body)).toEqual({ kind: "later" });
  });

  it.each(refused)("refuses %s", (_name, body) => {
    expect(parsed(body)).toMatchObject({ kind: "unreadable", problem: { pointer: "" } });
  });

  it.each(either)("decides %s without trouble, and the same every time", (_name, body) => {
    const first = parsed(body);
    expect(["later", "unreadable"]).toContain(first.kind);
    expect(parsed(body)).toEqual(first);
  });

  it("reads JSON whatever the media type says", () => {
    for (const type of ["", "text/plain", "application/vnd.api+json"])
      expect(parsed("{}", mapped, type)).toEqual({ kind: "later" });
  });

  it.each([
    ["a=1&b=%C5%9F", "later"],
    ["a=%FF", "unreadable"],
    ["a=%zz", "unreadable"],
    ["%FF=1", "unreadable"],
    ["=&&a", "later"],
    ["__proto__=1", "later"],
  ])("reads the form %s: %s", (body, kind) => {
    expect(parsed(body, mapped, "application/x-www-form-urlencoded").kind).toBe(kind);
  });

  it("takes an empty call for the question whether anybody is there", () => {
    expect(parsed("")).toEqual({ kind: "events", events: [] });
    expect(parsed("", strict)).toEqual({ kind: "events", events: [] });
  });
});

describe("an endpoint of our own events", () => {
  it.each([...accepted, ...refused, ...either])("answers %s", (_name, body) => {
    // None of them is a contact event; an empty list holds none.
    const { kind } = parsed(body, strict);
    expect(kind).toBe(/^[ \n]*\[[ \n]*\][ \n]*$/.test(body.toString()) ? "events" : "unreadable");
  });

  it("says where a body is wrong, and does not repeat what it says", () => {
    const event = { id: "1", occurredAt: "2026-11-22T09:00:00Z", channel: "web", direction: "inbound" };
    const body = JSON.stringify([{ ...event, kind: "Ayşe Yılmaz", identifiers: [] }]);
    expect(parsed(body, strict)).toMatchObject({ kind: "unreadable", problem: { pointer: "/0/kind" } });
    expect(JSON.stringify(parsed(body, strict))).not.toContain("Ayşe");
  });

  it("takes no CloudEvents, nor the other way round", () => {
    expect(parsed("{}", strict, "application/cloudevents+json")).toMatchObject({ kind: "unreadable" });
    const clouds = configured(config({ kind: "cloudevents" }), "user:password");
    expect(parsed("[]", clouds, "application/json")).toMatchObject({ kind: "unreadable" });
    expect(parsed("[]", clouds, "application/cloudevents-batch+json").kind).toBe("events");
  });
});
