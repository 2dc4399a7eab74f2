/** A person on the running platform: known on every channel, merged, parted, briefed, shown ads, and everybody told. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseView, LiveMessage, Merge } from "../../schemas/api/shapes.ts";
import type { Brief } from "../../schemas/brief.ts";
import type { Points } from "../../schemas/points.ts";
import type { AgentProfile } from "../../schemas/profile.ts";
import { freshDataDir, type PlatformProcess, startProcess } from "../support/platform-process.ts";
import { send, standardCall } from "../support/senders.ts";
import { eventually, Staff } from "../support/staff.ts";

let platform: PlatformProcess;
let agent: Staff;

beforeAll(async () => {
  platform = await startProcess(freshDataDir());
  agent = await Staff.signIn(platform.url);
});
afterAll(() => platform?.stop());

let told = 0;
async function happens(kind: string, value: string, what: object): Promise<void> {
  told += 1;
  const event = {
    id: `p-${told}`,
    occurredAt: new Date(Date.now() - 60_000 + told * 1000).toISOString(),
    channel: "chat",
    direction: "inbound",
    kind: "message.received",
    identifiers: [{ kind, value, level: "verified" }],
    ...what,
  };
  expect((await send(platform.url, standardCall(event))).ok).toBe(true);
}

const json = async <Body>(answer: Promise<Response>): Promise<Body> => (await answer).json() as Promise<Body>;

/** The customer behind an identifier, once it has so many cases. */
async function withCases(identifier: string, count: number) {
  return eventually(async () => {
    const customerId = await agent.resolve(identifier);
    if (customerId === undefined) return undefined;
    const { items } = await json<{ items: CaseView[] }>(agent.get(`/v1/customers/${customerId}/cases`));
    return items.length === count ? { customerId, cases: items } : undefined;
  });
}

