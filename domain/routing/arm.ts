/** Which share of the cases is decided by what was learned: the same answer for a case whenever it is asked. */
import { createHash } from "node:crypto";
import type { Decision } from "../../schemas/routing/decision.ts";
import type { LearningPolicy } from "../../schemas/routing/policy.ts";

export function armOf(caseId: string, { enabled, share }: LearningPolicy): Decision["arm"] {
  if (!enabled) return "control";
  if (share >= 1) return "learned";
  const drawn = createHash("sha256").update(caseId).digest().readUInt32BE(0) / 2 ** 32;
  return drawn < share ? "learned" : "control";
}
