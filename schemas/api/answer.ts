/** What a route gets and gives, before it is HTTP. */

/** Who calls: the agent's id as the issuer knows it. */
export interface Caller {
  readonly agentId: string;
}

export interface Input<Path, Query, Body> {
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
}

/** The result of a route: a body, or the problem that takes its place. */
export type Answer<Body> =
  | { readonly kind: "ok"; readonly body: Body }
  | { readonly kind: "not-found" }
  /** `where` is a JSON pointer into the body, or `?` and the parameter. */
  | { readonly kind: "invalid"; readonly where: string; readonly detail: string }
  | { readonly kind: "conflict"; readonly detail: string; readonly errors?: readonly Mistake[] };

/** One of several reasons: where, and what. */
interface Mistake {
  readonly pointer: string;
  readonly detail: string;
}

export const ok = <Body>(body: Body) => ({ kind: "ok", body }) as const;
export const done = ok({});
export const notFound = { kind: "not-found" } as const;
export const conflict = (detail: string, errors?: readonly Mistake[]) =>
  ({ kind: "conflict", detail, ...(errors === undefined ? {} : { errors }) }) as const;
export const invalid = (where: string, detail: string) => ({ kind: "invalid", where, detail }) as const;
