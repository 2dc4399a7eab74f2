/** The page's addresses, after the `#`: shareable, and no server needs to know them. Pure. */

export type Route =
  | { page: "contacts" }
  | { page: "customer"; customerId: string }
  | { page: "merge-suggestions" };

export const contactsHref = "#/";

export const suggestionsHref = "#/merge-suggestions";

export const customerHref = (customerId: string) => `#/customers/${encodeURIComponent(customerId)}`;

/** An address we do not know leads to the list of contacts. */
export function readRoute(hash: string): Route {
  if (/^#\/merge-suggestions\/?$/.test(hash)) return { page: "merge-suggestions" };
  const coded = /^#\/customers\/([^/?]+)\/?$/.exec(hash)?.[1];
  const customerId = coded === undefined ? undefined : decode(coded);
  return customerId === undefined ? { page: "contacts" } : { page: "customer", customerId };
}

function decode(coded: string): string | undefined {
  try {
    return decodeURIComponent(coded);
  } catch {
    return undefined;
  }
}
