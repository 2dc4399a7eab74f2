/** A chat, a task or an e-mail comes in: who it is from, and into the queue that Omniline assigns from. */
import { keptAnswers } from "./attributes.ts";
import { type Flow, flowOf, type Step } from "./flow-language.ts";
import { prompts } from "./prompts.ts";
import {
  askNoRating,
  hangUp,
  invokeLambda,
  setAttributes,
  setHook,
  setQueue,
  transferToQueue,
} from "./steps.ts";
import { say } from "./talking-steps.ts";

export interface DigitalFlowProps {
  readonly identifyCallerArn: string;
  readonly assignedQueueArn: string;
  readonly customerQueueFlowArn: string;
}

export interface ChatFlowProps extends DigitalFlowProps {
  readonly csatFlowArn: string;
}

export function chatFlow(props: ChatFlowProps): Flow {
  const giveUp = "Ask for no rating";
  return flowOf([
    ...identify(props, "chat"),
    setHook("Ask for a rating afterwards", "CustomerRemaining", props.csatFlowArn),
    ...intoQueue(props, giveUp),
    askNoRating(giveUp),
    say("Apologise", prompts.apology),
    hangUp(end),
  ]);
}

export const taskFlow = (props: DigitalFlowProps): Flow => silentFlow(props, "task");
export const emailFlow = (props: DigitalFlowProps): Flow => silentFlow(props, "email");

/** Nobody listens who could be told: what cannot be queued ends, and Omniline hears of it and routes again. */
function silentFlow(props: DigitalFlowProps, channel: "task" | "email"): Flow {
  return flowOf([...identify(props, channel), ...intoQueue(props, end), hangUp(end)]);
}

const end = "End the contact";

/** Without an answer, attributes that the contact came with stay as they are. */
function identify({ identifyCallerArn, customerQueueFlowArn }: DigitalFlowProps, channel: string): Step[] {
  const whileWaiting = "Say something while they wait";
  return [
    invokeLambda(
      "Ask Omniline who it is from",
      identifyCallerArn,
      { purpose: "arrived", channel },
      { failed: whileWaiting },
    ),
    setAttributes("Keep the answers", keptAnswers),
    setHook(whileWaiting, "CustomerQueue", customerQueueFlowArn),
  ];
}

function intoQueue({ assignedQueueArn }: DigitalFlowProps, failed: string): Step[] {
  return [
    setQueue("Choose the assigned queue", assignedQueueArn, { failed }),
    transferToQueue("Wait for an agent", { failed }),
  ];
}
