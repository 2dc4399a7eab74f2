/** How the panel brings customers together and takes them apart. */
import * as z from "zod/mini";
import {
  mergedSchema,
  mergeSchema,
  mergeSuggestionSchema,
  pageOf,
  type SuggestionDecision,
  suggestionDecidedSchema,
} from "../../schemas/api/shapes.ts";
import { type Call, pageSize } from "./caller.ts";
import { customerPath } from "./customer-calls.ts";

const mergesPage = pageOf(mergeSchema);
const suggestionsPage = pageOf(mergeSuggestionSchema);
const nothing = z.undefined();

export const mergeCalls = (call: Call) => ({
  merges: async (id: string) => (await call(mergesPage, `${customerPath(id)}/merges`)).items,
  /** Makes `otherId` part of `id`. */
  merge: (id: string, otherId: string, reason: string) =>
    call(mergedSchema, `${customerPath(id)}/merges`, {
      method: "POST",
      body: { customerId: otherId, reason },
    }),
  unmerge: (id: string, mergeId: string) =>
    call(nothing, `${customerPath(id)}/merges/${encodeURIComponent(mergeId)}`, { method: "DELETE" }),
  customerSuggestions: async (id: string) =>
    (await call(suggestionsPage, `${customerPath(id)}/merge-suggestions`)).items,
  suggestions(cursor?: string) {
    const query = new URLSearchParams({ limit: String(pageSize) });
    if (cursor !== undefined) query.set("cursor", cursor);
    return call(suggestionsPage, `/v1/merge-suggestions?${query}`);
  },
  decideSuggestion: (suggestionId: string, decision: SuggestionDecision) =>
    call(suggestionDecidedSchema, `/v1/merge-suggestions/${encodeURIComponent(suggestionId)}`, {
      method: "POST",
      body: decision,
    }),
});
