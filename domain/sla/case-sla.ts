/** The SLA clocks of a case: how long it has waited for its first response and for its resolution. Pure. */
import type { Case, CaseStatus } from "../../schemas/case.ts";
import type { CasePolicy } from "../../schemas/policies.ts";
import type { Sla } from "../../schemas/sla.ts";
import { readClock, type Stretch } from "./clock.ts";

type CaseTimes = Pick<Case, "openedAt" | "history" | "firstRespondedAt">;

/**
 * Both clocks as of `now`, in working time of the policy's calendar.
 *
 * The first response is awaited from the opening, without a pause, until somebody has answered; a case
 * that ends unanswered ends that wait. The resolution clock runs while the case is open: it pauses
 * while it waits for the customer, stops when it is resolved or closed, and runs on when it is reopened.
 */
export function slaOf(supportCase: CaseTimes, policy: Pick<CasePolicy, "sla" | "calendar">, now: Date): Sla {
  const { sla, calendar } = policy;
  const status = supportCase.history.at(-1)?.status ?? "open";
  return {
    firstResponse: readClock(
      {
        calendar,
        targetMinutes: sla.firstResponseMinutes,
        stretches: [untilFirstResponse(supportCase)],
        stopped: "met",
      },
      now,
    ),
    resolution: readClock(
      {
        calendar,
        targetMinutes: sla.resolutionMinutes,
        stretches: stretchesOpen(supportCase),
        stopped: isEnd(status) ? "met" : "paused",
      },
      now,
    ),
  };
}

function untilFirstResponse({ openedAt, history, firstRespondedAt }: CaseTimes): Stretch {
  const endedAt = history.find(({ status }) => isEnd(status))?.at;
  const [stoppedAt] = [firstRespondedAt, endedAt].filter((at) => at !== undefined).toSorted();
  return { from: new Date(openedAt), to: instantOf(stoppedAt) };
}

function stretchesOpen({ openedAt, history }: CaseTimes): Stretch[] {
  const changes = [{ at: openedAt, status: "open" }, ...history];
  return changes.flatMap(({ at, status }, index) =>
    status === "open" ? [{ from: new Date(at), to: instantOf(changes[index + 1]?.at) }] : [],
  );
}

function isEnd(status: CaseStatus): boolean {
  return status === "resolved" || status === "closed";
}

function instantOf(at: string | undefined): Date | undefined {
  return at === undefined ? undefined : new Date(at);
}
