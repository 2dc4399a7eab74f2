/** The shapes that steps are made in. */
import type { Action, ErrorType, Step, Transitions } from "./flow-language.ts";
import { type Language, languages } from "./prompts.ts";

/** Where a step leads when it is not the next one in the list. */
export interface Onward {
  readonly next?: string;
}

export interface MayFail extends Onward {
  /** The step for trouble. */
  readonly failed?: string;
}

export const error = (ErrorType: ErrorType, NextAction: string) => ({ ErrorType, NextAction });

export const equal = (value: string, NextAction: string) => ({
  NextAction,
  Condition: { Operator: "Equals", Operands: [value] } as const,
});

export const onward = (next: string, failed: string): Transitions => ({
  NextAction: next,
  Errors: [error("NoMatchingError", failed)],
});

export function simple(
  name: string,
  Type: Action["Type"],
  Parameters: Action["Parameters"],
  { next, failed }: MayFail = {},
): Step {
  return {
    name,
    actions: (following) => [
      {
        Identifier: name,
        Type,
        Parameters,
        Transitions: onward(next ?? following, failed ?? next ?? following),
      },
    ],
  };
}

export function terminal(name: string, Type: Action["Type"]): Step {
  return { name, actions: () => [{ Identifier: name, Type, Parameters: {}, Transitions: {} }] };
}

/** One action for each language; who speaks neither is taken for Turkish. */
export function byLanguage(
  name: string,
  action: (language: Language, next: string) => Omit<Action, "Identifier">,
  { next }: Onward = {},
): Step {
  const [fallback, ...others] = languages;
  const variant = (language: Language) => `${name} ${language}`;
  return {
    name,
    actions: (following) => [
      comparison(
        name,
        "$.Attributes.language",
        Object.fromEntries(others.map((language) => [language, variant(language)])),
        variant(fallback),
      ),
      ...languages.map((language) => ({
        Identifier: variant(language),
        ...action(language, next ?? following),
      })),
    ],
  };
}

export function comparison(
  name: string,
  value: string,
  branches: Readonly<Record<string, string>>,
  otherwise: string,
): Action {
  return {
    Identifier: name,
    Type: "Compare",
    Parameters: { ComparisonValue: value },
    Transitions: {
      NextAction: otherwise,
      Conditions: Object.entries(branches).map(([operand, step]) => equal(operand, step)),
      Errors: [error("NoMatchingCondition", otherwise)],
    },
  };
}
