/** The staff API: finds the route, checks the caller's role and the parameters, answers. */
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type * as z from "zod/mini";
import { problem } from "../../schemas/api/problem.ts";
import { type Role, type Route, roles, routeKeyOf, staffRoutes } from "../../schemas/api/routes.ts";
import { type Answer, type StaffApiDeps, staffApi } from "./routes.ts";

export interface HandlerDeps extends StaffApiDeps {
  /** The JWT claim that holds the caller's roles, as a list or as API Gateway's text of one: `[agent admin]`. */
  readonly rolesClaim: string;
}

type StaffEvent = Pick<
  APIGatewayProxyEventV2WithJWTAuthorizer,
  "routeKey" | "pathParameters" | "queryStringParameters"
> & {
  readonly requestContext: Partial<
    Pick<APIGatewayProxyEventV2WithJWTAuthorizer["requestContext"], "authorizer">
  >;
};

type Run = (event: StaffEvent) => Promise<APIGatewayProxyStructuredResultV2>;

export function createHandler(deps: HandlerDeps) {
  const api = staffApi(deps);
  const table = new Map<string, Run>();
  const add = <Query extends z.ZodMiniType>(
    route: Route & { readonly query: Query },
    run: (query: z.infer<Query>, customerId: string) => Promise<Answer<unknown>>,
  ) => table.set(routeKeyOf(route), (event) => answer(deps, route, run, event));

  add(staffRoutes.health, api.health);
  add(staffRoutes.status, api.status);
  add(staffRoutes.openApi, api.openApi);
  add(staffRoutes.panelConfig, api.panelConfig);
  add(staffRoutes.resolveCustomer, api.resolveCustomer);
  add(staffRoutes.getCustomer, api.getCustomer);
  add(staffRoutes.listIdentifiers, api.listIdentifiers);
  add(staffRoutes.readTimeline, api.readTimeline);
  add(staffRoutes.listContactEvents, api.listContactEvents);
  add(staffRoutes.openLive, api.openLive);

  return async (event: StaffEvent): Promise<APIGatewayProxyStructuredResultV2> =>
    (await table.get(event.routeKey)?.(event)) ?? problem(404);
}

async function answer<Query extends z.ZodMiniType>(
  deps: HandlerDeps,
  route: Route & { readonly query: Query },
  run: (query: z.infer<Query>, customerId: string) => Promise<Answer<unknown>>,
  event: StaffEvent,
): Promise<APIGatewayProxyStructuredResultV2> {
  if (route.roles !== undefined && !mayCall(route.roles, event, deps.rolesClaim)) {
    return problem(403, `needs one of the roles ${route.roles.join(", ")}`);
  }
  const query = route.query.safeParse(event.queryStringParameters ?? {});
  if (!query.success) {
    const [issue] = query.error.issues;
    return invalid(issue?.path.join("/") ?? "", issue?.message ?? "not readable");
  }
  const result = await run(query.data, event.pathParameters?.customerId ?? "");
  switch (result.kind) {
    case "ok":
      return { statusCode: 200, headers: jsonHeaders, body: JSON.stringify(result.body) };
    case "not-found":
      return problem(404);
    case "invalid":
      return invalid(result.parameter, result.detail);
  }
}

/** Answers are personal data: nothing between us and the caller may keep them. */
const jsonHeaders = { "content-type": "application/json", "cache-control": "no-store" };

function invalid(parameter: string, detail: string) {
  return problem(400, `${parameter}: ${detail}`, [{ pointer: `?${parameter}`, detail }]);
}

function mayCall(allowed: readonly Role[], event: StaffEvent, rolesClaim: string): boolean {
  const claim = event.requestContext.authorizer?.jwt.claims[rolesClaim];
  const held = Array.isArray(claim) ? claim : String(claim ?? "").split(/[[\],\s]+/);
  return roles.some((role) => held.includes(role) && allowed.includes(role));
}
