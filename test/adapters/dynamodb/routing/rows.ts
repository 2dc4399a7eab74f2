/** Agents, cases and decisions as routing keeps them. */
import type { Agent, AgentProfile } from "../../../../schemas/routing/agent.ts";
import type { Decision } from "../../../../schemas/routing/decision.ts";
import type { Requirement } from "../../../../schemas/routing/requirement.ts";
import type { Routing } from "../../../../schemas/routing/routing.ts";

export const start = Date.parse("2026-11-22T10:00:00.000Z");
export const at = (seconds: number): string => new Date(start + seconds * 1000).toISOString();

export const halfLifeDays = 30;
export const halfLife = async () => ({ halfLifeDays });

export function agentRow(agentId: string, changes: Partial<Agent & AgentProfile> = {}): Agent {
  const { queues = ["general"], skills = {}, languages = ["tr"], capacityUnits = 60, ...rest } = changes;
  return {
    profile: { agentId, kind: "human", queues, skills, languages, capacityUnits },
    status: "available",
    statusAt: at(0),
    work: [],
    idleSince: at(0),
    declined: [],
    misses: 0,
    version: 1,
    ...rest,
  };
}

export const general: Requirement = { queueId: "general", skills: {}, language: "tr" };

export function routingRow(
  caseId: string,
  changes: Partial<Routing> & { readonly requirement?: Requirement; readonly units?: number } = {},
): Routing {
  const { requirement = general, units = 60, ...rest } = changes;
  return {
    caseId,
    customerId: "c1",
    leg: 1,
    status: "waiting",
    facts: {
      channel: "chat",
      units,
      context: "-|-",
      campaignKnown: false,
      highValue: false,
      repeat: false,
      rules: [],
    },
    steps: [{ afterSeconds: 0, requirement, reason: "exact" }],
    step: 0,
    enqueuedAt: at(0),
    headStart: [],
    rank: at(0),
    token: 0,
    callback: false,
    version: 1,
    ...rest,
  };
}

export function decisionRow(decisionId: string, changes: Partial<Decision> = {}): Decision {
  const { caseId, leg, facts, rank } = routingRow("k1");
  return {
    decisionId,
    caseId,
    leg,
    at: at(0),
    direction: "case-to-agent",
    policyVersion: 0,
    arm: "learned",
    facts,
    requirement: general,
    reason: "exact",
    rank,
    headStart: [],
    waitedSeconds: 0,
    draw: 0.5,
    candidates: [],
    ...changes,
  };
}

/** The next version of a row. */
export const next = <Row extends { readonly version: number }>(row: Row, changes: Partial<Row>): Row => ({
  ...row,
  ...changes,
  version: row.version + 1,
});
