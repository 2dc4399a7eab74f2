/** The staff API about customers and their cases: open this file and you know it. */

import { staffRoutes } from "../../schemas/api/routes.ts";
import { type ApiAnswer, type ApiCall, serveRoutes } from "../../schemas/api/serve-routes.ts";
import { type CaseDeps, caseRoutes } from "./routes/cases.ts";
import { type CustomerDeps, customerRoutes } from "./routes/customers.ts";
import { type MergeRouteDeps, mergeRoutes } from "./routes/merges.ts";
import { type PolicyDeps, policyRoutes } from "./routes/policies.ts";
import { type SystemDeps, systemRoutes } from "./routes/system.ts";

export interface HandlerDeps extends SystemDeps, CustomerDeps, MergeRouteDeps, CaseDeps, PolicyDeps {
  /** The JWT claim that holds the caller's roles, as a list or as API Gateway's text of one: `[agent admin]`. */
  readonly rolesClaim: string;
}

export function createHandler(deps: HandlerDeps) {
  const { add, addWithBody, serve } = serveRoutes(deps.rolesClaim);

  const system = systemRoutes(deps);
  add(staffRoutes.health, system.health);
  add(staffRoutes.status, system.status);
  add(staffRoutes.openApi, system.openApi);
  add(staffRoutes.panelConfig, system.panelConfig);
  add(staffRoutes.listContactEvents, system.listContactEvents);
  add(staffRoutes.openLive, system.openLive);

  const customers = customerRoutes(deps);
  add(staffRoutes.resolveCustomer, customers.resolveCustomer);
  add(staffRoutes.getCustomer, customers.getCustomer);
  add(staffRoutes.listIdentifiers, customers.listIdentifiers);
  addWithBody(staffRoutes.addIdentifier, customers.addIdentifier);
  add(staffRoutes.readTimeline, customers.readTimeline);
  add(staffRoutes.readProfile, customers.readProfile);
  add(staffRoutes.readPoints, customers.readPoints);
  add(staffRoutes.readCustomerBrief, customers.readCustomerBrief);

  const merges = mergeRoutes(deps);
  add(staffRoutes.listMerges, merges.listMerges);
  addWithBody(staffRoutes.mergeCustomers, merges.mergeCustomers);
  add(staffRoutes.unmergeCustomers, merges.unmergeCustomers);
  add(staffRoutes.listCustomerSuggestions, merges.listCustomerSuggestions);
  add(staffRoutes.listSuggestions, merges.listSuggestions);
  addWithBody(staffRoutes.decideSuggestion, merges.decideSuggestion);

  const cases = caseRoutes(deps);
  add(staffRoutes.listCases, cases.listCases);
  add(staffRoutes.getCase, cases.getCase);
  add(staffRoutes.readCaseBrief, cases.readCaseBrief);
  addWithBody(staffRoutes.setCaseStatus, cases.setCaseStatus);
  addWithBody(staffRoutes.transferCase, cases.transferCase);
  addWithBody(staffRoutes.fillSlots, cases.fillSlots);
  addWithBody(staffRoutes.wrapUpCase, cases.wrapUpCase);

  const policies = policyRoutes(deps);
  add(staffRoutes.readPolicy, policies.readPolicy);
  addWithBody(staffRoutes.savePolicy, policies.savePolicy);

  return (call: ApiCall): Promise<ApiAnswer> => serve(call);
}
