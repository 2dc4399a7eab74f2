/** Calls the staff API as the signed-in person. */
import type { Session } from "../session/session.ts";
import { ApiError } from "./api-error.ts";
import { type Fetch, fetchJson, type Parser } from "./http.ts";

/** What a call sends when it does more than read; `body` becomes JSON. */
interface Order {
  method: "POST" | "DELETE";
  body?: unknown;
}

/** How many rows one read of a list brings. */
export const pageSize = 50;

/** @returns the answer, parsed by the schema that also documents it */
export type Call = <Value>(parser: Parser<Value>, path: string, order?: Order) => Promise<Value>;

/** An expired token is renewed once per call. */
export function createCaller(session: Session, fetch: Fetch): Call {
  return async (parser, path, order) => {
    try {
      return await fetchJson(fetch, parser, path, requestOf(await session.token(), order));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      return await fetchJson(fetch, parser, path, requestOf(await session.renew(), order));
    }
  };
}

function requestOf(token: string, order: Order | undefined): RequestInit {
  const authorization = `Bearer ${token}`;
  if (order === undefined) return { headers: { authorization } };
  const { method, body } = order;
  if (body === undefined) return { method, headers: { authorization } };
  return {
    method,
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}
