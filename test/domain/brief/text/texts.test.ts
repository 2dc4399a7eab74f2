import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { texts } from "../../../../domain/brief/text/texts.ts";
import { defaultCasePolicy } from "../../../../domain/cases/default-case-policy.ts";
import { intentNames } from "../../../../domain/understanding/recognise-intent.ts";
import { channels } from "../../../../schemas/contact-event.ts";

const folder = join(import.meta.dirname, "../../../../domain/brief");
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.ts$/.test(path) && !/text[/\\](en|tr)\.ts$/.test(path))
  .map((path) => readFileSync(join(folder, path), "utf8"))
  .join("\n");
const keys = Object.keys(texts.en);
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

/** Families whose members are looked up by a name that comes from data. */
const families = [
  "intent",
  "slot",
  "outcome",
  "purpose",
  "channel",
  "sign",
  "mood",
  "trend",
  "stage",
  "type",
  "value",
  "next",
];

describe.each(["en", "tr"] as const)("the brief in %s", (language) => {
  const spoken: Readonly<Record<string, string>> = texts[language];

  it("has a text for every key, and no other", () => {
    expect(Object.keys(spoken).toSorted()).toEqual(keys.toSorted());
  });

  it("has no empty text", () => {
    expect(keys.filter((key) => spoken[key]?.trim() === "")).toEqual([]);
  });

  it("has the same placeholders as the other language", () => {
    const english: Readonly<Record<string, string>> = texts.en;
    for (const key of keys)
      expect(placeholders(spoken[key] ?? ""), key).toEqual(placeholders(english[key] ?? ""));
  });

  it("has a name for every intent that is recognised, every slot that is asked for, every channel", () => {
    const slots = Object.values(defaultCasePolicy.slotsByIntent).flat();
    const needed = [
      ...intentNames.map((name) => `intent.${name}`),
      ...slots.map((name) => `slot.${name}`),
      ...channels.map((name) => `channel.${name}`),
    ];
    expect(needed.filter((key) => spoken[key] === undefined)).toEqual([]);
  });
});

describe("Turkish", () => {
  it("puts no suffix on a value", () => {
    const suffixed = Object.entries(texts.tr).filter(([, text]) => /\}['’”]?\p{L}/u.test(text));
    expect(suffixed).toEqual([]);
  });
});

describe("the texts", () => {
  it("are all used", () => {
    const isUsed = (key: string) =>
      sources.includes(`"${key}"`) ||
      families.some((family) => key.startsWith(`${family}.`) && sources.includes(family));
    expect(keys.filter((key) => !isUsed(key))).toEqual([]);
  });
});
