import { describe, expect, it } from "vitest";
import { type Consent, consentsOf, isChannelOpen } from "../../../domain/consent/consents.ts";
import type { ConsentEntry } from "../../../schemas/consents.ts";
import type { ContactEvent } from "../../../schemas/contact-event.ts";
import { contactEvent } from "../../support/events.ts";
import { ledgerOf, minute, word } from "./words.ts";

const told = (...entries: readonly ConsentEntry[]) =>
  consentsOf(entries, new Date(minute(60))).map(({ purpose, channel, state }) => [purpose, channel, state]);
const stop = (at: number) => word(at, "denied", "*");
const start = (at: number) => word(at, "granted", "*");

describe("the consents that are told of a person", () => {
  it("are each as it stands, with the word that says so", () => {
    const granted = word(2, "granted");
    expect(consentsOf([word(1, "denied"), granted], new Date(minute(60)))).toEqual([
      {
        ...{ brand: "Acme", purpose: "marketing", channel: "sms", state: "granted" },
        ...{ at: minute(2), source: "test", eventId: granted.eventId },
      },
    ]);
  });

  it.each<[string, readonly ConsentEntry[], string[][]]>([
    ["nothing where nothing was said", [], []],
    ["a STOP as a refusal of everything", [stop(1)], [["*", "sms", "denied"]]],
    [
      "what a STOP has taken back as refused",
      [word(1, "granted"), stop(2)],
      [
        ["*", "sms", "denied"],
        ["marketing", "sms", "denied"],
      ],
    ],
    ["nothing after STOP and START: neither is a consent", [word(1, "granted"), stop(2), start(3)], []],
    ["nothing of a START that nobody needed", [start(1)], []],
    ["a refusal that START does not lift", [word(1, "denied"), start(2)], [["marketing", "sms", "denied"]]],
    [
      "a consent as refused where one of the addresses refused it, however long ago",
      [word(1, "denied", "marketing", { identifierId: "email" }), word(2, "granted")],
      [["marketing", "sms", "denied"]],
    ],
    ["nothing that is said later", [word(61, "denied")], []],
  ])("are %s", (_, entries, expected) => {
    expect(told(...entries)).toEqual(expected);
  });

  it("are told apart by brand, purpose and channel", () => {
    const others = [{ brand: "Other" }, { channel: "email" }];
    expect(
      told(
        word(1, "denied"),
        word(1, "denied", "survey"),
        ...others.map((one) => word(1, "denied", "marketing", one)),
      ),
    ).toHaveLength(4);
  });
});

describe("a channel", () => {
  type Said = Pick<ContactEvent, "text" | "attributes" | "kind">;
  const changed = (purpose: string, channel: string, state: string): Said => ({
    kind: "consent.changed",
    attributes: { brand: "Acme", purpose, channel, state },
  });
  const consentsAfter = (...events: readonly Said[]): Consent[] =>
    consentsOf(
      ledgerOf(
        ...events.map((event, index) =>
          contactEvent({ eventId: `e${index}`, occurredAt: minute(index), ...event }),
        ),
      ),
      new Date(minute(60)),
    );
  const says = (text: string): Said => ({ kind: "message.received", text });

  it.each<[string, readonly Said[], boolean]>([
    ["open where nothing was said", [], true],
    ["open where something was granted", [changed("marketing", "sms", "granted")], true],
    [
      "closed where something was refused and nothing granted",
      [changed("marketing", "sms", "denied")],
      false,
    ],
    [
      "open where one thing was refused and another granted",
      [changed("marketing", "sms", "denied"), changed("service", "sms", "granted")],
      true,
    ],
    ["open where another one was closed", [changed("marketing", "email", "denied")], true],
    [
      "closed by STOP, whatever was granted before",
      [changed("service", "sms", "granted"), says("STOP")],
      false,
    ],
    ["open again after START", [says("STOP"), says("START")], true],
  ])("is %s", (_, events, open) => {
    expect(isChannelOpen(consentsAfter(...events), "sms")).toBe(open);
  });
});
