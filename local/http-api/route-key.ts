/** Matches requests to route keys such as `GET /v1/customers/{id}`, `ANY /files/{proxy+}` and `$default`. Pure. */

export interface RouteMatch {
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Higher is more specific. */
  readonly rank: readonly number[];
}

/** @param path percent-encoded, without query */
export function matchRoute(routeKey: string, method: string, path: string): RouteMatch | undefined {
  if (routeKey === "$default") return { pathParameters: {}, rank: [] };
  const [wantedMethod = "", pattern = ""] = routeKey.split(" ");
  if (wantedMethod !== "ANY" && wantedMethod !== method) return undefined;
  const wanted = pattern.split("/").slice(1);
  const given = path.split("/").slice(1);
  const pathParameters: Record<string, string> = {};
  const rank: number[] = [];
  for (const [index, part] of wanted.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(part)?.[1];
    if (greedy !== undefined) {
      if (given.length <= index) return undefined;
      pathParameters[greedy] = decode(given.slice(index).join("/"));
      return { pathParameters, rank: [...rank, 0, methodRank(wantedMethod)] };
    }
    const value = given[index];
    if (value === undefined) return undefined;
    const variable = /^\{(.+)\}$/.exec(part)?.[1];
    if (variable === undefined) {
      if (value !== part) return undefined;
    } else {
      if (value === "") return undefined;
      pathParameters[variable] = decode(value);
    }
    rank.push(variable === undefined ? 2 : 1);
  }
  if (given.length !== wanted.length) return undefined;
  return { pathParameters, rank: [...rank, 3, methodRank(wantedMethod)] };
}

/** The most specific of the routes that match: literal before variable before `{proxy+}` before `$default`. */
export function chooseRoute<R extends { readonly routeKey: string }>(
  routes: readonly R[],
  method: string,
  path: string,
): { route: R; pathParameters: RouteMatch["pathParameters"] } | undefined {
  let best: { route: R; match: RouteMatch } | undefined;
  for (const route of routes) {
    const match = matchRoute(route.routeKey, method, path);
    if (match && (!best || compare(match.rank, best.match.rank) > 0)) best = { route, match };
  }
  return best && { route: best.route, pathParameters: best.match.pathParameters };
}

function methodRank(method: string): number {
  return method === "ANY" ? 0 : 1;
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const difference = (one[index] ?? -1) - (other[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
