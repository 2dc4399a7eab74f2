/** Routes about a case on its way: the agent's answer, the place in line, and why it was decided so. */

import { type ActDeps, actOnCase } from "../../../domain/cases/act-on-case.ts";
import { caseView } from "../../../domain/cases/case-view.ts";
import { acceptOffer, giveBack } from "../../../domain/routing/answer-offer.ts";
import { fenceOf } from "../../../domain/routing/case-fence.ts";
import { poolOf, stepOf } from "../../../domain/routing/eligibility.ts";
import {
  type ExpectedWait,
  type ExpectedWaitDeps,
  expectedWait,
} from "../../../domain/routing/expected-wait.ts";
import { type FollowDeps, followCase } from "../../../domain/routing/follow-case.ts";
import { conflict, done, type Input, notFound, ok } from "../../../schemas/api/answer.ts";
import type { Decision } from "../../../schemas/routing/decision.ts";
import type { Routing } from "../../../schemas/routing/routing.ts";

export interface OfferDeps extends FollowDeps, Omit<ExpectedWaitDeps, "store"> {
  readonly act: ActDeps;
  readonly caseOfContact: (contactId: string) => Promise<string | undefined>;
  readonly decisions: (caseId: string) => Promise<Decision[]>;
  /** Oldest first; the second moment is excluded. */
  readonly decisionsBetween: (from: Date, to: Date) => AsyncIterable<Decision>;
}

/** Decisions are kept for 90 days. */
const keptMs = 91 * 24 * 60 * 60 * 1000;

type CasePath = { readonly caseId: string };
interface Period {
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
}
type TokenBody = { readonly token: number };
type HandoverBody = { readonly token?: number | undefined; readonly note?: string | undefined };

const stale = conflict("the offer is answered already, or the case has been offered to somebody else");

export function offerRoutes(deps: OfferDeps) {
  return {
    acceptCase: async ({ path, body, caller }: Input<CasePath, unknown, TokenBody>) => {
      const { caseId } = path;
      const { agentId } = caller;
      const accepted = await acceptOffer(deps, { caseId, agentId, token: body.token });
      if (accepted.kind === "not-found") return notFound;
      return accepted.kind === "stale" ? stale : ok({ caseId, agentId, token: accepted.token });
    },
    declineCase: async ({ path, body, caller }: Input<CasePath, unknown, TokenBody>) => {
      const offer = { caseId: path.caseId, agentId: caller.agentId, token: body.token };
      return (await giveBack(deps, { ...offer, how: "declined" })) === "stale" ? stale : done;
    },
    handOverCase: async ({ path, body, caller }: Input<CasePath, unknown, HandoverBody>) => {
      const { caseId } = path;
      const { token, note } = body;
      const current = await deps.store.readRouting(caseId);
      const holder = await deps.store.readAgent(current?.reservation?.agentId ?? "");
      if (current?.status === "assigned" && holder?.profile.kind === "human") {
        return conflict("a human has the case: it is transferred to a colleague, not handed over");
      }
      const fenced = await fenceOf(deps, caseId, token);
      if (fenced.kind === "token-missing") {
        return conflict("it takes the token of the reservation that the case has");
      }
      if (fenced.kind === "stale") return stale;
      const action = { kind: "handover.requested", attributes: {}, note, fence: fenced.fence } as const;
      const { policy } = await deps.policies.current("cases");
      const acted = await actOnCase(deps.act, caseId, action, caller.agentId, policy);
      if (acted.kind === "not-found") return notFound;
      if (acted.kind === "stale") return stale;
      if (acted.kind === "closed") return conflict("the case is closed");
      await followCase(deps, caseId);
      return ok(caseView(acted.person, acted.found, policy, deps.now()));
    },
    findCaseOfContact: async ({ path }: Input<{ contactId: string }, unknown, unknown>) => {
      const caseId = await deps.caseOfContact(path.contactId);
      return caseId === undefined ? notFound : ok({ caseId });
    },
    readRouting: async ({ path }: Input<CasePath, unknown, unknown>) => {
      const routing = await deps.store.readRouting(path.caseId);
      if (routing === undefined) return notFound;
      const { policy } = await deps.policies.current("routing");
      const wait =
        routing.status === "waiting"
          ? await expectedWait(deps, { pool: poolOf(routing), rank: routing.rank }, policy)
          : undefined;
      return ok(routingView(routing, wait));
    },
    listAllDecisions: async ({ query }: Input<unknown, Period, unknown>) => {
      const { limit, cursor = query.from } = query;
      const items: Decision[] = [];
      const [since = "", after = ""] = cursor.split("~");
      const oldest = deps.now().getTime() - keptMs;
      const from = new Date(Math.max(Date.parse(since), oldest));
      for await (const decision of deps.decisionsBetween(from, new Date(query.to))) {
        if (decision.at === since && decision.decisionId <= after) continue;
        if (items.length === limit) return ok({ items, nextCursor: placeOf(items.at(-1)) });
        items.push(decision);
      }
      return ok({ items });
    },
    listDecisions: async ({ path }: Input<CasePath, unknown, unknown>) =>
      ok({ items: await deps.decisions(path.caseId) }),
  };
}

/** The time of a decision, and its id among those of the same time. */
const placeOf = (decision: Decision | undefined): string =>
  decision === undefined ? "" : `${decision.at}~${decision.decisionId}`;

function routingView(routing: Routing, wait: ExpectedWait | undefined) {
  const { caseId, leg, status, facts, enqueuedAt, headStart, callback, reservation, ended } = routing;
  const { requirement, reason } = stepOf(routing);
  return {
    caseId,
    leg,
    status,
    channel: facts.channel,
    queueId: requirement.queueId,
    reason,
    enqueuedAt,
    headStart,
    callback,
    ...(reservation === undefined ? {} : { agentId: reservation.agentId, token: reservation.token }),
    ...(wait === undefined ? {} : { position: wait.position }),
    ...(wait?.seconds === undefined ? {} : { estimatedWaitSeconds: wait.seconds }),
    ...(ended === undefined ? {} : { ended: ended.how }),
  };
}
