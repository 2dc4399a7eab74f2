/** A case on its way to an agent on the running platform: offered, accepted, handed on, asked about, learned from. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Brief } from "../../schemas/brief.ts";
import type { Decision } from "../../schemas/routing/decision.ts";
import { type Colleague, caseOf, hire, json, routingOf, write } from "../support/agents.ts";
import { freshDataDir, type PlatformProcess, startProcess } from "../support/platform-process.ts";
import { eventually, Staff } from "../support/staff.ts";

let platform: PlatformProcess;
let ayse: Colleague;
let mehmet: Colleague;
let lead: Staff;

beforeAll(async () => {
  platform = await startProcess(freshDataDir());
  lead = await Staff.signIn(platform.url, "supervisor", "lead");
  await saveBots(platform.url);
  ayse = await hire(platform.url, "ayse");
  mehmet = await hire(platform.url, "mehmet");
});
afterAll(() => platform?.stop());

/** Before anything else: functions go by a policy for a while before they look for a newer one. */
async function saveBots(url: string): Promise<void> {
  const admin = await Staff.signIn(url, "admin");
  const { policy } = await json<{ policy: object }>(admin.get("/v1/admin/policies/routing"));
  const bots = [{ agentId: "bot-1", channels: ["telegram"] }];
  const saved = await admin.send("PUT", "/v1/admin/policies/routing", { ...policy, bots });
  if (!saved.ok) throw new Error(await saved.text());
}

const isFree = (agent: Colleague) =>
  eventually(async () => ((await agent.me()).work.length === 0 ? true : undefined));

