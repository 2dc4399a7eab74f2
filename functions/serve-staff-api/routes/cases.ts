/** Routes about cases: what they are, what staff do with them, and the brief. */

import { type ActDeps, actOnCase, type CaseAction, findCase } from "../../../domain/cases/act-on-case.ts";
import { customerIn } from "../../../domain/cases/case-id.ts";
import { caseView } from "../../../domain/cases/case-view.ts";
import { type WholeCase, wholeCases } from "../../../domain/cases/whole-case.ts";
import type { ReadPortrait } from "../../../domain/customer/portrait.ts";
import { briefOf } from "../../../domain/customer/views.ts";
import { type Person, readPerson } from "../../../domain/identity/person.ts";
import type { Policies } from "../../../domain/policies/policies.ts";
import { type Caller, conflict, type Input, notFound, ok } from "../../../schemas/api/answer.ts";
import type { BriefLanguage } from "../../../schemas/brief.ts";
import type { Case, CaseStatus, Slot } from "../../../schemas/case.ts";
import type { AgentStatus } from "../../../schemas/routing/agent.ts";

export interface CaseDeps extends ActDeps {
  readonly readPortrait: ReadPortrait;
  /** Closed cases of one customer, in no order. */
  readonly archivedCases: (customerId: string) => Promise<Case[]>;
  readonly archivedCase: (customerId: string, caseId: string) => Promise<Case | undefined>;
  readonly policies: Policies;
  /** `undefined` for an agent nobody knows. */
  readonly statusOf: (agentId: string) => Promise<AgentStatus | undefined>;
  /** Of the reservation by which an agent has the case now; `undefined` while nobody has it. */
  readonly currentToken: (caseId: string) => Promise<number | undefined>;
}

type CasePath = { readonly caseId: string };
const staleToken =
  "the case is in the hands of an agent: it takes the token of their reservation (GET /v1/cases/{caseId}/routing)";
type TransferRequest = Note & { readonly agentId: string; readonly token?: number | undefined };
type Note = { readonly note?: string | undefined };

export function caseRoutes(deps: CaseDeps) {
  const policyNow = async () => (await deps.policies.current("cases")).policy;

  /** The person's case that lives, else the archived one. */
  const find = async (person: Person, caseId: string): Promise<WholeCase | undefined> => {
    const living = findCase(person, caseId);
    if (living !== undefined) return living;
    const whole = await deps.archivedCase(customerIn(caseId) ?? "", caseId);
    return whole === undefined ? undefined : { whole, parts: [] };
  };

  const act = async (caseId: string, action: CaseAction, caller: Caller) => {
    const policy = await policyNow();
    const acted = await actOnCase(deps, caseId, action, caller.agentId, policy);
    if (acted.kind === "not-found") return notFound;
    if (acted.kind === "stale") return conflict(staleToken);
    if (acted.kind === "closed") return conflict("the case is closed: the next message opens a new one");
    return ok(caseView(acted.person, acted.found, policy, deps.now()));
  };

  return {
    listCases: async ({ path }: Input<{ customerId: string }, unknown, unknown>) => {
      const person = await readPerson(deps.readMember, path.customerId);
      if (person === undefined) return notFound;
      const policy = await policyNow();
      const archived = await Promise.all(
        person.members.map(({ customerId }) => deps.archivedCases(customerId)),
      );
      const all = wholeCases([...person.members.flatMap(({ cases }) => cases), ...archived.flat()]);
      return ok({ items: all.map((found) => caseView(person, found, policy, deps.now())) });
    },
    getCase: async ({ path }: Input<CasePath, unknown, unknown>) => {
      const person = await readPerson(deps.readMember, customerIn(path.caseId) ?? "");
      const found = person === undefined ? undefined : await find(person, path.caseId);
      if (person === undefined || found === undefined) return notFound;
      return ok(caseView(person, found, await policyNow(), deps.now()));
    },
    readCaseBrief: async ({ path, query }: Input<CasePath, { language: BriefLanguage }, unknown>) => {
      const [portrait, policy] = await Promise.all([
        deps.readPortrait(customerIn(path.caseId) ?? ""),
        policyNow(),
      ]);
      if (portrait === undefined) return notFound;
      const found = await find(portrait.person, path.caseId);
      return found === undefined
        ? notFound
        : ok(briefOf(portrait, found, policy, query.language, deps.now()));
    },
    setCaseStatus: async ({ path, body, caller }: Input<CasePath, unknown, Note & { status: CaseStatus }>) =>
      act(
        path.caseId,
        { kind: "case.status-changed", attributes: { status: body.status }, note: body.note },
        caller,
      ),
    transferCase: async ({ path, body, caller }: Input<CasePath, unknown, TransferRequest>) => {
      const { caseId } = path;
      const { agentId, token, note } = body;
      const current = await deps.currentToken(caseId);
      if (current !== undefined && current !== token) return conflict(staleToken);
      const status = current === undefined ? "available" : await deps.statusOf(agentId);
      if (status === undefined) return conflict(`there is no agent ${agentId}`);
      if (status === "offline")
        return conflict(`agent ${agentId} is offline: the case would go to somebody else`);
      const isCurrent = async () => (await deps.currentToken(caseId)) === token;
      const fence = token === undefined ? undefined : { caseId, token, isCurrent };
      return act(caseId, { kind: "case.transferred", attributes: { agentId }, note, fence }, caller);
    },
    fillSlots: async ({
      path,
      body,
      caller,
    }: Input<CasePath, unknown, { slots: Record<string, Slot["value"]> }>) =>
      act(path.caseId, { kind: "case.slots-filled", attributes: { slots: body.slots } }, caller),
    wrapUpCase: async ({
      path,
      body: { outcome, status, note },
      caller,
    }: Input<CasePath, unknown, Note & { outcome: string; status: CaseStatus }>) =>
      act(path.caseId, { kind: "outcome.recorded", attributes: { outcome, status }, note }, caller),
  };
}
