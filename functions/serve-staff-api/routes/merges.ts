/** Routes that make two customers one, take that back, and settle what the rules left open. */

import { nameOfPerson } from "../../../domain/customer/summary.ts";
import {
  type MergeDeps,
  type MergeWish,
  mergeCustomers,
  mergesOf,
  unmergeCustomers,
} from "../../../domain/identity/merge-customers.ts";
import {
  identifiersOf,
  isMember,
  type MergeEdge,
  type Person,
  readPerson,
} from "../../../domain/identity/person.ts";
import { customersOf, type Suggestion } from "../../../domain/identity/suggestion.ts";
import { conflict, done, type Input, invalid, notFound, ok } from "../../../schemas/api/answer.ts";
import type { Merge, MergeSuggestion, SuggestionDecision } from "../../../schemas/api/shapes.ts";

export interface MergeRouteDeps extends MergeDeps {
  /** Ids of open suggestions behind `after`, in the order of ids. */
  readonly openSuggestions: (
    limit: number,
    after: string | undefined,
  ) => Promise<{ readonly suggestionIds: readonly string[]; readonly more: boolean }>;
  readonly dismissSuggestion: (suggestionId: string) => Promise<"decided" | "undecided">;
}

type CustomerPath = { readonly customerId: string };
type SuggestionPath = { readonly suggestionId: string };

export function mergeRoutes(deps: MergeRouteDeps) {
  const personOf = (customerId: string) => readPerson(deps.readMember, customerId);

  /** The suggestion as it stands; `undefined` when it is decided, or the two are one by now. */
  const openSuggestion = async (suggestionId: string): Promise<MergeSuggestion | undefined> => {
    const customers = customersOf(suggestionId);
    if (customers === undefined) return undefined;
    const [first, second] = await Promise.all(customers.map(personOf));
    if (first === undefined || second === undefined || isMember(first, customers[1])) return undefined;
    const found = first.members
      .flatMap(({ suggestions }) => suggestions)
      .find((one) => one.suggestionId === suggestionId && one.state === "open");
    return found === undefined ? undefined : shownSuggestion(found, [first, second]);
  };

  const merge = async (
    customerId: string,
    otherCustomerId: string,
    agentId: string,
    why: Pick<MergeWish, "reason" | "suggested">,
  ) => mergeCustomers(deps, { customerId, otherCustomerId, by: { kind: "agent", agentId }, ...why });

  return {
    listMerges: async ({ path }: Input<CustomerPath, unknown, unknown>) => {
      const person = await personOf(path.customerId);
      return person === undefined
        ? notFound
        : ok({ items: mergesOf(person).map((edge) => shownMerge(person, edge)) });
    },
    mergeCustomers: async ({
      path,
      body,
      caller,
    }: Input<CustomerPath, unknown, { customerId: string; reason: string }>) => {
      const merged = await merge(path.customerId, body.customerId, caller.agentId, { reason: body.reason });
      if (merged.kind === "not-found") return notFound;
      if (merged.kind === "already-one") return conflict(`both are customer ${merged.customerId} already`);
      return ok({ mergeId: merged.edge.mergeId, customerId: merged.edge.customerId });
    },
    unmergeCustomers: async ({ path }: Input<CustomerPath & { mergeId: string }, unknown, unknown>) =>
      (await unmergeCustomers(deps, path.customerId, path.mergeId)) === "not-found" ? notFound : done,
    listCustomerSuggestions: async ({ path }: Input<CustomerPath, unknown, unknown>) => {
      const person = await personOf(path.customerId);
      if (person === undefined) return notFound;
      const open = person.members.flatMap(({ suggestions }) =>
        suggestions.filter(({ state }) => state === "open"),
      );
      const ids = [...new Set(open.map(({ suggestionId }) => suggestionId))];
      const shown = await Promise.all(ids.map(openSuggestion));
      return ok({ items: shown.filter((one) => one !== undefined) });
    },
    listSuggestions: async ({
      query,
    }: Input<unknown, { limit: number; cursor?: string | undefined }, unknown>) => {
      const after =
        query.cursor === undefined ? undefined : Buffer.from(query.cursor, "base64url").toString();
      const { suggestionIds, more } = await deps.openSuggestions(query.limit, after);
      const shown = await Promise.all(suggestionIds.map(openSuggestion));
      const last = suggestionIds.at(-1);
      return ok({
        items: shown.filter((one) => one !== undefined),
        ...(more && last !== undefined ? { nextCursor: Buffer.from(last).toString("base64url") } : {}),
      });
    },
    decideSuggestion: async ({
      path: { suggestionId },
      body,
      caller,
    }: Input<SuggestionPath, unknown, SuggestionDecision>) => {
      const found = await openSuggestion(suggestionId);
      if (found === undefined) return notFound;
      if (body.decision === "dismiss") {
        return (await deps.dismissSuggestion(suggestionId)) === "decided"
          ? ok({ suggestionId, decision: body.decision })
          : notFound;
      }
      const ids = found.customers.map(({ customerId }) => customerId);
      const other = ids.find((id) => id !== body.customerId);
      if (!ids.includes(body.customerId) || other === undefined) {
        return invalid("/customerId", `expected one of ${ids.join(", ")}`);
      }
      const merged = await merge(body.customerId, other, caller.agentId, { suggested: found.reason });
      if (merged.kind !== "merged") return conflict("both are one customer already");
      return ok({ suggestionId, decision: body.decision, mergeId: merged.edge.mergeId });
    },
  };
}

function shownMerge(person: Person, { members, identifierIds: _read, ...merge }: MergeEdge): Merge {
  const [merged, ...others] = person.members.filter(({ customerId }) => members.includes(customerId));
  const mergedName =
    merged === undefined
      ? undefined
      : nameOfPerson({ customerId: merge.mergedCustomerId, members: [merged, ...others] });
  return { ...merge, ...(mergedName === undefined ? {} : { mergedName }) };
}

/** Names and identifiers of both, never a history: that they are one is not proven. */
function shownSuggestion(found: Suggestion, persons: readonly Person[]): MergeSuggestion {
  const { suggestionId, reason, kinds, suggestedAt } = found;
  return {
    suggestionId,
    reason,
    kinds: [...kinds],
    suggestedAt,
    customers: persons.map((person) => {
      const name = nameOfPerson(person);
      return {
        customerId: person.customerId,
        createdAt: person.members[0].createdAt,
        identifiers: identifiersOf(person).map(({ kind, value, level }) => ({ kind, value, level })),
        ...(name === undefined ? {} : { name }),
      };
    }),
  };
}