describe("a case", () => {
  it("waits for an agent, who is offered it with its brief, accepts it once, and owns it", async () => {
    await write(platform.url, "w-1", "Merhaba, siparişim nerede?");
    const caseId = await caseOf(ayse.staff, "w-1");
    expect(await routingOf(lead, caseId)).toMatchObject({ status: "waiting", position: 1 });

    await ayse.be("available");
    const offer = await ayse.offer();
    expect(offer).toMatchObject({ caseId, token: 1 });
    const brief = await json<Brief>(ayse.staff.get(`/v1/cases/${caseId}/brief?language=en`));
    expect(JSON.stringify(brief)).toContain("order");

    expect((await ayse.accept({ caseId, token: 2 })).status).toBe(409);
    expect((await mehmet.accept(offer)).status).toBe(409);
    expect((await ayse.accept(offer)).status).toBe(200);
    expect((await ayse.accept(offer)).status).toBe(200);
    const owner = await eventually(async () => {
      const found = await json<{ owner?: { agentId: string } }>(lead.get(`/v1/cases/${caseId}`));
      return found.owner;
    });
    expect(owner.agentId).toBe("ayse");
    expect((await ayse.me()).capacity).toEqual({ used: 0.33, maximum: 1 });
  });

  it("is handed on with the current token alone, and offered to the colleague", async () => {
    const caseId = await caseOf(ayse.staff, "w-1");
    const path = `/v1/cases/${caseId}/transfers`;
    await mehmet.be("available");
    expect((await ayse.staff.send("POST", path, { agentId: "mehmet" })).status).toBe(409);
    expect((await ayse.staff.send("POST", path, { agentId: "mehmet", token: 7 })).status).toBe(409);
    expect((await ayse.staff.send("POST", path, { agentId: "nobody", token: 1 })).status).toBe(409);
    expect((await ayse.staff.send("POST", `/v1/cases/${caseId}/handovers`, { token: 1 })).status).toBe(409);
    expect((await ayse.staff.send("POST", path, { agentId: "mehmet", token: 1 })).status).toBe(200);
    const offer = await mehmet.offer();
    expect(offer).toMatchObject({ caseId, token: 2 });
    expect((await mehmet.accept(offer)).status).toBe(200);
    await isFree(ayse);
    expect((await ayse.staff.send("POST", path, { agentId: "ayse", token: 1 })).status).toBe(409);
  });

  it("lets its owner ask a colleague, out of the customer's sight, and keeps the owner", async () => {
    const caseId = await caseOf(ayse.staff, "w-1");
    const question = { agentId: "ayse", question: "Do we refund shipping?" };
    const asked = await mehmet.staff.send("POST", `/v1/cases/${caseId}/consults`, question);
    expect(asked.status).toBe(201);
    const { consultId } = (await asked.json()) as { consultId: string };
    const mine = () => json<{ items: unknown[] }>(ayse.staff.get("/v1/agents/me/consults"));
    expect((await mine()).items).toMatchObject([{ consultId, caseId, askedBy: "mehmet" }]);
    const path = `/v1/cases/${caseId}/consults/${consultId}/answer`;
    expect((await ayse.staff.send("POST", path, { answer: "Yes, within 14 days." })).status).toBe(204);
    expect((await mine()).items).toEqual([]);

    const customerId = caseId.split("-")[0] ?? "";
    const kinds = (await mehmet.staff.timeline(customerId)).filter(({ kind }) => kind.startsWith("consult."));
    expect(kinds.map(({ kind, direction }) => [kind, direction])).toEqual([
      ["consult.answered", "internal"],
      ["consult.asked", "internal"],
    ]);
    const shown = await lead.get(`/v1/customers/${customerId}/profile?projection=customer`);
    expect(await shown.text()).not.toContain("shipping");
    expect(await json(lead.get(`/v1/cases/${caseId}`))).toMatchObject({ owner: { agentId: "mehmet" } });
  });

  it("is off the agent's hands with its outcome, which is learned from, can be read, and can be forgotten", async () => {
    const caseId = await caseOf(ayse.staff, "w-1");
    const ended = { outcome: "resolved", status: "resolved" };
    expect((await mehmet.staff.send("POST", `/v1/cases/${caseId}/wrap-up`, ended)).status).toBe(200);
    await isFree(mehmet);
    const context = encodeURIComponent("-|order-status");
    const learned = await eventually(async () => {
      const answer = await lead.get(`/v1/admin/learning/${context}`);
      const page = answer.ok ? ((await answer.json()) as { items: { agentId: string }[] }) : undefined;
      return page !== undefined && page.items.length > 0 ? page : undefined;
    });
    expect(learned.items.map(({ agentId }) => agentId)).toEqual(["mehmet"]);
    const admin = await Staff.signIn(platform.url, "admin");
    expect((await admin.send("DELETE", `/v1/admin/learning/${context}`)).status).toBe(204);
    expect((await lead.get(`/v1/admin/learning/${context}`)).status).toBe(404);
  });

  it("has a decision for every choice: candidates, reasons that add up, and the policy's version", async () => {
    const caseId = await caseOf(ayse.staff, "w-1");
    const { items } = await json<{ items: Decision[] }>(lead.get(`/v1/cases/${caseId}/decisions`));
    expect(items.map(({ winner }) => winner)).toEqual(["mehmet", "ayse", undefined]);
    for (const { candidates } of items) {
      for (const { score, terms } of candidates) {
        expect(terms.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 9);
      }
    }
    const between = `from=${new Date(0).toISOString()}&to=${new Date(Date.now() + 1000).toISOString()}`;
    const all = await json<{ items: Decision[]; nextCursor?: string }>(
      lead.get(`/v1/admin/decisions?${between}&limit=2`),
    );
    expect(all.items).toHaveLength(2);
    const rest = await json<{ items: Decision[] }>(
      lead.get(`/v1/admin/decisions?${between}&cursor=${encodeURIComponent(all.nextCursor ?? "")}`),
    );
    expect([...all.items, ...rest.items].map(({ decisionId }) => decisionId)).toEqual(
      items.map(({ decisionId }) => decisionId).reverse(),
    );
  });

  it("is taken by a bot first where the policy has one, and handed to a human in one step", async () => {
    const bot = await hire(platform.url, "bot-1", { kind: "bot", capacity: 10 });
    await bot.be("available");
    await ayse.be("available");
    await write(platform.url, "b-1", "Merhaba", { channel: "telegram" });
    const caseId = await caseOf(lead, "b-1");
    const taken = await eventually(async () => {
      const routing = await routingOf(lead, caseId);
      return routing.status === "assigned" ? routing : undefined;
    });
    const path = `/v1/cases/${caseId}/handovers`;
    expect((await bot.staff.send("POST", path, { note: "Wants a human" })).status).toBe(409);
    expect((await bot.staff.send("POST", path, { token: taken.token })).status).toBe(200);
    const human = await eventually(async () => {
      const routing = await routingOf(lead, caseId);
      return routing.status === "offered" && routing.agentId !== "bot-1" ? routing : undefined;
    });
    expect(human.leg).toBe(2);
    expect((await bot.me()).work.map((work) => work.caseId)).not.toContain(caseId);
  });

  it("refuses what it cannot understand, and says where", async () => {
    const admin = await Staff.signIn(platform.url, "admin");
    const bad = await admin.send("PUT", "/v1/admin/agents/zeki", {
      queues: ["general"],
      skills: { cards: 9 },
    });
    expect(bad.status).toBe(400);
    expect(await bad.json()).toMatchObject({ errors: [{ pointer: "/skills/cards" }] });
    const mars = await admin.send("PUT", "/v1/admin/agents/zeki", { queues: ["mars"] });
    expect(await mars.json()).toMatchObject({ status: 400, errors: [{ detail: "there is no queue mars" }] });
    const user = { queues: ["general"], connectUserId: "user-1" };
    expect((await admin.send("PUT", "/v1/admin/agents/zeki", user)).status).toBe(200);
    expect((await admin.send("PUT", "/v1/admin/agents/zeki-2", user)).status).toBe(409);
    expect((await ayse.staff.get("/v1/contacts/none/case")).status).toBe(404);
    const bot = await admin.send("PUT", "/v1/admin/agents/bot-2", { kind: "bot", queues: ["general"] });
    expect(await bot.json()).toMatchObject({ status: 400, errors: [{ pointer: "/queues" }] });
    expect((await ayse.staff.send("PUT", "/v1/admin/agents/ayse", { queues: ["general"] })).status).toBe(403);
    expect((await ayse.staff.get("/v1/admin/agents")).status).toBe(403);
    expect((await ayse.staff.get("/v1/cases/none/routing")).status).toBe(404);
    expect((await ayse.staff.send("POST", "/v1/cases/none/accept", { token: 1 })).status).toBe(404);
  });
});
