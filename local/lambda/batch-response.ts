/** Reads a handler's partial batch response. Pure. */
import * as z from "zod";
import type { Invocation } from "./functions.ts";

const response = z.object({
  batchItemFailures: z
    .array(z.object({ itemIdentifier: z.string().min(1) }))
    .nullish()
    .transform((failures) => failures ?? []),
});

/**
 * @param identifiers of the batch's items, in order
 * @returns those that failed: all for an error, an unreadable answer or an identifier not in the batch
 */
export function failedItems(
  invocation: Invocation,
  identifiers: readonly string[],
  reportsItemFailures: boolean,
): ReadonlySet<string> {
  if (!invocation.ok) return new Set(identifiers);
  if (!reportsItemFailures || invocation.payload === null) return new Set();
  const parsed = response.safeParse(invocation.payload);
  if (!parsed.success) return new Set(identifiers);
  const failed = parsed.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  const known = new Set(identifiers);
  return new Set(failed.every((identifier) => known.has(identifier)) ? failed : identifiers);
}
