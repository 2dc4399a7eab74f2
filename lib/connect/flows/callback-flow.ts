/** We call back: the agent has accepted and is on the line, and this is what the customer hears first. */
import { survey } from "./attributes.ts";
import { type Flow, flowOf } from "./flow-language.ts";
import { prompts } from "./prompts.ts";
import { endFlow, setAttributes, setHook } from "./steps.ts";
import { chooseVoice, say } from "./talking-steps.ts";

export function callbackFlow({ csatFlowArn }: { readonly csatFlowArn: string }): Flow {
  return flowOf([
    // The call carries the attributes of the one that asked for it.
    setAttributes("Ask for a rating of this call", { survey: survey.open }),
    setHook("Ask for a rating afterwards", "CustomerRemaining", csatFlowArn),
    chooseVoice("Choose the voice"),
    say("Say why we call", prompts.callback),
    endFlow("Connect customer and agent"),
  ]);
}
