/** The contacts before a contact, as Amazon Connect names them. */

type Id = string | null | undefined;

export interface ContactIds {
  readonly contactId: string;
  /** Whom it was transferred from, called back for, or followed up. */
  readonly previous: Id;
  readonly related: Id;
  readonly initial: Id;
}

/** Connect names a contact itself where there is none before it. */
export function chainOf({ contactId, previous, related, initial }: ContactIds) {
  const earlier = [previous, related, initial].filter((id) => typeof id === "string");
  return {
    earlier: [...new Set(earlier)].filter((id) => id !== "" && id !== contactId),
    previous: previous === null || previous === "" || previous === contactId ? undefined : previous,
  };
}
