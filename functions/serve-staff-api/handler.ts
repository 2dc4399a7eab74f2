/** The staff API: finds the route, checks the caller's role and what the call brings, answers. */
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type * as z from "zod/mini";
import { problem } from "../../schemas/api/problem.ts";
import { type Role, type Route, roles, routeKeyOf, staffRoutes } from "../../schemas/api/routes.ts";
import type { Answer, Caller, Input } from "./answer.ts";
import { type CaseDeps, caseRoutes } from "./routes/cases.ts";
import { type CustomerDeps, customerRoutes } from "./routes/customers.ts";
import { type MergeRouteDeps, mergeRoutes } from "./routes/merges.ts";
import { type PolicyDeps, policyRoutes } from "./routes/policies.ts";
import { type SystemDeps, systemRoutes } from "./routes/system.ts";

export interface HandlerDeps extends SystemDeps, CustomerDeps, MergeRouteDeps, CaseDeps, PolicyDeps {
  /** The JWT claim that holds the caller's roles, as a list or as API Gateway's text of one: `[agent admin]`. */
  readonly rolesClaim: string;
}

type StaffEvent = Pick<
  APIGatewayProxyEventV2WithJWTAuthorizer,
  "routeKey" | "pathParameters" | "queryStringParameters" | "body"
> & {
  readonly isBase64Encoded?: boolean;
  readonly requestContext: Partial<
    Pick<APIGatewayProxyEventV2WithJWTAuthorizer["requestContext"], "authorizer">
  >;
};

type Run = (event: StaffEvent) => Promise<APIGatewayProxyStructuredResultV2>;

/** A route with the types of what its calls bring. */
interface TypedRoute<Path, Query> extends Route {
  readonly pathParameters: z.ZodMiniType<Path>;
  readonly query: z.ZodMiniType<Query>;
}

type RunRoute<Path, Query, Body> = (input: Input<Path, Query, Body>) => Promise<Answer<unknown>>;

/** Reads a call's body; `undefined` where it brings none. */
type ReadBody<Body> = (value: unknown) => z.core.util.SafeParseResult<Body>;

export function createHandler(deps: HandlerDeps) {
  const table = new Map<string, Run>();
  const add = <Path, Query>(route: TypedRoute<Path, Query>, run: RunRoute<Path, Query, undefined>) => {
    const ignoreBody = () => ({ success: true, data: undefined }) as const;
    table.set(routeKeyOf(route), (event) => answer(deps, route, ignoreBody, run, event));
  };
  const addWithBody = <Path, Query, Body>(
    route: TypedRoute<Path, Query> & { readonly body: z.ZodMiniType<Body> },
    run: RunRoute<Path, Query, Body>,
  ) => {
    const readBody = (value: unknown) => route.body.safeParse(value);
    table.set(routeKeyOf(route), (event) => answer(deps, route, readBody, run, event));
  };

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

  return async (event: StaffEvent): Promise<APIGatewayProxyStructuredResultV2> =>
    (await table.get(event.routeKey)?.(event)) ?? problem(404);
}

async function answer<Path, Query, Body>(
  { rolesClaim }: HandlerDeps,
  route: TypedRoute<Path, Query>,
  readBody: ReadBody<Body>,
  run: RunRoute<Path, Query, Body>,
  event: StaffEvent,
): Promise<APIGatewayProxyStructuredResultV2> {
  if (route.roles !== undefined && !mayCall(route.roles, event, rolesClaim)) {
    return problem(403, `needs one of the roles ${route.roles.join(", ")}`);
  }
  const path = route.pathParameters.safeParse(event.pathParameters ?? {});
  if (!path.success) return problem(404);
  const query = route.query.safeParse(event.queryStringParameters ?? {});
  if (!query.success) return invalid(`?${placeOf(query.error)}`, messageOf(query.error));
  const brought = bodyIn(event);
  if (brought === "unreadable") return invalid("", "the body is not JSON");
  const body = readBody(brought.value);
  if (!body.success) return invalid(`/${placeOf(body.error)}`, messageOf(body.error));
  const result = await run({ path: path.data, query: query.data, body: body.data, caller: callerOf(event) });
  return answerOf(result, route.success ?? 200);
}

function answerOf(result: Answer<unknown>, success: number): APIGatewayProxyStructuredResultV2 {
  switch (result.kind) {
    case "ok":
      return success === 204
        ? { statusCode: success }
        : { statusCode: success, headers: jsonHeaders, body: JSON.stringify(result.body) };
    case "not-found":
      return problem(404);
    case "invalid":
      return invalid(result.where, result.detail);
    case "conflict":
      return problem(409, result.detail);
  }
}

/** Answers are personal data: nothing between us and the caller may keep them. */
const jsonHeaders = { "content-type": "application/json", "cache-control": "no-store" };

const placeOf = ({ issues: [issue] }: z.core.$ZodError) => issue?.path.join("/") ?? "";
const messageOf = ({ issues: [issue] }: z.core.$ZodError) => issue?.message ?? "not readable";

function invalid(pointer: string, detail: string) {
  const where = pointer.replace(/^[?/]/, "");
  return problem(400, where === "" ? detail : `${where}: ${detail}`, [{ pointer, detail }]);
}

function bodyIn({ body, isBase64Encoded }: StaffEvent): { value: unknown } | "unreadable" {
  if (body === undefined || body === "") return { value: undefined };
  try {
    return { value: JSON.parse(isBase64Encoded ? Buffer.from(body, "base64").toString() : body) };
  } catch {
    return "unreadable";
  }
}

function mayCall(allowed: readonly Role[], event: StaffEvent, rolesClaim: string): boolean {
  const claim = event.requestContext.authorizer?.jwt.claims[rolesClaim];
  const held = Array.isArray(claim) ? claim : String(claim ?? "").split(/[[\],\s]+/);
  return roles.some((role) => held.includes(role) && allowed.includes(role));
}

/** `sub`, which every issuer has: ids of agents are on the bus, where no names and addresses may be. */
function callerOf(event: StaffEvent): Caller {
  const claims = event.requestContext.authorizer?.jwt.claims;
  return { agentId: String(claims?.agentId ?? claims?.sub ?? "") };
}
