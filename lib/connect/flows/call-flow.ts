/** An agent calls from a case: the customer has answered, hears why, and is put through to that very agent. */
import { keptAnswers, survey } from "./attributes.ts";
import { type Flow, flowOf } from "./flow-language.ts";
import { prompts } from "./prompts.ts";
import {
  askNoRating,
  hangUp,
  invokeLambda,
  setAgent,
  setAttributes,
  setHook,
  transferToQueue,
} from "./steps.ts";
import { chooseVoice, say } from "./talking-steps.ts";

export interface CallFlowProps {
  readonly identifyCallerArn: string;
  readonly csatFlowArn: string;
}

/** Set with the call (adapters/connect/attributes.ts). */
const agentPath = "$.Attributes.omniline_agent";

export function callFlow({ identifyCallerArn, csatFlowArn }: CallFlowProps): Flow {
  const speak = "Choose the voice";
  const giveUp = "Ask for no rating";
  return flowOf([
    invokeLambda(
      "Tell Omniline that the customer has answered",
      identifyCallerArn,
      { purpose: "arrived", channel: "voice" },
      { failed: speak },
    ),
    setAttributes("Keep the answers", keptAnswers),
    chooseVoice(speak),
    say("Say why we call", prompts.call),
    // The call may carry the attributes of the chat that it comes out of.
    setAttributes("Ask for a rating of this call", { survey: survey.open }),
    setHook("Ask for a rating afterwards", "CustomerRemaining", csatFlowArn),
    setAgent("Choose the agent who calls", agentPath, { failed: giveUp }),
    transferToQueue("Put the customer through", { failed: giveUp }),
    askNoRating(giveUp),
    say("Apologise", prompts.apology),
    hangUp("Hang up"),
  ]);
}
