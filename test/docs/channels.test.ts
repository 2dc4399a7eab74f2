/** The examples of docs/channels.md are events that the generic channel takes, and say what its table says. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { adapter as standard } from "../../adapters/channels/standard/index.ts";
import { buildContactEvent, type UntimedEvent } from "../../domain/ingest/build-contact-event.ts";
import {
  channelSchema,
  contactEventSchema,
  eventKindSchema,
  identifierKinds,
} from "../../schemas/contact-event.ts";
import { profileAttributes } from "../../schemas/profile.ts";
import { allEvents, aRequest } from "../adapters/channels/requests.ts";
import { delivery, pepper } from "../support/events.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/channels.md"), "utf8");

const events = Array.from(page.matchAll(/^```json\n(.*?)^```$/gms), ([, body = ""]) =>
  allEvents(standard, aRequest({ headers: { "content-type": "application/json" }, body: Buffer.from(body) })),
).flat();
const built = events.map((event) => buildContactEvent({ pepper, defaultCountry: "TR" }, event, delivery));
const ofKind = (kind: string): UntimedEvent[] => built.filter(({ event }) => event.kind === kind);

/** Rows of the table under a heading: the names in backquotes of its first cell, and the rest. */
function rowsUnder(heading: string) {
  const section = page.split(`## ${heading}\n`)[1]?.split("\n#")[0] ?? "";
  return Array.from(
    section.matchAll(/^\| (?!---|kind \|)(.+?) \| (.+) \|$/gm),
    ([, first = "", rest = ""]) => ({
      names: namesIn(first),
      first,
      rest,
    }),
  );
}

const namesIn = (text: string) => Array.from(text.matchAll(/`([\w.-]+)`/g), ([, name = ""]) => name);

const isChannel = (name: string) => channelSchema.safeParse(name).success;

const vocabulary = rowsUnder("Attributes Omniline reads");

describe("docs/channels.md", () => {
  it("has examples of every way to say who somebody is, and of what has happened", () => {
    expect(events.map(({ kind }) => kind)).toEqual([
      "identity.identified",
      "identity.aliased",
      "identity.changed",
      "profile.updated",
      "article.read",
      "message.received",
      "order.placed",
      "survey.answered",
      "consent.changed",
      "outcome.recorded",
      "message.received",
      "message.sent",
      "handover.requested",
      "price.checked",
      "message.status",
    ]);
    for (const { event } of built) expect(contactEventSchema.safeParse(event).error).toBeUndefined();
  });

  it("shows with one identifier in two examples that they are one person's", () => {
    const [identified, aliased, upsert] = ["identity.identified", "identity.aliased", "profile.updated"].map(
      (kind) => ofKind(kind)[0]?.identifierIds ?? [],
    );
    expect(identified?.[0]).toBe(aliased?.[1]);
    expect(identified?.[1]).toBe(upsert?.[0]);
    expect(upsert?.[1]).toBe(ofKind("consent.changed")[0]?.home);
  });

  it("shows an identifier that takes the place of another", () => {
    const [changed] = ofKind("identity.changed");
    expect(changed?.event.previousIdentifiers?.map(({ value }) => value)).toEqual(["TK100200"]);
    expect(changed?.previousIds).toHaveLength(1);
  });

  it("names well-formed kinds, and under them every attribute that the examples use", () => {
    expect(vocabulary.length).toBeGreaterThan(12);
    const kinds = vocabulary.flatMap(({ names }) => names).filter((name) => !isChannel(name));
    for (const kind of kinds) expect(eventKindSchema.safeParse(kind).success, kind).toBe(true);
    const everywhere = vocabulary.find(({ first }) => first.startsWith("any"))?.rest ?? "";
    for (const { kind, attributes } of events) {
      const row = vocabulary.find(({ names }) => names.includes(kind))?.rest ?? "";
      expect(namesIn(everywhere + row), kind).toEqual(expect.arrayContaining(Object.keys(attributes ?? {})));
    }
  });

  it("lists the attributes of a profile that are known", () => {
    const paragraph = page.split("\n").find((line) => line.startsWith("Of `profile`")) ?? "";
    const known = profileAttributes.filter((name) => namesIn(paragraph).includes(name));
    expect(known).toEqual([...profileAttributes]);
  });

  it("has a form for every kind of identifier", () => {
    expect(rowsUnder("Identifiers").flatMap(({ names }) => names)).toEqual([...identifierKinds]);
  });
});
