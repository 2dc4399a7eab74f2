/** `kill -9` while cases are on offer: afterwards every case is offered or waits, none twice, and all get served. */
import { afterEach, expect, it } from "vitest";
import type { RoutingView } from "../../schemas/api/routing-shapes.ts";
import { type Colleague, caseOf, hire, json, routingOf, write } from "../support/agents.ts";
import { freshDataDir, type PlatformProcess, startProcess } from "../support/platform-process.ts";
import { eventually, Staff } from "../support/staff.ts";

let platform: PlatformProcess | undefined;
afterEach(() => platform?.stop());

const cards = Array.from({ length: 12 }, (_, index) => `k-${index}`);
const names = ["ayse", "mehmet", "zeynep"];

async function serve(agent: Colleague): Promise<number> {
  const { work } = await agent.me();
  for (const one of work) {
    if (one.state === "offered" && !(await agent.accept(one)).ok) continue;
    const ended = { outcome: "resolved", status: "resolved" };
    await agent.staff.send("POST", `/v1/cases/${one.caseId}/wrap-up`, ended);
  }
  return work.length;
}

it("leaves every case offered or in line, none twice, and each is served in the end", async () => {
  const dataDir = freshDataDir();
  platform = await startProcess(dataDir);
  const { url } = platform;
  const port = Number(new URL(url).port);
  const agents = await Promise.all(names.map((name) => hire(url, name)));
  await Promise.all(agents.map((agent) => agent.be("available")));
  await Promise.all(cards.map((card) => write(url, card, "Merhaba, yardım lazım")));
  // Somewhere between the first offer and the last.
  await eventually(async () => {
    const offers = await Promise.all(agents.map(async (agent) => (await agent.me()).work.length));
    return offers.reduce((sum, count) => sum + count, 0) >= 4 ? true : undefined;
  });
  await platform.kill();

  platform = await startProcess(dataDir, port);
  const lead = await Staff.signIn(url, "supervisor", "lead");
  const colleagues = await Promise.all(names.map((name) => hire(url, name)));
  const caseIds = await Promise.all(cards.map((card) => caseOf(lead, card)));
  const routings = await eventually(async () => {
    const all = await Promise.all(caseIds.map((caseId) => routingOf(lead, caseId)));
    const offered = all.filter(({ status }) => status === "offered");
    return offered.length === 9 ? all : undefined;
  });
  const byStatus = Map.groupBy(routings, ({ status }: RoutingView) => status);
  expect([...byStatus.keys()].sort()).toEqual(["offered", "waiting"]);
  const held = (await Promise.all(colleagues.map((agent) => agent.me()))).flatMap(({ agentId, work }) =>
    work.map(({ caseId }) => `${caseId} ${agentId}`),
  );
  expect(held.sort()).toEqual(
    (byStatus.get("offered") ?? []).map(({ caseId, agentId }) => `${caseId} ${agentId}`).sort(),
  );

  await eventually(async () => {
    await Promise.all(colleagues.map(serve));
    const all = await Promise.all(
      caseIds.map((caseId) => json<{ status: string }>(lead.get(`/v1/cases/${caseId}`))),
    );
    return all.every(({ status }) => status === "resolved") ? true : undefined;
  }, 60_000);
  // Who had it is written down by the workflow, which may be later than the agent was.
  await eventually(async () => {
    const owners = await Promise.all(
      caseIds.map((caseId) => json<{ owner?: { agentId: string } }>(lead.get(`/v1/cases/${caseId}`))),
    );
    return owners.every(({ owner }) => names.includes(owner?.agentId ?? "")) ? true : undefined;
  });
}, 120_000);
