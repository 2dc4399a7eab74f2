/** Who an event is about: in the form that all channels share, at the level that is proven, and nowhere else. */
import assert from "node:assert/strict";
import { normaliseIdentifier } from "../../../domain/identity/normalise-identifier.ts";
import type { Identifier } from "../../../schemas/contact-event.ts";
import { withEach } from "../breaking.ts";
import { allSamples, built, eventsIn, happened, onlyEventIn } from "../calls.ts";
import { always, type Channel, type Check } from "../check.ts";

async function eachEvent(
  channel: Channel,
  use: (event: Awaited<ReturnType<typeof eventsIn>>[number], what: string) => void,
) {
  for (const [what, sample] of allSamples(channel)) {
    for (const event of await eventsIn(channel, sample)) use(event, what);
  }
}

/** What the whole world finds a person by. */
const isAddress = ({ kind }: Identifier) => kind === "phone" || kind === "email" || kind === "national-id";

/** The number without its form, or the address. */
const bare = ({ kind, value }: Identifier) =>
  kind === "phone" ? value.replace(/\D/g, "") : value.toLowerCase();

export const peopleChecks: readonly Check[] = [
  {
    name: "names people in the one form of their kind",
    applies: always,
    run: (channel) =>
      eachEvent(channel, (event, what) => {
        for (const identifier of event.identifiers) {
          const { kind, value } = normaliseIdentifier(identifier, "TR");
          assert.notEqual(value, "", `${kind} in ${what}: nobody`);
          if (kind === "phone")
            assert.match(value, /^\+\d{7,15}(;ext=\d+)?$|^[A-Z0-9 ]{3,11}$/, `${what}: ${value}`);
          if (kind === "email") assert.match(value, /^[^\s@<>]+@[^\s@<>]+$/, `${what}: ${value}`);
          assert.equal(normaliseIdentifier({ ...identifier, value }, "TR").value, value);
        }
      }),
    broken: (good) =>
      withEach(good, () => ({ identifiers: [{ kind: "email", value: "<>", level: "claimed" }] })),
  },
  {
    name: "proves who people are, as its samples promise",
    applies: ({ samples }) => samples.level === "verified" && samples.message !== undefined,
    run: async (channel) => {
      const sample = channel.samples.message?.({ id: "kit-1", text: "Merhaba", at: happened });
      assert.ok(sample);
      const { identifiers } = await onlyEventIn(channel, sample);
      assert.ok(
        identifiers.some(({ level }) => level === "verified"),
        "nobody in a message is verified",
      );
    },
    broken: (good) =>
      withEach(good, ({ identifiers }) => ({
        identifiers: identifiers.map((one) => ({ ...one, level: "claimed" })),
      })),
  },
  {
    // An external identifier stands for nobody until somebody is known.
    name: "verifies nobody who only says so",
    applies: ({ samples }) => samples.level === "claimed",
    run: (channel) =>
      eachEvent(channel, ({ identifiers }, what) => {
        const verified = identifiers.filter(({ kind, level }) => level === "verified" && kind !== "external");
        assert.deepEqual(verified, [], `somebody in ${what} is verified`);
      }),
    broken: (good) =>
      withEach(good, ({ identifiers }) => ({
        identifiers: identifiers.map((one) => ({ ...one, kind: "crm", level: "verified" })),
      })),
  },
  {
    name: "puts no number or address of a person into keys, threads and message ids",
    applies: always,
    run: (channel) =>
      eachEvent(channel, (event, what) => {
        const { eventId, thread = "", providerMessageId = "" } = built(channel, event).event;
        assert.match(eventId, /^[\w-]{24}$/);
        const external = event.identifiers
          .filter(({ kind }) => kind === "external")
          .map(({ value }) => value);
        const ids = [eventId, event.idempotencyKey, thread, providerMessageId, ...external].map((id) =>
          id.toLowerCase(),
        );
        for (const person of event.identifiers.filter(isAddress).map(bare)) {
          assert.ok(
            !ids.some((id) => id.includes(person)),
            `somebody's number or address is in an id of ${what}: ${ids}`,
          );
        }
      }),
    broken: (good) =>
      withEach(good, () => ({
        identifiers: [{ kind: "phone", value: "+905551112233", level: "verified" }],
        thread: "chat-905551112233",
      })),
  },
  {
    name: "names no more people than the store takes, and each once",
    applies: always,
    run: (channel) =>
      eachEvent(channel, ({ identifiers }, what) => {
        const each = new Set(
          identifiers.map(({ kind, value, level }) => JSON.stringify([kind, value, level])),
        );
        assert.equal(each.size, identifiers.length, `somebody is named twice in ${what}`);
        assert.ok(identifiers.length <= 16);
      }),
    broken: (good) =>
      withEach(good, ({ identifiers }) => ({ identifiers: [...identifiers, ...identifiers] })),
  },
];
