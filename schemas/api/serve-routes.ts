/** Calls of the staff API: finds the route, checks the caller's role and what the call brings, answers. */
import type * as z from "zod/mini";
import type { Answer, Caller, Input } from "./answer.ts";
import { problem } from "./problem.ts";
import { type Role, type Route, roles, routeKeyOf } from "./route.ts";

/** What of an HTTP API's event (payload 2.0, JWT authoriser) is looked at. */
export interface ApiCall {
  readonly routeKey: string;
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | undefined;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly requestContext: {
    readonly authorizer?:
      | { readonly jwt: { readonly claims: Readonly<Record<string, unknown>> } }
      | undefined;
  };
}

/** As API Gateway takes it from a function. */
export interface ApiAnswer {
  readonly statusCode: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

type Run = (call: ApiCall) => Promise<ApiAnswer>;

/** A route with the types of what its calls bring. */
interface TypedRoute<Path, Query> extends Route {
  readonly pathParameters: z.ZodMiniType<Path>;
  readonly query: z.ZodMiniType<Query>;
}

type RunRoute<Path, Query, Body> = (input: Input<Path, Query, Body>) => Promise<Answer<unknown>>;

/** Reads a call's body; `undefined` where it brings none. */
type ReadBody<Body> = (value: unknown) => z.core.util.SafeParseResult<Body>;

/** @param rolesClaim the JWT claim that holds the caller's roles, as a list or as API Gateway's text of one: `[agent admin]` */
export function serveRoutes(rolesClaim: string) {
  const table = new Map<string, Run>();
  return {
    add<Path, Query>(route: TypedRoute<Path, Query>, run: RunRoute<Path, Query, undefined>) {
      const ignoreBody = () => ({ success: true, data: undefined }) as const;
      table.set(routeKeyOf(route), (call) => answer(rolesClaim, route, ignoreBody, run, call));
    },
    addWithBody<Path, Query, Body>(
      route: TypedRoute<Path, Query> & { readonly body: z.ZodMiniType<Body> },
      run: RunRoute<Path, Query, Body>,
    ) {
      const readBody = (value: unknown) => route.body.safeParse(value);
      table.set(routeKeyOf(route), (call) => answer(rolesClaim, route, readBody, run, call));
    },
    serve: async (call: ApiCall): Promise<ApiAnswer> =>
      (await table.get(call.routeKey)?.(call)) ?? problem(404),
  };
}

async function answer<Path, Query, Body>(
  rolesClaim: string,
  route: TypedRoute<Path, Query>,
  readBody: ReadBody<Body>,
  run: RunRoute<Path, Query, Body>,
  call: ApiCall,
): Promise<ApiAnswer> {
  if (route.roles !== undefined && !mayCall(route.roles, call, rolesClaim)) {
    return problem(403, `needs one of the roles ${route.roles.join(", ")}`);
  }
  const path = route.pathParameters.safeParse(call.pathParameters ?? {});
  if (!path.success) return problem(404);
  const query = route.query.safeParse(call.queryStringParameters ?? {});
  if (!query.success) return invalid(`?${placeOf(query.error)}`, messageOf(query.error));
  const brought = bodyIn(call);
  if (brought === "unreadable") return invalid("", "the body is not JSON");
  const body = readBody(brought.value);
  if (!body.success) return invalid(`/${placeOf(body.error)}`, messageOf(body.error));
  const result = await run({ path: path.data, query: query.data, body: body.data, caller: callerOf(call) });
  return answerOf(result, route.success ?? 200);
}

function answerOf(result: Answer<unknown>, success: number): ApiAnswer {
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
      return problem(409, result.detail, result.errors && [...result.errors]);
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

function bodyIn({ body, isBase64Encoded }: ApiCall): { value: unknown } | "unreadable" {
  if (body === undefined || body === "") return { value: undefined };
  try {
    return { value: JSON.parse(isBase64Encoded ? Buffer.from(body, "base64").toString() : body) };
  } catch {
    return "unreadable";
  }
}

function mayCall(allowed: readonly Role[], call: ApiCall, rolesClaim: string): boolean {
  const claim = call.requestContext.authorizer?.jwt.claims[rolesClaim];
  const held = Array.isArray(claim) ? claim : String(claim ?? "").split(/[[\],\s]+/);
  return roles.some((role) => held.includes(role) && allowed.includes(role));
}

/** `sub`, which every issuer has: ids of agents are on the bus, where no names and addresses may be. */
function callerOf(call: ApiCall): Caller {
  const claims = call.requestContext.authorizer?.jwt.claims;
  return { agentId: String(claims?.agentId ?? claims?.sub ?? "") };
}
