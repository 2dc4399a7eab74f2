/** The staff API about agents, lines and decisions: open this file and you know it. */

import { routingRoutes } from "../../schemas/api/routing-routes.ts";
import { type ApiAnswer, type ApiCall, serveRoutes } from "../../schemas/api/serve-routes.ts";
import { type AgentDeps, agentRoutes } from "./routes/agents.ts";
import { type CallRouteDeps, callRoutes } from "./routes/calls.ts";
import { type ConsultDeps, consultRoutes } from "./routes/consults.ts";
import { type LearningDeps, learningRoutes } from "./routes/learning.ts";
import { type OfferDeps, offerRoutes } from "./routes/offers.ts";

export interface HandlerDeps
  extends AgentDeps,
    OfferDeps,
    Omit<CallRouteDeps, "store">,
    ConsultDeps,
    LearningDeps {
  readonly rolesClaim: string;
}

export function createHandler(deps: HandlerDeps) {
  const { add, addWithBody, serve } = serveRoutes(deps.rolesClaim);

  const agents = agentRoutes(deps);
  add(routingRoutes.listAgents, agents.listAgents);
  add(routingRoutes.getAgent, agents.getAgent);
  addWithBody(routingRoutes.saveAgent, agents.saveAgent);
  addWithBody(routingRoutes.setStatusOfAgent, agents.setStatusOfAgent);
  add(routingRoutes.readMe, agents.readMe);
  addWithBody(routingRoutes.setMyStatus, agents.setMyStatus);

  const offers = offerRoutes(deps);
  addWithBody(routingRoutes.acceptCase, offers.acceptCase);
  addWithBody(routingRoutes.declineCase, offers.declineCase);
  addWithBody(routingRoutes.handOverCase, offers.handOverCase);
  add(routingRoutes.findCaseOfContact, offers.findCaseOfContact);
  add(routingRoutes.readRouting, offers.readRouting);
  add(routingRoutes.listDecisions, offers.listDecisions);
  add(routingRoutes.listAllDecisions, offers.listAllDecisions);

  const calls = callRoutes(deps);
  addWithBody(routingRoutes.callCustomer, calls.callCustomer);

  const consults = consultRoutes(deps);
  addWithBody(routingRoutes.askColleague, consults.askColleague);
  add(routingRoutes.listMyConsults, consults.listMyConsults);
  addWithBody(routingRoutes.answerColleague, consults.answerColleague);

  const learning = learningRoutes(deps);
  add(routingRoutes.listLearned, learning.listLearned);
  add(routingRoutes.readLearned, learning.readLearned);
  add(routingRoutes.resetLearned, learning.resetLearned);
  add(routingRoutes.readReconciliation, learning.readReconciliation);

  return (call: ApiCall): Promise<ApiAnswer> => serve(call);
}
