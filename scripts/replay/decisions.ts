/** Reads the decisions of a period from a platform's staff API, page by page. */
import * as z from "zod/mini";
import { routingRoutes } from "../../schemas/api/routing-routes.ts";
import type { Decision } from "../../schemas/routing/decision.ts";

const tokenSchema = z.object({ token: z.string() });

/** @throws Error with the API's own words */
export async function decisionsFrom(
  api: string,
  token: string | undefined,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Decision[]> {
  const authorization = `Bearer ${token ?? (await laptopToken(api))}`;
  const decisions: Decision[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({
      from,
      to,
      limit: "200",
      ...(cursor === undefined ? {} : { cursor }),
    });
    const response = await fetch(`${api}${routingRoutes.listAllDecisions.path}?${query}`, {
      headers: { authorization },
    });
    if (!response.ok) throw new Error(`${api}: ${response.status} ${await response.text()}`);
    const page = routingRoutes.listAllDecisions.answer.parse(await response.json());
    decisions.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return decisions;
}

async function laptopToken(api: string): Promise<string> {
  const response = await fetch(`${api}/v1/dev/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ role: "supervisor", agentId: "replay" }),
  });
  if (!response.ok) throw new Error(`${api} gives no token by itself: say --token`);
  return tokenSchema.parse(await response.json()).token;
}
