/** Whether the customer of a case is there, and what for. Pure. */
import type { Case } from "../../schemas/case.ts";

type Moments = Pick<Case, "askedAt" | "leftAt" | "callbackAt">;

/** Whether nothing came from the customer after it. */
const isLast = ({ askedAt, callbackAt }: Moments, at: string | undefined): boolean =>
  at !== undefined && at >= (askedAt ?? "") && at >= (callbackAt ?? "");

/** The customer would rather be called than wait. */
export const wantsCallBack = (found: Moments): boolean => isLast(found, found.callbackAt);

/** The customer has ended the call or chat, and has said nothing since. */
export const hasLeft = (found: Moments): boolean => isLast(found, found.leftAt);

export const isOver = ({ status }: Pick<Case, "status">): boolean =>
  status === "resolved" || status === "closed";
