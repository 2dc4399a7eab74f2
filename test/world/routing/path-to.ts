/** How a run came to where it is, in words. */
import type { Node, State } from "./explore.ts";
import { type Call, textOf } from "./replay.ts";

/** Every write since the start, each with what its process had read before. */
export function pathTo(state: State): string[] {
  const path: string[] = [];
  for (let at: State | undefined = state; at?.by !== undefined; at = at.from) {
    path.unshift(...(typeof at.by === "string" ? [at.by] : readsOf(at.by.node)));
  }
  return path;
}

/** What a process has done since it wrote before, and what it writes. */
function readsOf(node: Node): string[] {
  const lines: string[] = [`${node.name}: ${node.calls.map(brief).join(" || ")}`];
  for (let at: Node | undefined = node; at?.parent !== undefined; at = at.parent) {
    const answers = at.history.at(-1) ?? [];
    if (answers.includes("saved") || answers.includes("told")) break;
    lines.unshift(
      `    read ${at.before.map((call, index) => `${brief(call)} -> ${textOf(answers[index]).length > 2 ? ids(answers[index]) : "nothing"}`).join(" || ")}`,
    );
  }
  return lines;
}

const brief = ({ method, args }: Call): string => `${method} ${ids(args)}`;

/** What a person wants to see of a call or an answer. */
function ids(value: unknown): string {
  const words = textOf(value).matchAll(
    /"(?:caseId|agentId|status|state|version)":("?[\w-]+)|"(saved|lost|told|over)"/g,
  );
  return Array.from(words, ([, word, answer]) => word ?? answer).join(" ");
}
