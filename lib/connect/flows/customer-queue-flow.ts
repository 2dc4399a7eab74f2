/** What customers hear or read while they wait: callers are asked for patience, and offered a call back. */
import { acceptCallback, callbackSteps } from "./callback-steps.ts";
import { type Flow, flowOf } from "./flow-language.ts";
import { prompts } from "./prompts.ts";
import { branch, endFlow } from "./steps.ts";
import { ask, chooseVoice, repeat, say } from "./talking-steps.ts";

export interface CustomerQueueFlowProps {
  readonly identifyCallerArn: string;
  readonly assignedQueueArn: string;
}

/** How long a caller hears the same before a call back is offered again. */
const roundSeconds = 120;

export function customerQueueFlow(props: CustomerQueueFlowProps): Flow {
  const waitOn = "Leave the contact in the queue";
  const hold = "Ask for patience";
  return flowOf([
    branch(
      "Which channel is it",
      "$.Channel",
      { VOICE: "Choose the voice", CHAT: "Say that an agent will write" },
      { next: waitOn },
    ),
    say("Say that an agent will write", prompts.agentWillWrite, { next: waitOn }),
    chooseVoice("Choose the voice"),
    repeat(hold, [prompts.pleaseHold, prompts.thanksForWaiting], {
      everySeconds: roundSeconds,
      failed: waitOn,
    }),
    branch(
      "Is a call back wise",
      "$.Attributes.offerCallback",
      { true: "Offer a call back" },
      { next: hold },
    ),
    ask("Offer a call back", prompts.callbackOffer, {
      answers: { 1: acceptCallback },
      next: hold,
      failed: waitOn,
    }),
    ...callbackSteps({ ...props, keepWaiting: hold }),
    endFlow(waitOn),
  ]);
}
