/** What a change of a case is news of. */
import { describe, expect, it } from "vitest";
import { changesOf } from "../../../domain/timeline/attach-events.ts";
import type { Case } from "../../../schemas/case.ts";
import { member } from "../../support/events.ts";
import { aCase, minutesAgo } from "../brief/people.ts";

const known = (before: Case) => {
  const own = member("C1", { cases: [before] });
  return { customerId: "C1", members: [own] as const };
};
const newsOf = (before: Case, after: Case) => changesOf(known(before), [after])[0]?.announce;
const heard = { heardAt: minutesAgo(1) };
const resolved = { status: "resolved" } as const;
const given = { owner: { agentId: "ayse", since: minutesAgo(1) } };

describe("a change of a case", () => {
  it.each<[string | undefined, string, Partial<Case>, Partial<Case>]>([
    [
      undefined,
      "a sentiment, a slot or an answer of ours",
      {},
      { lastEventAt: minutesAgo(0), status: "waiting" },
    ],
    ["CaseResolved", "its end", {}, resolved],
    ["CaseResolved", "its end without a resolution", {}, { status: "closed" }],
    [undefined, "its closing, once it is resolved", resolved, { status: "closed" }],
    [
      "CaseReopened",
      "the customer's return, which they did by writing",
      resolved,
      { ...heard, status: "open" },
    ],
    ["HumanRequested", "a wish for a human, said in words", {}, { ...heard, humanWantedAt: minutesAgo(1) }],
    [
      "HumanRequested",
      "the wish once more",
      { humanWantedAt: minutesAgo(9) },
      { humanWantedAt: minutesAgo(1) },
    ],
    ["CallbackRequested", "a wish to be called", {}, { ...heard, callbackAt: minutesAgo(1) }],
    ["CustomerLeft", "a call that the customer ended", {}, { leftAt: minutesAgo(1) }],
    ["CaseOwnerChanged", "its first owner", {}, given],
    ["CaseOwnerChanged", "another owner", { owner: { agentId: "ali" } }, given],
    [undefined, "the owner it had, told again", given, given],
    ["CustomerReplied", "a further message", { heardAt: minutesAgo(9) }, heard],
    [
      "CustomerReplied",
      "a further message while we wait for it",
      { status: "waiting" },
      { ...heard, status: "open" },
    ],
    [undefined, "a message that came too late to reopen it", resolved, { ...resolved, ...heard }],
    ["CaseResolved", "its end, whatever else came with it", {}, { ...resolved, ...given, ...heard }],
  ])("is %s: %s", (news, _, before, after) => {
    expect(newsOf(aCase(before), aCase({ ...before, ...after }))).toBe(news);
  });

  it("is its opening, where nobody knows it", () => {
    expect(newsOf(aCase(), aCase({ caseId: "C1-m2", ...given }))).toBe("CaseOpened");
  });

  it("is no news of a part of another case, and a version further all the same", () => {
    const part = { partOf: "C1-m0" };
    const [change] = changesOf(known(aCase(part)), [aCase({ ...part, ...resolved })]);
    expect(change).toMatchObject({ announce: undefined, found: { version: 2 } });
  });
});
