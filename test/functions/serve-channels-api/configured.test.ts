/** The admin's way of a channel: made, tried out, switched on, changed, switched off, removed. */
import { describe, expect, it } from "vitest";
import { channelRoutes } from "../../../schemas/api/channel-routes.ts";
import { routeKeyOf } from "../../../schemas/api/route.ts";
import { type Asked, channelDesk } from "./desk.ts";

const secret = "a-secret-of-16-or-more";
const config = {
  displayName: { tr: "Mağaza", en: "Shop" },
  channel: "store",
  verification: { kind: "hmac", header: "X-Sig", algorithm: "sha256", encoding: "hex", template: "{body}" },
  reading: { kind: "mapping", jsonata: '{ "id": id, "kind": "visit.checked-in" }' },
  readiness: {
    routing: { kind: "queue", queueId: "general" },
    reportGroup: "shops",
    consent: { kind: "inbound-only" },
    sla: "case-policy",
  },
};
const { saveChannel, getChannel, listChannels, removeChannel, activateChannel, tryOutChannel } =
  channelRoutes;
const save = { body: { config, secrets: [secret] } };
const on = { body: { active: true } };
const off = { body: { active: false } };

describe("the channels API", () => {
  it("serves every route that it is documented with, to those who may", async () => {
    const { call } = channelDesk();
    const { listChannelNames, ...forLeads } = channelRoutes;
    for (const role of ["agent", "supervisor", "admin", "analyst"])
      expect((await call(listChannelNames, { role })).body).toEqual({ items: [] });
    for (const route of Object.values(forLeads)) {
      expect((await call(route, { role: "agent" })).status, routeKeyOf(route)).toBe(403);
      if (route.method !== "GET") expect((await call(route, { role: "supervisor" })).status).toBe(403);
    }
    expect((await call(listChannels, { role: "supervisor" })).body).toEqual({ items: [] });
  });

  it("makes a channel inactive, shows all of it but its secrets, and keeps them out of the record", async () => {
    const { call, kept } = channelDesk();
    const made = await call(saveChannel, save);
    expect(made).toMatchObject({
      status: 200,
      body: {
        endpointId: "shop",
        path: "/v1/ingest/standard/shop",
        version: 1,
        active: false,
        secretCount: 1,
        missing: [],
        inForceAt: "2026-11-22T09:00:30.000Z",
        config: { brand: "default", verification: { header: "x-sig", key: "text" } },
      },
    });
    for (const route of [getChannel, listChannels]) expect((await call(route)).text).not.toContain(secret);
    expect(made.text).not.toContain(secret);
    expect(kept.list.channels[0]?.secrets).toEqual([secret]);
    expect(kept.records).toMatchObject([
      { endpointId: "shop", version: 1, by: "admin-1", act: "saved", secretCount: 1 },
    ]);
    expect(JSON.stringify(kept.records)).not.toContain(secret);
  });

  it("tells agents the names of channels, and nothing else of them", async () => {
    const { call } = channelDesk();
    await call(saveChannel, save);
    expect((await call(channelRoutes.listChannelNames, { role: "agent" })).body).toEqual({
      items: [{ provider: "standard", endpointId: "shop", displayName: { tr: "Mağaza", en: "Shop" } }],
    });
  });

  it("takes no name that an endpoint of ops has: its calls would never come here", async () => {
    const { call, kept } = channelDesk();
    const endpointId = "demo";
    expect(await call(saveChannel, { ...save, endpointId })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("choose another") },
    });
    expect(kept.list.channels).toEqual([]);
    const late = channelDesk({ isKeptByOps: async () => kept.list.version > 0 });
    await late.call(saveChannel, save);
    kept.list = { ...kept.list, version: 1 };
    expect((await late.call(activateChannel, on)).status).toBe(409);
    expect((await late.call(activateChannel, off)).status).toBe(200);
  });

  it("goes live only when it is ready, and says in words what is missing", async () => {
    const { call, kept } = channelDesk();
    const unready = {
      ...config,
      displayName: { tr: "Mağaza" },
      readiness: { routing: { kind: "queue", queueId: "vip" } },
    };
    await call(saveChannel, { body: { config: unready, secrets: [secret] } });
    const refused = await call(activateChannel, on);
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain("routing: the routing policy has no queue vip");
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      "/config/readiness/routing/queueId",
      "/config/displayName/en",
      "/config/readiness/reportGroup",
      "/config/readiness/consent",
      "/config/readiness/sla",
    ]);
    expect(kept.list.channels[0]?.active).toBe(false);
    await call(saveChannel, { body: { config } });
    expect(kept.waits, "nobody waits for what takes no calls").toBe(0);
    expect((await call(activateChannel, on)).body.active).toBe(true);
    expect(kept.waits, "receivers have looked again before the answer").toBe(1);
  });

  it("lets an active channel be changed, but not to what would not be ready", async () => {
    const { call, kept } = channelDesk();
    await call(saveChannel, save);
    await call(activateChannel, on);
    const unready = { ...config, readiness: {} };
    expect((await call(saveChannel, { body: { config: unready } })).status).toBe(409);
    expect(kept.list.channels[0]?.config.readiness.sla).toBe("case-policy");
    const renamed = { ...config, displayName: { tr: "Şube", en: "Branch" } };
    expect(
      (await call(saveChannel, { body: { config: renamed, secrets: [`${secret}2`, secret] } })).body,
    ).toMatchObject({
      active: true,
      secretCount: 2,
      version: 4,
      config: { displayName: { tr: "Şube" } },
    });
  });

  it("is removed once it is inactive, and no receiver can still know it", async () => {
    const { call, kept } = channelDesk();
    expect((await call(removeChannel)).status).toBe(404);
    await call(saveChannel, save);
    await call(activateChannel, on);
    kept.time += 60_000;
    expect((await call(removeChannel)).body.detail).toContain("switch it off");
    await call(activateChannel, off);
    expect((await call(removeChannel)).body.detail).toContain("until 2026-11-22T09:01:30.000Z");
    kept.time += 30_000;
    expect((await call(removeChannel)).status).toBe(204);
    expect(kept.list.channels).toEqual([]);
    expect((await call(getChannel)).status).toBe(404);
    expect(kept.records.map(({ act }) => act)).toEqual(["saved", "activated", "deactivated", "removed"]);
  });

  it.each<[string, object, string]>([
    [
      "a recipe that proves nothing",
      { config: { ...config, verification: { ...config.verification, template: "x" } }, secrets: [secret] },
      "/config/verification/template",
    ],
    [
      "a mapping that is none",
      { config: { ...config, reading: { kind: "mapping", jsonata: "{" } }, secrets: [secret] },
      "/config/reading/jsonata",
    ],
    [
      "an each that is none",
      { config: { ...config, reading: { ...config.reading, each: ")" } }, secrets: [secret] },
      "/config/reading/each",
    ],
    [
      "a mapping that is too long",
      {
        config: { ...config, reading: { kind: "mapping", jsonata: `"${"x".repeat(8_200)}"` } },
        secrets: [secret],
      },
      "/config/reading/jsonata",
    ],
    ["no secret", { config }, "/secrets"],
    ["an empty list of them", { config, secrets: [] }, "/secrets"],
    ["a short secret", { config, secrets: ["short"] }, "/secrets/0"],
    [
      "a secret that is no user and password",
      { config: { ...config, verification: { kind: "basic" } }, secrets: [secret] },
      "/secrets/0",
    ],
    [
      "a secret that is no key",
      {
        config: { ...config, verification: { kind: "standard-webhooks" } },
        secrets: [`whsec_${"A".repeat(20)}`],
      },
      "/secrets/0",
    ],
    [
      "a channel that the panel does not know",
      { config: { ...config, channel: "fax" }, secrets: [secret] },
      "/config/channel",
    ],
    ["a name that we do not know", { config: { ...config, activ: true }, secrets: [secret] }, "/config"],
  ])("refuses %s", async (_what, body, pointer) => {
    const { call, kept } = channelDesk();
    const answer = await call(saveChannel, { body });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
    expect(answer.text).not.toContain(secret);
    expect(kept.list.channels).toEqual([]);
    expect(kept.turn.held).toBe(false);
  });

  it("refuses another recipe whose form the kept secrets have not", async () => {
    const { call } = channelDesk();
    await call(saveChannel, save);
    const basic = { ...config, verification: { kind: "basic" } };
    expect((await call(saveChannel, { body: { config: basic } })).body.errors[0].pointer).toBe("/secrets/0");
  });

  it.each(["Shop", "a_b", "-a", "a-", "a/b", "__proto__", "x".repeat(41)])(
    "knows no channel called %s",
    async (endpointId) => {
      const { call } = channelDesk();
      expect((await call(saveChannel, { ...save, endpointId })).status).toBe(404);
    },
  );

  it("says that the list is full, and that somebody else has the turn", async () => {
    const full = channelDesk({
      channels: { read: async () => ({ version: 0, channels: [] }), write: async () => "too-large" },
    });
    expect((await full.call(saveChannel, save)).body).toMatchObject({
      status: 409,
      detail: expect.stringContaining("64 KiB"),
    });
    const { call, kept } = channelDesk();
    kept.turn.held = true;
    expect((await call(saveChannel, save)).body.detail).toContain("try again");
  });

  it("does not write on top of a list older than the newest", async () => {
    const { call, kept } = channelDesk();
    await call(saveChannel, save);
    kept.list = { version: 0, channels: [] };
    expect((await call(saveChannel, { ...save, endpointId: "other" })).status).toBe(409);
    expect(kept.list.channels).toEqual([]);
  });

  it("keeps the turn when a write may still be under way", async () => {
    const { call, kept } = channelDesk({
      channels: {
        read: async () => ({ version: 0, channels: [] }),
        write: async () => {
          throw new Error("no answer");
        },
      },
    });
    await expect(call(saveChannel, save)).rejects.toThrow("no answer");
    expect(kept.turn.held).toBe(true);
    expect(kept.records, "the record is there before the change").toHaveLength(1);
  });
});

