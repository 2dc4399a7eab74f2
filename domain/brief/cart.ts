/** The cart, while it means something. */
import type { Digest, Fact } from "../../schemas/digest.ts";

const cartLastsMs = 30 * 24 * 3_600_000;

/** The newest cart, unless something was ordered since or it is older than 30 days. */
export function openCart({ facts: { carts, purchases } }: Digest, now: Date): Fact | undefined {
  const [cart] = carts;
  const ordered = purchases.find(({ kind }) => kind === "order.placed")?.occurredAt ?? "";
  const since = new Date(now.getTime() - cartLastsMs).toISOString();
  return cart !== undefined && cart.occurredAt > ordered && cart.occurredAt >= since ? cart : undefined;
}
