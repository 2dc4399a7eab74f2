import { describe, expect, it } from "vitest";
import { compilePattern } from "../../../local/eventbridge/pattern.ts";

const event = {
  source: "omniline.timeline",
  "detail-type": "ContactReceived",
  detail: {
    channel: "WhatsApp",
    count: 5,
    tags: ["a", "b"],
    empty: [],
    nested: { id: "C#12" },
    nothing: null,
  },
};

describe("an event pattern", () => {
  it.each([
    [{ source: ["omniline.timeline"] }, true],
    [{ source: ["other"] }, false],
    [{ source: ["other", "omniline.timeline"], "detail-type": ["ContactReceived"] }, true],
    [{ source: ["omniline.timeline"], "detail-type": ["Other"] }, false],
    [{ detail: { nested: { id: [{ prefix: "C#" }] } } }, true],
    [{ detail: { nested: { id: [{ prefix: "D#" }] } } }, false],
    [{ detail: { nested: { id: [{ suffix: "12" }] } } }, true],
    [{ detail: { channel: [{ prefix: { "equals-ignore-case": "whats" } }] } }, true],
    [{ detail: { channel: [{ "equals-ignore-case": "whatsapp" }] } }, true],
    [{ detail: { channel: ["whatsapp"] } }, false],
    [{ detail: { channel: [{ wildcard: "W*A?p" }] } }, false],
    [{ detail: { channel: [{ wildcard: "W*A*p" }] } }, true],
    [{ detail: { channel: [{ "anything-but": ["SMS"] }] } }, true],
    [{ detail: { channel: [{ "anything-but": "WhatsApp" }] } }, false],
    [{ detail: { channel: [{ "anything-but": { prefix: "What" } }] } }, false],
    [{ detail: { absent: [{ "anything-but": ["x"] }] } }, false],
    [{ detail: { count: [{ numeric: [">", 1, "<=", 5] }] } }, true],
    [{ detail: { count: [{ numeric: ["=", 4] }] } }, false],
    [{ detail: { count: [5] } }, true],
    [{ detail: { tags: ["b"] } }, true],
    [{ detail: { tags: ["c"] } }, false],
    [{ detail: { absent: [{ exists: false }] } }, true],
    [{ detail: { channel: [{ exists: false }] } }, false],
    [{ detail: { channel: [{ exists: true }] } }, true],
    [{ detail: { nothing: [null] } }, true],
    [{ $or: [{ source: ["x"] }, { detail: { count: [5] } }] }, true],
    [{ $or: [{ source: ["x"] }, { detail: { count: [6] } }] }, false],
    [{ detail: { absent: { deeper: ["x"] } } }, false],
  ])("%j -> %s", (pattern, matches) => {
    expect(compilePattern(pattern)(event)).toBe(matches);
  });

  it.each([
    [{ source: [{ cidr: "10.0.0.0/8" }] }, /"cidr" is not known/],
    [{ source: [{ numeric: ["~", 1] }] }, /sign ~ is not known/],
    [{ source: [{ prefix: 1 }] }, /wants text/],
  ])("refuses %j", (pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(message);
  });
});
