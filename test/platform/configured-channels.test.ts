/** R10 on the whole platform: a channel is added while others work, and takes calls as soon as its admin has an answer. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Platform, startPlatform } from "../../local/start.ts";
import { synthesiseOmniline } from "../../local/synthesise.ts";
import { example, secretFor, signedBy } from "../adapters/channels/standard/recipes.ts";
import { memoryLog, temporaryDirectory } from "../local/support/platform.ts";
import { send, standardCall } from "../support/senders.ts";
import { eventually, Staff } from "../support/staff.ts";

const directory = temporaryDirectory();
let platform: Platform;
let admin: Staff;
let agent: Staff;

beforeAll(async () => {
  platform = await startPlatform({
    templates: synthesiseOmniline,
    dataDir: directory.path,
    port: 0,
    log: memoryLog(),
  });
  admin = await Staff.signIn(platform.url, "admin");
  agent = await Staff.signIn(platform.url);
});
afterAll(async () => {
  await platform?.close();
  directory.remove();
});

const { config } = example("public-service-desk");
const secret = secretFor(config.verification);

/** A citizen's application, as the portal sends it. */
async function deliver(path: string, no: string, changes: { body?: string; secret?: string } = {}) {
  const application = {
    basvuru: { no, zaman: "2026-11-22T09:00:00+03:00", metin: `Başvuru ${no}`, konu: "Aydınlatma" },
    vatandas: { eposta: "ayse@example.com" },
  };
  const { headers, body } = signedBy(config.verification, {
    secret,
    at: new Date(),
    id: `d-${no}`,
    ...changes,
    body: Buffer.from(changes.body ?? JSON.stringify(application)),
  });
  return fetch(`${platform.url}${path}`, {
    method: "POST",
    headers: headers as Record<string, string>,
    body: new Uint8Array(body),
  });
}

const path = "/v1/ingest/standard/portal";
const admins = "/v1/admin/channels/portal";
const texts = async () => {
  const { items } = (await (await agent.get("/v1/contact-events?limit=200")).json()) as {
    items: { event: { text?: string } }[];
  };
  return items.flatMap(({ event }) => event.text ?? []);
};

describe("a channel made by configuration", () => {
  it("is added under load without one failed call, and works when the answer is there", async () => {
    const others: Promise<number>[] = [];
    let isOver = false;
    const load = (async () => {
      for (let n = 0; !isOver; n += 1) {
        const visit = {
          id: `load-${n}`,
          occurredAt: "2026-11-20T10:00:00Z",
          channel: "store",
          direction: "inbound",
        };
        const call = standardCall({
          ...visit,
          kind: "visit.checked-in",
          identifiers: [{ kind: "loyalty", value: `L${n % 7}`, level: "verified" }],
        });
        others.push(send(platform.url, call).then(({ status }) => status));
        await Promise.all(others.slice(-4));
      }
    })();
    // Receivers know by now that there is no such endpoint.
    expect((await deliver(path, "0")).status).toBe(404);
    const saved = await admin.send("PUT", admins, { config, secrets: [secret] });
    expect(`${saved.status} ${await saved.text()}`).toMatch(/^200 /);
    expect((await deliver(path, "0")).status, "inactive").toBe(404);
    const activated = await admin.send("POST", `${admins}/activation`, { active: true });
    expect(`${activated.status} ${await activated.text()}`).toMatch(/^200 /);
    const first = await Promise.all(["1", "2", "3"].map(async (no) => (await deliver(path, no)).status));
    isOver = true;
    await load;
    expect(first).toEqual([204, 204, 204]);
    expect(others.length).toBeGreaterThan(20);
    expect(new Set(await Promise.all(others))).toEqual(new Set([204]));
    const all = await eventually(async () => {
      const found = (await texts()).filter((text) => text.startsWith("Başvuru"));
      return found.length < 3 ? undefined : found;
    });
    expect(all.sort()).toEqual(["Başvuru 1", "Başvuru 2", "Başvuru 3"]);
  });

  it("refuses what its provider did not sign, and what is no JSON, with the place", async () => {
    expect((await deliver(path, "9", { secret: "somebody-else-altogether" })).status).toBe(401);
    const unreadable = await deliver(path, "9", { body: '{"a":' });
    expect(unreadable.status).toBe(400);
    expect(await unreadable.json()).toMatchObject({ errors: [{ pointer: "", detail: "expected JSON" }] });
  });

  it("takes a provider's new secret at once, beside the old one", async () => {
    const rotated = "the-new-secret-of-the-portal";
    await admin.send("PUT", admins, { config, secrets: [rotated, secret] });
    expect((await deliver(path, "4", { secret: rotated })).status).toBe(204);
    expect((await deliver(path, "5")).status).toBe(204);
    const view = await admin.get(admins);
    expect(await view.text()).not.toContain(rotated);
  });

  it("keeps what a mapping cannot read, with the reason", async () => {
    expect(
      (await deliver(path, "6", { body: JSON.stringify({ basvuru: { no: 6, metin: "kırık" } }) })).status,
    ).toBe(204);
    await eventually(async () => {
      const text = await (await agent.get("/v1/contact-events?limit=200")).text();
      return text.includes('"problem":{') && text.includes("kırık") ? true : undefined;
    });
  });
});
