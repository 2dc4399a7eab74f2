/** The routing workflow in simulated time: its waits, its timers, and the steps of the engine between them. */

import type { Reserved, Workflow } from "../../domain/routing/workflow.ts";
import type { Leg, WorkflowStepDeps } from "../../domain/routing/workflow-steps/deps.ts";
import {
  noteMissedOffer,
  returnToLine,
  widenCircle,
} from "../../domain/routing/workflow-steps/move-in-line.ts";
import { offerCase } from "../../domain/routing/workflow-steps/offer-case.ts";
import { standInLine } from "../../domain/routing/workflow-steps/stand-in-line.ts";

export interface SimulatedWorkflowDeps {
  /** Known only after the workflow, which is one of them. */
  steps(): WorkflowStepDeps;
  /** Does it so many simulated seconds from now, never within this call. */
  later(seconds: number, act: () => Promise<void>): void;
  onOffer(offer: Reserved): void;
  onAssigned(offer: Reserved): void;
}

type Wait =
  | { readonly state: "in line"; readonly leg: Leg }
  | { readonly state: "offered"; readonly offer: Reserved };

export function simulatedWorkflow({ steps, later, onOffer, onAssigned }: SimulatedWorkflowDeps): Workflow {
  const waits = new Map<string, Wait>();
  let given = 0;

  /** A state that waits for an answer, or for the timer. */
  function wait(begun: Wait, seconds: number, onTimeout: () => Promise<void>): string {
    given += 1;
    const taskToken = `wait-${given}`;
    waits.set(taskToken, begun);
    later(seconds, async () => {
      if (waits.delete(taskToken)) await onTimeout();
    });
    return taskToken;
  }

  async function stand(leg: Leg, waitSeconds: number): Promise<void> {
    const taskToken = wait({ state: "in line", leg }, waitSeconds, async () => {
      const next = await widenCircle(steps(), leg);
      await stand(leg, next.waitSeconds);
    });
    await standInLine(steps(), leg, taskToken);
  }

  async function offer(reserved: Reserved): Promise<void> {
    const { caseId, leg } = reserved;
    const taskToken = wait({ state: "offered", offer: reserved }, reserved.offerSeconds, async () => {
      const next = await noteMissedOffer(steps(), reserved);
      await stand({ caseId, leg }, next.waitSeconds);
    });
    onOffer(reserved);
    await offerCase(steps(), reserved, taskToken);
  }

  const taken = (taskToken: string): Wait | undefined => {
    const found = waits.get(taskToken);
    waits.delete(taskToken);
    return found;
  };

  return {
    async start({ caseId, leg, waitSeconds }) {
      later(0, () => stand({ caseId, leg }, waitSeconds));
    },
    async resume(taskToken, reserved) {
      const found = taken(taskToken);
      if (found?.state === "in line") later(0, () => offer(reserved));
      if (found?.state === "offered") onAssigned(reserved);
      return found === undefined ? "over" : "told";
    },
    async interrupt(taskToken, signal) {
      const found = taken(taskToken);
      if (found === undefined) return "over";
      const { caseId, leg } = found.state === "in line" ? found.leg : found.offer;
      if (signal === "Declined" || signal === "Missed" || signal === "AgentLeft" || signal === "LeaseExpired")
        later(0, async () => {
          const next = await returnToLine(steps(), { caseId, leg });
          await stand({ caseId, leg }, next.waitSeconds);
        });
      return "told";
    },
  };
}
