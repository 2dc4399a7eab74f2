/** Two customers that may be one person, for a human to decide: what the rules would not do by themselves. */
import type { SuggestionReason } from "../../schemas/api/shapes.ts";
import type { IdentifierKind } from "../../schemas/contact-event.ts";

/** A suggestion as it is stored under each of the two customers, about the other. */
export interface Suggestion {
  readonly suggestionId: string;
  readonly otherCustomerId: string;
  readonly reason: SuggestionReason;
  readonly kinds: readonly IdentifierKind[];
  readonly suggestedAt: string;
  /** A dismissed one stays, so that it is not made again. */
  readonly state: "open" | "dismissed";
}

/** That a merge with another customer was taken back by hand: no rule repeats it. */
export interface Apart {
  readonly otherCustomerId: string;
  readonly at: string;
}

/** A new suggestion, of both customers. */
export interface NewSuggestion extends Omit<Suggestion, "otherCustomerId" | "state"> {
  readonly customerIds: readonly [string, string];
}

/** The same pair has the same suggestion, whoever comes first: `<smaller id>-<greater id>`. */
export function suggestionIdOf(customerId: string, otherCustomerId: string): string {
  return [customerId, otherCustomerId].sort().join("-");
}

/** The two customers of a suggestion; `undefined` when it is no id of ours. */
export function customersOf(suggestionId: string): readonly [string, string] | undefined {
  const [first, second, ...rest] = suggestionId.split("-");
  return first === undefined || second === undefined || rest.length > 0 ? undefined : [first, second];
}
