/** Routes about calls to customers: one action out of a chat. */

import { type CallDeps, type Called, callCustomer } from "../../../domain/connect/call-customer.ts";
import type { Policies } from "../../../domain/policies/policies.ts";
import { conflict, type Input, invalid, notFound, ok } from "../../../schemas/api/answer.ts";
import type { CallRequest } from "../../../schemas/api/routing-shapes.ts";

export interface CallRouteDeps extends CallDeps {
  readonly policies: Policies;
}

type CasePath = { readonly caseId: string };

export function callRoutes(deps: CallRouteDeps) {
  return {
    callCustomer: async ({ path, body, caller }: Input<CasePath, unknown, CallRequest>) => {
      const { policy } = await deps.policies.current("cases");
      const wanted = { ...body, caseId: path.caseId, agentId: caller.agentId };
      return answerTo(await callCustomer(deps, wanted, policy), path.caseId);
    },
  };
}

/** What is refused is not dialled. */
function answerTo(called: Called, caseId: string) {
  switch (called.kind) {
    case "called":
      return ok({ callId: called.callId, caseId, identifierId: called.identifierId });
    case "not-found":
      return notFound;
    case "closed":
      return conflict("the case is closed");
    case "not-a-number":
      return invalid("/phone", "no telephone number that can be called");
    case "no-telephone":
      return conflict("you are no user of Amazon Connect: there is no telephone to talk by");
    case "token-missing":
      return conflict("it takes the token of the reservation that the case has");
    case "stale":
      return conflict("the case has been given to somebody else since");
    case "others":
      return called.verified
        ? conflict("the number is another customer's: if both are one person, merge them")
        : conflict("another customer gave this number: make sure whose it is, and say so with `verified`");
  }
}
