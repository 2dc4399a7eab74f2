/** What the shape of a consent policy cannot rule out: checked before a policy is saved. */
import type { ConsentPolicy } from "../../schemas/consents.ts";
import { zoneProblem } from "../calendar/zone-offset.ts";
import type { PolicyProblem } from "../policies/policy-problem.ts";
import { consentWordIn, plainWord } from "./stop-words.ts";

/** None when it can be used. */
export function consentPolicyProblems({ defaultZone, words }: ConsentPolicy): PolicyProblem[] {
  const zone = zoneProblem(defaultZone);
  return [
    ...(zone === undefined ? [] : [{ pointer: "/defaultZone", detail: zone }]),
    ...(["stop", "start", "help"] as const).flatMap((kind) =>
      words[kind].flatMap((word, index) => {
        const detail = wordProblem(word, kind, words);
        return detail === undefined ? [] : [{ pointer: `/words/${kind}/${index}`, detail }];
      }),
    ),
  ];
}

/** A word of two meanings would be a STOP that is taken for something else. */
function wordProblem(
  word: string,
  kind: keyof ConsentPolicy["words"],
  words: ConsentPolicy["words"],
): string | undefined {
  const plain = plainWord(word);
  if (plain === "") return "says nothing";
  const others = (["stop", "start", "help"] as const).filter((other) => other !== kind);
  const isOther = others.some((other) => words[other].some((one) => plainWord(one) === plain));
  const common = consentWordIn(word);
  if (!isOther && (common === undefined || common === kind)) {
    return consentWordIn(word, words) === kind ? undefined : "is too long for a word";
  }
  return `means something else: ${isOther ? "it is in two lists" : common}`;
}
