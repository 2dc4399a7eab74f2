/** Who may take a case after so long in line: what is asked of agents becomes less with time. Pure. */
import { isDeepStrictEqual } from "node:util";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";
import type { Requirement } from "../../schemas/routing/requirement.ts";
import { queueOf, skillsOfQueue } from "./matching-rules.ts";
import { secondsUntilOpen } from "./opening.ts";

export interface Widening {
  /** Seconds in line at which something changes; ascending, above 0. */
  readonly changes: readonly number[];
  requirementAt(seconds: number): Requirement;
  /** From when on agents work: the time before counts for nothing. */
  readonly startSeconds: number;
}

/**
 * Whoever writes at night finds the right agents in the morning: the circles widen from when the queue opens. A
 * queue that helps, and opens earlier, takes the case then.
 */
export function wideningOf(wanted: Requirement, policy: RoutingPolicy, enqueuedAt: Date): Widening {
  const overflow = queueOf(policy, wanted.queueId)?.overflow;
  const opens = secondsUntilOpen(policy, wanted.queueId, enqueuedAt);
  const helperOpens = overflow
    ? secondsUntilOpen(policy, overflow.queueId, enqueuedAt)
    : Number.POSITIVE_INFINITY;
  const startSeconds = Math.min(opens, helperOpens);
  const helpsFrom =
    helperOpens < opens ? helperOpens : opens + (overflow?.afterSeconds ?? Number.POSITIVE_INFINITY);
  const relaxation = policy.relaxation.map((circle) => ({
    ...circle,
    from: startSeconds + circle.afterSeconds,
  }));
  return {
    startSeconds,
    changes: [...new Set([...relaxation.map(({ from }) => from), helpsFrom])]
      .filter((seconds) => seconds > 0 && Number.isFinite(seconds))
      .sort((left, right) => left - right),
    requirementAt(seconds) {
      const relaxed = relaxation.findLast(({ from }) => from <= seconds);
      const helper = seconds >= helpsFrom ? overflow?.queueId : undefined;
      const { queueId, skills, language } = wanted;
      return {
        queueId: helper ?? queueId,
        // Another queue is asked for what its own cases ask for: its agents help because nobody better is free.
        skills: lowered(
          helper === undefined ? skills : skillsOfQueue(policy, helper),
          relaxed?.lowerSkillsBy ?? 0,
        ),
        ...(language === undefined || relaxed?.anyLanguage ? {} : { language }),
      };
    },
  };
}

/** Whoever has never learned it will not do. */
const lowered = (skills: Requirement["skills"], by: number): Requirement["skills"] =>
  Object.fromEntries(Object.entries(skills).map(([skill, level]) => [skill, Math.max(1, level - by)]));

/** What makes a circle another one than that before it. */
export function reasonOf(requirement: Requirement, before: Requirement): string {
  if (requirement.queueId !== before.queueId) return "overflow";
  if (requirement.language !== before.language) return "any-language";
  return isDeepStrictEqual(requirement.skills, before.skills) ? "exact" : "lower-skills";
}
