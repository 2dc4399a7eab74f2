/** What a replay reads from a platform's staff API: the policy in force, and the decisions of a period page by page. */
import * as z from "zod/mini";
import { routingRoutes } from "../../schemas/api/routing-routes.ts";
import { policyInForceSchema } from "../../schemas/api/shapes.ts";
import type { Decision } from "../../schemas/routing/decision.ts";
import { type RoutingPolicy, routingPolicySchema } from "../../schemas/routing/policy.ts";

const tokenSchema = z.object({ token: z.string() });

export interface Platform {
  readonly api: string;
  readonly token: string;
}

/** @param token of a supervisor or admin; a laptop gives one by itself */
export async function platformAt(api: string, token: string | undefined): Promise<Platform> {
  return { api, token: token ?? (await laptopToken(api)) };
}

/** @throws Error with the API's own words */
export async function policyInForce(platform: Platform): Promise<RoutingPolicy> {
  const answer = policyInForceSchema.parse(await read(platform, "/v1/admin/policies/routing"));
  return routingPolicySchema.parse(answer.policy);
}

/** @throws Error with the API's own words */
export async function decisionsFrom(
  platform: Platform,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Decision[]> {
  const decisions: Decision[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({
      from,
      to,
      limit: "200",
      ...(cursor === undefined ? {} : { cursor }),
    });
    const { path, answer } = routingRoutes.listAllDecisions;
    const page = answer.parse(await read(platform, `${path}?${query}`));
    decisions.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return decisions;
}

async function read({ api, token }: Platform, path: string): Promise<unknown> {
  const response = await reach(api, path, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${api}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function reach(api: string, path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(`${api}${path}`, request);
  } catch (cause) {
    throw new Error(`no platform answers at ${api}: start one, or say --api`, { cause });
  }
}

async function laptopToken(api: string): Promise<string> {
  const response = await reach(api, "/v1/dev/token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ role: "supervisor", agentId: "replay" }),
  });
  if (!response.ok) throw new Error(`${api} gives no token by itself: say --token`);
  return tokenSchema.parse(await response.json()).token;
}
