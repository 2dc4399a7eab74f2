/** Routes about questions between colleagues: on the case's timeline, never in the customer's sight. */

import { type ActDeps, actOnCase, type CaseAction } from "../../../domain/cases/act-on-case.ts";
import type { RoutingDeps } from "../../../domain/routing/reserve.ts";
import { conflict, done, type Input, notFound, ok } from "../../../schemas/api/answer.ts";

export interface Consult {
  readonly consultId: string;
  readonly caseId: string;
  readonly askedBy: string;
  /** The colleague who is asked. */
  readonly agentId: string;
  readonly askedAt: string;
}

export interface Consults {
  open(consult: Consult): Promise<void>;
  /** Those that the agent has not answered, oldest first. */
  openOf(agentId: string): Promise<Consult[]>;
  close(consult: Consult): Promise<void>;
}

export interface ConsultDeps extends Pick<RoutingDeps, "policies" | "now" | "store"> {
  readonly act: ActDeps;
  readonly consults: Consults;
  readonly newConsultId: () => string;
}

type CasePath = { readonly caseId: string };
type Question = { readonly agentId: string; readonly question: string };
type AnswerPath = CasePath & { readonly consultId: string };

export function consultRoutes(deps: ConsultDeps) {
  const note = async (caseId: string, action: CaseAction, by: string) => {
    const { policy } = await deps.policies.current("cases");
    return actOnCase(deps.act, caseId, action, by, policy);
  };

  return {
    askColleague: async ({ path, body, caller }: Input<CasePath, unknown, Question>) => {
      const { caseId } = path;
      const { agentId, question } = body;
      if ((await deps.store.readAgent(agentId)) === undefined)
        return conflict(`there is no agent ${agentId}`);
      const consultId = deps.newConsultId();
      const attributes = { consultId, to: agentId };
      const asked = await note(caseId, { kind: "consult.asked", attributes, note: question }, caller.agentId);
      if (asked.kind === "not-found") return notFound;
      if (asked.kind !== "done") return conflict("the case is closed");
      const askedAt = deps.now().toISOString();
      const consult = { consultId, caseId, askedBy: caller.agentId, agentId, askedAt };
      await deps.consults.open(consult);
      return ok(consult);
    },
    listMyConsults: async ({ caller }: Input<unknown, unknown, unknown>) =>
      ok({ items: await deps.consults.openOf(caller.agentId) }),
    answerColleague: async ({ path, body, caller }: Input<AnswerPath, unknown, { answer: string }>) => {
      const open = await deps.consults.openOf(caller.agentId);
      const consult = open.find(
        ({ consultId, caseId }) => consultId === path.consultId && caseId === path.caseId,
      );
      if (consult === undefined) return notFound;
      const { consultId, caseId, askedBy } = consult;
      const attributes = { consultId, to: askedBy };
      const told = await note(
        caseId,
        { kind: "consult.answered", attributes, note: body.answer },
        caller.agentId,
      );
      if (told.kind !== "done") return conflict("the case is closed");
      await deps.consults.close(consult);
      return done;
    },
  };
}
