/** Reads what a model on Amazon Bedrock has answered. */
import * as z from "zod/mini";
import { OmnilineError } from "../../domain/errors.ts";
import { intentNames } from "../../domain/understanding/recognise-intent.ts";
import { type Understanding, understandingSchema } from "../../schemas/understanding.ts";
import { nothing } from "./question.ts";

/** The model has answered something else. Says no more: the answer may quote the message. */
export class UnreadableAnswerError extends OmnilineError {
  override readonly name = "UnreadableAnswerError";
  readonly retryable = false;
}

/** Of the Converse API's answer, what is needed of it. */
const answerSchema = z.object({
  output: z.object({
    message: z.object({
      content: z.array(
        z.object({ toolUse: z.optional(z.object({ input: z.record(z.string(), z.json()) })) }),
      ),
    }),
  }),
});

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** @throws UnreadableAnswerError when it is not an understanding, or names an intent that was not offered */
export function readAnswer(body: string): Understanding {
  const answer = answerSchema.safeParse(parseJson(body));
  const report = answer.data?.output.message.content.find(({ toolUse }) => toolUse !== undefined)?.toolUse;
  const said = Object.entries(report?.input ?? {}).filter(([, value]) => value !== nothing);
  const { data } = understandingSchema.safeParse(Object.fromEntries(said));
  if (data === undefined || (data.intent !== undefined && !intentNames.includes(data.intent))) {
    throw new UnreadableAnswerError("The model's answer is not an understanding");
  }
  return { ...data, sentiment: Math.round(data.sentiment * 100) / 100 };
}
