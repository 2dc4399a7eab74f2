/** What the customer read, looked at and used: help articles first, then pages. */
import type { Fact } from "../../../schemas/digest.ts";
import { type Candidate, introduced, lineOfParts, type Wording } from "../candidate.ts";
import { citationOf } from "../citations.ts";
import type { Situation } from "../situation.ts";
import { excerpt } from "../text/excerpt.ts";

const longestTitle = 60;
const mostArticles = 3;
const mostPages = 2;
const mostFeatures = 2;
const mostComparisons = 1;
const mostApps = 1;

/** Of the facts about pages, those that are not said to be pages. */
const otherKinds = new Set(["feature.used", "price.compared", "app.opened"]);

export function read({ input: { digest }, speech }: Situation): Candidate[] {
  const { articles, pages } = digest.facts;
  const looked = pages.filter(({ kind }) => !otherKinds.has(kind));
  const ofKind = (name: string) => pages.filter(({ kind }) => kind === name);
  return lineOfParts(
    "read",
    [
      ...introduced(titles(articles, mostArticles), (item) => speech.say("read.articles", { item })),
      ...introduced(titles(looked, mostPages), (item) => speech.say("read.pages", { item })),
      ...introduced(titles(ofKind("price.compared"), mostComparisons), (item) =>
        speech.say("read.prices", { item }),
      ),
      ...introduced(titles(ofKind("feature.used"), mostFeatures), (item) =>
        speech.say("read.features", { item }),
      ),
      ...introduced(titles(ofKind("app.opened"), mostApps), (item) => speech.say("read.apps", { item })),
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
