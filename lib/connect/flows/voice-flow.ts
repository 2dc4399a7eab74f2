/** A call comes in: who it is, a greeting, the wait, perhaps a call back, and into the queue that is steered. */
import { keptAnswers } from "./attributes.ts";
import { acceptCallback, callbackSteps } from "./callback-steps.ts";
import { type Flow, flowOf } from "./flow-language.ts";
import { prompts } from "./prompts.ts";
import {
  askNoRating,
  branch,
  hangUp,
  holdForSteering,
  invokeLambda,
  setAttributes,
  setHook,
  setQueue,
  transferToQueue,
} from "./steps.ts";
import { ask, chooseVoice, say, sayAnswer } from "./talking-steps.ts";

export interface VoiceFlowProps {
  readonly identifyCallerArn: string;
  readonly voiceQueueArn: string;
  /** Takes the calls back. */
  readonly assignedQueueArn: string;
  readonly customerQueueFlowArn: string;
  readonly csatFlowArn: string;
}

export function voiceFlow(props: VoiceFlowProps): Flow {
  const full = "Offer a call back in place of the queue";
  const afterGreeting = "Tell how long it takes";
  const intoQueue = "Ask for a rating afterwards";
  return flowOf([
    // Nobody is kept out because we do not know them: trouble skips what the answer is needed for.
    invokeLambda(
      "Ask Omniline who is calling",
      props.identifyCallerArn,
      { purpose: "arrived", channel: "voice" },
      { failed: "Choose the voice" },
    ),
    setAttributes("Keep the answers", keptAnswers),
    chooseVoice("Choose the voice"),
    branch("Is the caller known", "$.External.known", { true: "Greet by name" }),
    say("Greet", prompts.welcome, { next: afterGreeting }),
    sayAnswer("Greet by name", "$.External.greeting"),
    sayAnswer(afterGreeting, "$.External.waitText"),
    branch(
      "Is a call back wise",
      "$.External.offerCallback",
      { true: "Offer a call back" },
      { next: intoQueue },
    ),
    ask("Offer a call back", prompts.callbackOffer, { answers: { 1: acceptCallback } }),
    setHook(intoQueue, "CustomerRemaining", props.csatFlowArn),
    setHook("Say something while they wait", "CustomerQueue", props.customerQueueFlowArn),
    setQueue("Choose the voice queue", props.voiceQueueArn, { failed: full }),
    // Without it, whoever is free would have the call before Omniline hears of it.
    holdForSteering("Hold the call until it is steered"),
    transferToQueue("Wait for an agent", { failed: full }),
    ask(full, prompts.callbackOfferWhenFull, { answers: { 1: acceptCallback } }),
    askNoRating("Ask for no rating"),
    say("Apologise", prompts.apology),
    hangUp("Hang up after the apology"),
    ...callbackSteps({ ...props, keepWaiting: intoQueue }),
  ]);
}
