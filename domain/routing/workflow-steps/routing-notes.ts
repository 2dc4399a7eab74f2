/** What the workflow writes onto a case's timeline, dated by the routing itself, so that it is written once. */
import type { ActDeps } from "../../cases/act-on-case.ts";
import { noteOnCase } from "../../cases/note-on-case.ts";
import type { Policies } from "../../policies/policies.ts";
import type { RoutingStore } from "../routing-store.ts";
import type { CaseNote } from "./deps.ts";

export interface NotesDeps extends Pick<ActDeps, "readMember" | "attachments"> {
  readonly store: Pick<RoutingStore, "readRouting">;
  readonly policies: Policies;
}

/** @returns what `noteOnCase` of the workflow's steps is */
export function routingNotes(deps: NotesDeps) {
  return async ({ caseId, leg, kind, agentId, token }: CaseNote): Promise<void> => {
    const [routing, { policy }] = await Promise.all([
      deps.store.readRouting(caseId),
      deps.policies.current("cases"),
    ]);
    const { reservation, ended } = routing ?? {};
    const at =
      kind === "case.abandoned" ? ended?.at : reservation?.token === token ? reservation?.since : undefined;
    // The case has moved on meanwhile: whoever moved it writes down what became of it.
    if (at === undefined) return;
    await noteOnCase(deps, { caseId, leg, kind, at: new Date(at), agentId }, policy);
  };
}
