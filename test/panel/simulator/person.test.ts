import { describe, expect, it } from "vitest";
import { countryOf, idsOf, samplePeople } from "../../../panel/simulator/person.ts";

describe("idsOf", () => {
  it("gives the same person the same ids", () => {
    const [person] = samplePeople;
    expect(person && idsOf(person)).toEqual(person && idsOf({ ...person }));
  });

  it("gives each sample person ids of their own", () => {
    const all = samplePeople.flatMap((person) => Object.values(idsOf(person)));
    expect(new Set(all).size).toBe(all.length);
  });

  it("writes a WhatsApp user id as Meta does", () => {
    for (const person of samplePeople)
      expect(idsOf(person).whatsappUserId).toMatch(/^[A-Z]{2}\.[A-Za-z0-9]+$/);
  });
});

describe("countryOf", () => {
  it.each([
    ["+905551112233", "TR"],
    ["+447700900123", "GB"],
    ["+12025550143", "US"],
  ])("of %s is %s", (phone, country) => {
    expect(countryOf(phone)).toBe(country);
  });
});
