/** One customer and the identifiers we know them by; read again when something of theirs lands or changes. */
import { useCallback, useEffect, useState } from "react";
import type { Customer, CustomerIdentifier } from "../../schemas/api/shapes.ts";
import type { Api } from "../api/api.ts";
import { isMissing } from "../api/api-error.ts";
import type { LiveFeed } from "../live/live-feed.ts";
import { useReading } from "../shell/use-reading.ts";
import { inABurst } from "./in-a-burst.ts";

/** A burst of contacts is one reason to read again, not many. */
const settleMs = 700;

export interface KnownCustomer {
  customer: Customer;
  identifiers: readonly CustomerIdentifier[];
}

export interface OpenCustomer {
  /** Nothing while loading, `unknown` when there is no such customer, `failed` when it cannot be read. */
  known: KnownCustomer | "unknown" | "failed" | undefined;
  /** Who the customer is today: one merged into another answers as the survivor. */
  customerId: string;
  /** Counts the reasons to read everything about the customer again. */
  revision: number;
  /** Counts how often what the customer consists of has changed: the timeline is another one then. */
  composition: number;
  readAgain(): void;
}

export function useCustomer(api: Api, feed: LiveFeed, openedId: string): OpenCustomer {
  const [revision, setRevision] = useState(0);
  const readAgain = useCallback(() => setRevision((count) => count + 1), []);
  const read = useCallback(async (): Promise<KnownCustomer> => {
    const [customer, identifiers] = await Promise.all([api.customer(openedId), api.identifiers(openedId)]);
    return { customer, identifiers };
  }, [api, openedId]);
  const { value, failure } = useReading(read, revision);
  const customerId = value?.customer.customerId ?? openedId;

  useEffect(() => {
    const soon = inABurst(readAgain, settleMs);
    const notice = (changedId: string) => {
      if (changedId === openedId || changedId === customerId) soon.call();
    };
    const stop = feed.listen({
      onContact: (contact) => notice(contact.customerId),
      onChange: notice,
      onOpen: soon.call,
    });
    return () => {
      stop();
      soon.cancel();
    };
  }, [feed, openedId, customerId, readAgain]);

  const missing = isMissing(failure) ? "unknown" : "failed";
  return {
    known: value ?? (failure === undefined ? undefined : missing),
    customerId,
    revision,
    composition: useChanges(value && identityOf(value)),
    readAgain,
  };
}

const identityOf = ({ customer, identifiers }: KnownCustomer) =>
  [customer.customerId, ...identifiers.map(({ identifierId }) => identifierId).toSorted()].join(" ");

/** @returns how often a value has changed since it was first known */
function useChanges(value: string | undefined): number {
  const [seen, setSeen] = useState<{ value: string; changes: number }>();
  if (value !== undefined && value !== seen?.value) {
    setSeen({ value, changes: seen === undefined ? 0 : seen.changes + 1 });
  }
  return seen?.changes ?? 0;
}
