/** One customer and the identifiers we know them by; read again when something of theirs lands. */
import { useEffect, useState } from "react";
import type { Customer, CustomerIdentifier } from "../../schemas/api/shapes.ts";
import type { Api } from "../api/api.ts";
import { ApiError, isForbidden } from "../api/api-error.ts";
import type { LiveFeed } from "../live/live-feed.ts";
import { useFlashes } from "../shell/flashes.tsx";

/** A burst of contacts is one reason to read again, not many. */
const settleMs = 700;

export interface KnownCustomer {
  customer: Customer;
  identifiers: readonly CustomerIdentifier[];
}

/** @returns nothing while loading, `unknown` when there is no such customer, `failed` when it cannot be read */
export function useCustomer(
  api: Api,
  feed: LiveFeed,
  customerId: string,
): KnownCustomer | "unknown" | "failed" | undefined {
  const { showError } = useFlashes();
  const [known, setKnown] = useState<KnownCustomer | "unknown" | "failed">();

  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    setKnown(undefined);

    async function read() {
      try {
        const [customer, identifiers] = await Promise.all([
          api.customer(customerId),
          api.identifiers(customerId),
        ]);
        if (current) setKnown({ customer, identifiers });
      } catch (error) {
        if (!current || isForbidden(error)) return;
        const unknown = error instanceof ApiError && error.status === 404;
        setKnown((before) => before ?? (unknown ? "unknown" : "failed"));
        if (!unknown) showError(error);
      }
    }

    function readSoon() {
      clearTimeout(timer);
      timer = setTimeout(() => void read(), settleMs);
    }

    void read();
    const stop = feed.listen({
      onContact: (contact) => {
        if (contact.customerId === customerId) readSoon();
      },
      onOpen: readSoon,
    });
    return () => {
      current = false;
      clearTimeout(timer);
      stop();
    };
  }, [api, feed, customerId, showError]);

  return known;
}