describe("one person", () => {
  it("is merged and parted by hand, and every open page is told", async () => {
    const changed: LiveMessage[] = [];
    const socket = await agent.live((message) => {
      if (message.type === "CustomerChanged") changed.push(message);
    });
    await happens("loyalty", "700", { text: "Kartım kayboldu, lütfen iptal edin" });
    await happens("device", "phone-700", { text: "Sipariş 77 nerede?", attributes: { orderId: "77" } });
    const one = await withCases("loyalty:700", 1);
    const other = await withCases("device:phone-700", 1);
    const path = `/v1/customers/${one.customerId}/merges`;
    const merged = await agent.send("POST", path, { customerId: other.customerId, reason: "said so" });
    expect(merged.status).toBe(201);
    const { mergeId, customerId } = (await merged.json()) as Merge;
    expect(customerId).toBe(one.customerId);
    expect(await agent.resolve("device:phone-700")).toBe(one.customerId);
    expect((await agent.timeline(other.customerId)).length).toBe(2);
    expect(await json(agent.get(`/v1/customers/${other.customerId}`))).toMatchObject({ customerId });
    await eventually(() => changed.find((message) => message.customerId === other.customerId));
    const again = await agent.send("POST", path, { customerId: other.customerId, reason: "again" });
    expect([again.status, again.headers.get("content-type")]).toEqual([409, "application/problem+json"]);
    expect((await agent.send("DELETE", `${path}/${mergeId}`)).status).toBe(204);
    expect(await agent.resolve("device:phone-700")).toBe(other.customerId);
    expect((await agent.send("DELETE", `${path}/${mergeId}`)).status).toBe(404);
    socket.close();
  });

  it("has a case that an agent wraps up, points that are explained, and a brief in both languages", async () => {
    await happens("loyalty", "701", { text: "Kredi kartı başvurusu yapmak istiyorum" });
    const { customerId, cases } = await withCases("loyalty:701", 1);
    const casePath = `/v1/cases/${cases[0]?.caseId}`;
    for (const [language, words] of [
      ["tr", "kart başvurusu"],
      ["en", "card application"],
    ]) {
      const brief = await json<Brief>(agent.get(`${casePath}/brief?language=${language}`));
      expect(brief.lines.map(({ text }) => text).join("\n")).toContain(words);
      expect(brief.lines.filter(({ topic }) => topic === "next")).toHaveLength(1);
    }
    const body = { outcome: "sold", note: "Platin kart" };
    const wrapped = await json<CaseView>(agent.send("POST", `${casePath}/wrap-up`, body));
    expect(wrapped).toMatchObject({ status: "resolved", outcome: "sold" });
    const points = await eventually(async () => {
      const read = await json<Points>(agent.get(`/v1/customers/${customerId}/points`));
      return read.items.some(({ outcome }) => outcome === "sold") ? read : undefined;
    });
    expect(points.balance).toBe(points.items.reduce((sum, { now }) => sum + now, 0));
  });

  it("is shown ads only as long as they agree, and is known by the campaign that brings them back (R07)", async () => {
    const admin = await Staff.signIn(platform.url, "admin");
    const who = { level: "verified", verifiedBy: "signature" };
    const identifiers = [
      { ...who, kind: "loyalty", value: "702" },
      { ...who, kind: "email", value: "Ayse.702@Example.com" },
    ];
    const does = (kind: string, channel: string, attributes: object) =>
      happens("loyalty", "702", { kind, channel, identifiers, attributes });
    const agrees = (state: string) =>
      does("consent.changed", "web", { brand: "default", purpose: "marketing", channel: "email", state });
    const exported = async () => {
      const path = "/v1/admin/audiences/kart%20terk%20edenler/exports?format=google";
      const { additions, removals } = await json<Record<string, { file: string }>>(admin.get(path));
      return { additions: additions?.file, removals: removals?.file };
    };
    const [nobody, herself] = [
      "Email,Phone\r\n",
      `Email,Phone\r\n${createHash("sha256").update("ayse.702@example.com").digest("hex")},\r\n`,
    ];
    const becomes = (additions: string, removals: string) =>
      eventually(async () => {
        const files = await exported();
        return files.additions === additions && files.removals === removals ? files : undefined;
      });
    await does("audience.joined", "marketing", { audience: "kart terk edenler" });
    const customerId = await eventually(() => agent.resolve("loyalty:702"));
    expect(await exported()).toEqual({ additions: nobody, removals: nobody });
    await agrees("granted");
    await becomes(herself, nobody);

    const url =
      "https://acme.example/kart?utm_source=google&utm_medium=cpc&utm_campaign=kart-geri-don&gclid=x";
    await does("page.viewed", "web", { url });
    const visit = await eventually(async () =>
      (await agent.timeline(customerId)).find(({ kind }) => kind === "page.viewed"),
    );
    expect(visit.attributes).toEqual({
      ...{ url, campaign: "kart-geri-don", utm: { source: "google", medium: "cpc" } },
    });
    await eventually(async () => {
      const { recent } = await json<AgentProfile>(agent.get(`/v1/customers/${customerId}/profile`));
      return recent.pages.find(({ campaign }) => campaign === "kart-geri-don");
    });
    await happens("loyalty", "702", { text: "Kampanyadan geldim, bilgi alabilir miyim?" });
    const { cases } = await withCases("loyalty:702", 1);
    await eventually(async () => {
      const path = `/v1/cases/${cases[0]?.caseId}/decisions`;
      const { items } = await json<{ items: { case?: object }[] }>(agent.get(path));
      return JSON.stringify(items).includes("kart-geri-don") || undefined;
    });

    await agrees("denied");
    await becomes(nobody, herself);
  });

  it("is judged by the policy that an admin saved", async () => {
    const admin = await Staff.signIn(platform.url, "admin");
    const path = "/v1/admin/policies/cases";
    const { policy, version } = await json<{ policy: object; version: number }>(admin.get(path));
    expect((await agent.send("PUT", path, policy)).status).toBe(403);
    const wrong = await admin.send("PUT", path, { ...policy, inactivityMinutes: "soon" });
    expect(await wrong.json()).toMatchObject({ errors: [{ pointer: "/inactivityMinutes" }] });
    const nowhere = { zone: "Mars/Olympus", week: {} };
    expect((await admin.send("PUT", path, { ...policy, calendar: nowhere })).status).toBe(400);
    const saved = await json<{ version: number }>(admin.send("PUT", path, { ...policy, reopenMinutes: 60 }));
    expect(saved.version).toBe(version + 1);
    expect(await json(admin.get(path))).toMatchObject({
      version: version + 1,
      policy: { reopenMinutes: 60 },
    });
  });
});
