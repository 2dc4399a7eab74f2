/** Identifiers on their whole way: however they are written, and when others take their place. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDataDir, type PlatformProcess, startProcess } from "../support/platform-process.ts";
import { metaCall, type SignedCall, send, standardCall, twilioCall } from "../support/senders.ts";
import { eventually, Staff } from "../support/staff.ts";

let platform: PlatformProcess;
let agent: Staff;

beforeAll(async () => {
  platform = await startProcess(freshDataDir());
  agent = await Staff.signIn(platform.url);
});
afterAll(() => platform?.stop());

const isStored = async (call: SignedCall) => {
  const answer = await send(platform.url, call);
  expect([200, 204], await answer.text()).toContain(answer.status);
};

/** Two customers who are found to be one become one a moment later, under the id of the older. */
const areOnePersons = (...identifiers: string[]) =>
  eventually(async () => {
    const [first, ...others] = await Promise.all(identifiers.map((identifier) => agent.resolve(identifier)));
    return others.every((other) => other === first) ? first : undefined;
  });

const page = readFileSync(join(import.meta.dirname, "../../docs/channels.md"), "utf8");
const examples = Array.from(page.matchAll(/^```json\n(.*?)^```$/gms), ([, body = ""]) => body);

const notice = (name: string) =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../adapters/channels/meta/fixtures/${name}.json`), "utf8"),
  );

describe("one person", () => {
  it("is found by every identifier of the examples, however it is written", async () => {
    for (const example of examples) await isStored(standardCall(example));
    const customerId = await areOnePersons(
      "crm:CUST-42",
      "phone:0555 111 22 33",
      "phone:0090 555 111-22-33",
      "visitor:v-91c2",
      "device:6d92078a-8246-4ba4-ae5b-76104861e7dc",
    );
    const kinds = await eventually(async () => {
      const found = (await agent.timeline(customerId)).map(({ kind }) => kind);
      return found.includes("consent.changed") && found.includes("identity.aliased") ? found : undefined;
    });
    expect(kinds).toContain("profile.updated");
  });

  it("stays the same one when WhatsApp gives a new number and a new user id", async () => {
    for (const name of ["text", "system-user-id", "system-number"]) await isStored(metaCall(notice(name)));
    await areOnePersons("crm:CUST-42", "whatsapp:TR.2613687405766954", "phone:0555 999 88 77");
  });

  it("is not the one who has the old number now", async () => {
    const [asked, said] = ["Kartım ne zaman gelir?", "Bu numara artık benim"];
    const text = JSON.stringify(notice("text"))
      .replaceAll("TR.1502576394655843", "TR.9000000000000001")
      .replace("wamid.HBgMTEXT", "wamid.HBgMNEXT")
      .replace('"1767322800"', '"1767409200"')
      .replace(asked, said);
    await isStored(metaCall(JSON.parse(text)));
    const stranger = await areOnePersons("whatsapp:TR.9000000000000001", "phone:0555 111 22 33");
    const first = (await agent.resolve("whatsapp:TR.2613687405766954")) ?? "";
    const textsOf = async (customerId: string) => (await agent.timeline(customerId)).map((one) => one.text);
    const [theirs, others] = [await textsOf(stranger), await textsOf(first)];
    expect([theirs.includes(said), theirs.includes(asked)]).toEqual([true, false]);
    expect([others.includes(said), others.includes(asked)]).toEqual([false, true]);
  });

  it("is not the one with the same digits on another page", async () => {
    const message = (pageId: string) =>
      twilioCall(platform.url, {
        MessageSid: `SM-page-${pageId}`,
        AccountSid: "AC1",
        From: "messenger:77",
        To: `messenger:${pageId}`,
        Body: "Merhaba",
      });
    await isStored(message("1"));
    await isStored(message("2"));
    const [one, other] = [
      await eventually(() => agent.resolve("messenger:1:77")),
      await eventually(() => agent.resolve("messenger:2:77")),
    ];
    expect(one).not.toBe(other);
  });
});
