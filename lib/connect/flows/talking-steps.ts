/** The steps that talk with customers, each in both languages. */
import type { Step } from "./flow-language.ts";
import type { Language, Prompt } from "./prompts.ts";
import { byLanguage, equal, error, type MayFail, type Onward, onward, simple } from "./step-shapes.ts";

/** Amazon Polly's voices, by language; both are neural. */
const voices: Readonly<Record<Language, string>> = { tr: "Burcu", en: "Joanna" };

export function say(name: string, prompt: Prompt, branches?: Onward): Step {
  return byLanguage(
    name,
    (language, next) => ({
      Type: "MessageParticipant",
      Parameters: { Text: prompt[language] },
      Transitions: onward(next, next),
    }),
    branches,
  );
}

/** Says what a function has answered, in the language of the customer already. An empty text says nothing. */
export function sayAnswer(name: string, path: `$.External.${string}`, branches?: Onward): Step {
  return simple(name, "MessageParticipant", { Text: path }, branches);
}

interface Question extends MayFail {
  /** The step for each digit. Another one, or none in time, goes on. */
  readonly answers: Readonly<Record<string, string>>;
  readonly seconds?: number;
}

/** Asks for one digit, by key or by message. */
export function ask(name: string, prompt: Prompt, { answers, seconds = 8, next, failed }: Question): Step {
  return byLanguage(
    name,
    (language, otherwise) => ({
      Type: "GetParticipantInput",
      Parameters: { Text: prompt[language], InputTimeLimitSeconds: String(seconds), StoreInput: "False" },
      Transitions: {
        NextAction: otherwise,
        Conditions: Object.entries(answers).map(([digit, step]) => equal(digit, step)),
        Errors: [
          error("InputTimeLimitExceeded", otherwise),
          error("NoMatchingCondition", otherwise),
          error("NoMatchingError", failed ?? otherwise),
        ],
      },
    }),
    next === undefined ? {} : { next },
  );
}

/** Sets the voice that speaks the customer's language, on calls. */
export function chooseVoice(name: string): Step {
  return byLanguage(name, (language, next) => ({
    Type: "UpdateContactTextToSpeechVoice",
    Parameters: { TextToSpeechVoice: voices[language], TextToSpeechEngine: "Neural" },
    Transitions: onward(next, next),
  }));
}

const silence = { SSML: '<speak><break time="10s"/></speak>' };

/** Says the prompts in turn, with silence between them, and goes on every so many seconds. */
export function repeat(
  name: string,
  said: readonly Prompt[],
  { everySeconds, failed }: { readonly everySeconds: number; readonly failed: string },
): Step {
  return byLanguage(name, (language, next) => ({
    Type: "MessageParticipantIteratively",
    Parameters: {
      Messages: said.flatMap((prompt) => [{ Text: prompt[language] }, silence]),
      InterruptFrequencySeconds: String(everySeconds),
    },
    Transitions: {
      NextAction: next,
      Conditions: [equal("MessagesInterrupted", next)],
      Errors: [error("NoMatchingError", failed)],
    },
  }));
}
