/** Whoever acts on a case that somebody has says by its token that it is theirs. */
import type { Fence } from "../timeline/attach-events.ts";
import type { RoutingStore } from "./routing-store.ts";

export type Fenced =
  | {
      readonly kind: "free";
      /** Absent where nobody has the case and no token was given. */
      readonly fence?: Fence & { readonly isCurrent: () => Promise<boolean> };
    }
  | { readonly kind: "token-missing" }
  | { readonly kind: "stale" };

/** @param token of the reservation that the caller knows of; absent while the case waits */
export async function fenceOf(
  { store }: { readonly store: Pick<RoutingStore, "readRouting"> },
  caseId: string,
  token: number | undefined,
): Promise<Fenced> {
  const currentToken = async () => (await store.readRouting(caseId))?.reservation?.token;
  const current = await currentToken();
  if (token === undefined) return { kind: current === undefined ? "free" : "token-missing" };
  if (current !== token) return { kind: "stale" };
  const isCurrent = async () => (await currentToken()) === token;
  return { kind: "free", fence: { caseId, token, isCurrent } };
}
