/** What follows when a caller wants to be called back: shared by the voice flow and the waiting line. */
import type { Step } from "./flow-language.ts";
import { prompts } from "./prompts.ts";
import { askNoRating, createCallback, hangUp, invokeLambda, takeNumber } from "./steps.ts";
import { say } from "./talking-steps.ts";

export interface CallbackStepsProps {
  readonly identifyCallerArn: string;
  readonly assignedQueueArn: string;
  /** Where callers go on waiting whose number cannot be called. */
  readonly keepWaiting: string;
}

/** The first of these steps: where an offer leads that is accepted. */
export const acceptCallback = "Take the number to call back";

export function callbackSteps(props: CallbackStepsProps): Step[] {
  const impossible = "Explain that the number cannot be called";
  return [
    takeNumber(acceptCallback, { impossible }),
    createCallback("Queue the call back", props.assignedQueueArn, { failed: impossible }),
    invokeLambda("Tell Omniline of the call back", props.identifyCallerArn, {
      purpose: "callback-chosen",
      channel: "voice",
    }),
    askNoRating("Ask for no rating of this call"),
    say("Promise the call back", prompts.callbackPromise),
    hangUp("Hang up"),
    say(impossible, prompts.callbackImpossible, { next: props.keepWaiting }),
  ];
}
