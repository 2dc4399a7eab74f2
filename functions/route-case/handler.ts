/** The steps of the routing workflow: each state of it names one. */
import * as z from "zod/mini";
import type { WorkflowStepDeps } from "../../domain/routing/workflow-steps/deps.ts";
import {
  keepForCallBack,
  noteAssignment,
  noteDeparture,
  noteMissedOffer,
  returnToLine,
  takeOfferBack,
  takeUpOnNewChannel,
  widenCircle,
} from "../../domain/routing/workflow-steps/move-in-line.ts";
import { offerCase } from "../../domain/routing/workflow-steps/offer-case.ts";
import { standInLine } from "../../domain/routing/workflow-steps/stand-in-line.ts";

const legSchema = z.object({ caseId: z.string(), leg: z.int(), token: z.optional(z.int()) });
const reservedSchema = z.object({ caseId: z.string(), leg: z.int(), agentId: z.string(), token: z.int() });
const taskToken = z.string();

const stepSchema = z.discriminatedUnion("step", [
  z.object({ step: z.literal("stand-in-line"), input: legSchema, taskToken }),
  z.object({ step: z.literal("offer-case"), input: reservedSchema, taskToken }),
  z.object({ step: z.literal("widen-circle"), input: legSchema }),
  z.object({ step: z.literal("return-to-line"), input: legSchema }),
  z.object({ step: z.literal("note-missed-offer"), input: reservedSchema }),
  z.object({ step: z.literal("take-offer-back"), input: legSchema }),
  z.object({ step: z.literal("take-up-on-new-channel"), input: legSchema }),
  z.object({ step: z.literal("keep-for-call-back"), input: legSchema }),
  z.object({ step: z.literal("note-departure"), input: legSchema }),
  z.object({ step: z.literal("note-assignment"), input: reservedSchema }),
]);

export function createHandler(deps: WorkflowStepDeps) {
  return async (event: unknown): Promise<object> => {
    const called = stepSchema.parse(event);
    switch (called.step) {
      case "stand-in-line":
        await standInLine(deps, called.input, called.taskToken);
        return {};
      case "offer-case":
        await offerCase(deps, called.input, called.taskToken);
        return {};
      case "widen-circle":
        return widenCircle(deps, called.input);
      case "return-to-line":
        return returnToLine(deps, called.input);
      case "note-missed-offer":
        return noteMissedOffer(deps, called.input);
      case "take-offer-back":
        await takeOfferBack(deps, called.input);
        return called.input;
      case "take-up-on-new-channel":
        return takeUpOnNewChannel(deps, called.input);
      case "keep-for-call-back":
        return keepForCallBack(deps, called.input);
      case "note-departure":
        return noteDeparture(deps, called.input);
      case "note-assignment":
        await noteAssignment(deps, called.input);
        return called.input;
    }
  };
}