describe("a try-out", () => {
  const tryOut = async (body: object, asked: Asked = {}) => {
    const { call, kept } = channelDesk();
    const answer = await call(tryOutChannel, { ...asked, body });
    expect(kept.list.channels, "nothing is kept").toEqual([]);
    return answer;
  };
  const sample = { body: '{"id":"v-1"}' };

  it("shows the events of a configuration that nobody has saved", async () => {
    const { status, body } = await tryOut({ config, sample });
    expect([status, body]).toEqual([
      200,
      {
        signature: "not-checked",
        events: [
          {
            idempotencyKey: "v-1",
            channel: "store",
            direction: "inbound",
            kind: "visit.checked-in",
            identifiers: [],
            attributes: {},
          },
        ],
      },
    ]);
  });

  it("checks the signature where secrets are given, and shows none of them", async () => {
    const secrets = [secret];
    // printf '{"id":"v-1"}' | openssl dgst -sha256 -hmac a-secret-of-16-or-more
    const right = "bf72c20328c2add2be4e27a9b5c4576e442d67ae2d2fe14d6e1343d7433ad6ef";
    const signed = { ...sample, headers: { "X-SIG": right } };
    expect((await tryOut({ config, secrets, sample: signed })).body.signature).toBe("verified");
    expect((await tryOut({ config, secrets, sample })).body.signature).toBe("missing");
    const wrong = { ...sample, headers: { "x-sig": right.replace(/^./, "0") } };
    const answer = await tryOut({ config, secrets, sample: wrong });
    expect(answer.body.signature).toBe("invalid");
    expect(answer.text).not.toContain(secret);
  });

  it("says the first thing that is wrong, and where", async () => {
    const misspelt = {
      ...config,
      reading: { kind: "mapping", jsonata: '{ "id": id, "kind": "a.b", "txt": "x" }' },
    };
    expect((await tryOut({ config: misspelt, sample })).body.problem).toMatchObject({ pointer: "/txt" });
    expect((await tryOut({ config, sample: { body: "{" } })).body).toMatchObject({
      events: [],
      problem: { pointer: "", detail: "expected JSON" },
    });
    const none = { ...config, reading: { kind: "mapping", jsonata: "{" } };
    expect(await tryOut({ config: none, sample })).toMatchObject({ status: 400 });
  });

  it("goes by the saved configuration where none is given; without either there is nothing to try", async () => {
    expect((await tryOut({ sample })).status).toBe(404);
    const { call } = channelDesk();
    await call(saveChannel, save);
    expect((await call(tryOutChannel, { body: { sample } })).body.events).toHaveLength(1);
  });
});
