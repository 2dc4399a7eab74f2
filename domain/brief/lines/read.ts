/** What the customer read and looked at: help articles first, then pages. */
import type { Fact } from "../../../schemas/digest.ts";
import { type Candidate, introduced, lineOfParts, type Wording } from "../candidate.ts";
import { citationOf } from "../citations.ts";
import type { Situation } from "../situation.ts";
import { excerpt } from "../text/excerpt.ts";

const longestTitle = 60;
const mostArticles = 3;
const mostPages = 2;

export function read({ input: { digest }, speech }: Situation): Candidate[] {
  const { articles, pages } = digest.facts;
  return lineOfParts(
    "read",
    [
      ...introduced(titles(articles, mostArticles), (item) => speech.say("read.articles", { item })),
      ...introduced(titles(pages, mostPages), (item) => speech.say("read.pages", { item })),
    ],
    (texts) => speech.sentence(texts.join(" · ")),
  );
}

/** Each title once, the newest first. */
function titles(facts: readonly Fact[], most: number): Wording[] {
  const titled = facts.flatMap((fact): Wording[] => {
    const title = excerpt(fact.label ?? fact.reference, longestTitle);
    return title === "" ? [] : [{ text: `“${title}”`, cites: [citationOf(fact)] }];
  });
  return titled
    .filter(({ text }, index) => titled.findIndex((other) => other.text === text) === index)
    .slice(0, most);
}
