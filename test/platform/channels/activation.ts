/** R10 and R12: a channel is made, tried out, switched on and off by the API alone, while all others work. */
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import type { ChannelView, TriedOut } from "../../../schemas/api/channel-shapes.ts";
import type { TimelineItem } from "../../../schemas/api/shapes.ts";
import { example, secretFor, signedBy } from "../../adapters/channels/standard/recipes.ts";
import { eventually, type Staff } from "../../support/staff.ts";
import { isTaken, type Proof, type Running } from "./running.ts";
import { type Said, steadyLoad } from "./steady-load.ts";

const { config: outages } = example("energy-outages");
const { verification } = example("public-service-desk").config;
const config = { ...outages, verification };
const secret = secretFor(verification);
const path = "/v1/ingest/standard/field-app";
const admins = "/v1/admin/channels/field-app";

/** Two reports in one call: what the mapping makes of them differs by their type. */
const reports = (batch: string) =>
  JSON.stringify({
    batch,
    reports: ["outage", "reading"].map((type, index) => ({
      reportId: String(index),
      type,
      at: Date.now(),
      meter: `${batch}-${type}`,
      note: `Sahadan ${batch} ${type}`,
      place: { lat: 41.01, lon: 28.97 },
    })),
  });

function signed(batch: string, by = secret) {
  const body = Buffer.from(reports(batch));
  const { headers } = signedBy(verification, { secret: by, at: new Date(), id: `d-${batch}`, body });
  return { headers: headers as Record<string, string>, body: body.toString() };
}

export const activation: Proof = (running) =>
  describe("a new channel", () => {
    const call = async (batch: string, by?: string) =>
      (await fetch(`${running().platform.url}${path}`, { method: "POST", ...signed(batch, by) })).status;

    it("goes live under load without one failed call, works at once, and touches nothing else", async () => {
      const { admin, agent } = running();
      const before = await secretsOf(running());
      const endLoad = steadyLoad(running());
      onTestFinished(() => void endLoad());
      expect(await call("b-0")).toBe(404);

      const unready = await admin.send("PUT", admins, {
        config: { ...config, readiness: { sla: "none" } },
        secrets: [secret],
      });
      const { missing } = (await unready.json()) as ChannelView;
      expect(missing.map(({ part }) => part).sort()).toEqual(["consent", "reports", "routing"]);
      const refused = await admin.send("POST", `${admins}/activation`, { active: true });
      expect(await refused.json()).toMatchObject({
        status: 409,
        detail: expect.stringMatching(/^not ready to go live: routing: .+; reports: .+; consent: .+/),
      });
      expect(await call("b-0"), "not ready").toBe(404);

      expect((await admin.send("PUT", admins, { config })).status).toBe(200);
      const tried = await admin.send("POST", `${admins}/try-outs`, {
        secrets: [secret],
        sample: signed("b-tried"),
      });
      const { signature, events, problem } = (await tried.json()) as TriedOut;
      expect([signature, problem]).toEqual(["verified", undefined]);
      expect(events.map(({ kind }) => kind)).toEqual(["outage.reported", "meter.read"]);
      expect(await call("b-0"), "not active").toBe(404);

      const activated = await admin.send("POST", `${admins}/activation`, { active: true });
      expect(await activated.json()).toMatchObject({ active: true, missing: [] });
      const names = await agent.send("GET", "/v1/channels");
      expect(await names.json(), "agents learn its name").toEqual({
        items: [{ provider: "standard", endpointId: "field-app", displayName: config.displayName }],
      });
      const batches = Array.from({ length: 20 }, (_, index) => `b-${index + 1}`);
      expect(new Set(await Promise.all(batches.map((batch) => call(batch))))).toEqual(new Set([204]));

      const deactivated = await admin.send("POST", `${admins}/activation`, { active: false });
      expect(await deactivated.json()).toMatchObject({ active: false });
      // A signature that does not match makes the receiver look again before its time.
      await eventually(async () =>
        (await call("b-stranger", "somebody-else-altogether")) === 404 ? true : undefined,
      );
      expect(await call("b-late")).toBe(404);

      const said = await endLoad();
      expect(said.filter((one) => !isTaken(one.status))).toEqual([]);
      expect(said.length).toBeGreaterThan(40);
      await expectOnTimelines(agent, said);
      for (const batch of batches) {
        const items = [await readingOf(agent, batch, "outage"), await readingOf(agent, batch, "reading")];
        expect(items.map((item) => item?.kind)).toEqual(["outage.reported", "meter.read"]);
      }
      for (const batch of ["b-0", "b-tried", "b-stranger", "b-late"]) {
        expect(await agent.resolve(`external:meter:${batch}-outage`)).toBeUndefined();
      }
      const after = await secretsOf(running());
      const changed = [...after].filter(([name, value]) => before.get(name) !== value).map(([name]) => name);
      expect([after.size, changed]).toEqual([before.size, [expect.stringMatching(/Channels/)]]);
    });
  });

/** Every message on the timeline of whoever wrote it, once. */
async function expectOnTimelines(agent: Staff, said: readonly Said[]): Promise<void> {
  for (const [identifier, messages = []] of Map.groupBy(said, (one) => one.identifier)) {
    const texts = await eventually(async () => {
      const customerId = await agent.resolve(identifier);
      const items = customerId === undefined ? [] : await agent.timeline(customerId);
      return items.length < messages.length ? undefined : items.map(({ text }) => text);
    });
    expect(texts.sort()).toEqual(messages.map(({ text }) => text).sort());
  }
}

function readingOf(agent: Staff, batch: string, type: string): Promise<TimelineItem | undefined> {
  return eventually(async () => {
    const customerId = await agent.resolve(`external:meter:${batch}-${type}`);
    return customerId === undefined ? undefined : (await agent.timeline(customerId))[0];
  });
}

/** All that is configured of this stage, by the name of the secret it is in. */
async function secretsOf({ platform }: Running): Promise<ReadonlyMap<string, string>> {
  const { awsUrl: endpoint, rootCredentials: credentials, region, resources } = platform;
  const client = new SecretsManagerClient({ endpoint, credentials, region });
  const ids = resources.ofType("AWS::SecretsManager::Secret", z.unknown()).map(({ ref }) => ref);
  const values = ids.map(async (SecretId) => {
    const { SecretString = "" } = await client.send(new GetSecretValueCommand({ SecretId }));
    return [SecretId, SecretString] as const;
  });
  return new Map(await Promise.all(values));
}
