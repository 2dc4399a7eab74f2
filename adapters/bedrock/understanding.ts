/** Understands messages with a language model on Amazon Bedrock. Off unless a model is configured. */
import { charactersRead, type Understand, withFallback } from "../../domain/understanding/understand.ts";
import { understandByRules } from "../../domain/understanding/understand-by-rules.ts";
import { signedRequests } from "../aws/signed-request.ts";
import { readAnswer } from "./answer.ts";
import { questionAbout } from "./question.ts";

/** The timeline waits for the answer: the rules are there at once. */
const patienceMs = 2_000;

/**
 * Never rejects: the rules answer when the model does not, for whatever reason, within two seconds.
 *
 * @param modelId `amazon.nova-lite-v1:0`, an inference profile (`eu.amazon.nova-lite-v1:0`), or the ARN of either
 * @param onFailure is told why the rules had to answer
 */
export function bedrockUnderstand(
  modelId: string,
  env: NodeJS.ProcessEnv,
  onFailure: (error: unknown) => void,
): Understand {
  const send = signedRequests("bedrock", env, "bedrock-runtime");
  const path = `/model/${encodeURIComponent(modelId)}/converse`;
  const askModel: Understand = async (text) => {
    const answer = await send({
      method: "POST",
      path,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(questionAbout(text.slice(0, charactersRead).toWellFormed())),
      signal: AbortSignal.timeout(patienceMs),
    });
    return readAnswer(answer);
  };
  return withFallback(askModel, understandByRules, onFailure);
}
