/** The quarantine as far as it is loaded: read again when something happens. */
import { useCallback, useEffect, useState } from "react";
import type { MergeSuggestion } from "../../schemas/api/shapes.ts";
import type { Api } from "../api/api.ts";
import { inABurst } from "../customer/in-a-burst.ts";
import type { LiveFeed } from "../live/live-feed.ts";
import { type Reading, useReading } from "../shell/use-reading.ts";

/** Whatever happens may make a suggestion; the list need not follow at once. */
const settleMs = 2000;

interface Suggestions {
  items: readonly MergeSuggestion[];
  more: boolean;
}

export function useSuggestions(api: Api, feed: LiveFeed) {
  const [pages, setPages] = useState(1);
  const [revision, setRevision] = useState(0);
  const readAgain = useCallback(() => setRevision((count) => count + 1), []);
  const read = useCallback(async (): Promise<Suggestions> => {
    const items: MergeSuggestion[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < pages; page += 1) {
      const { items: more, nextCursor } = await api.suggestions(cursor);
      items.push(...more);
      cursor = nextCursor;
      if (cursor === undefined) break;
    }
    return { items, more: cursor !== undefined };
  }, [api, pages]);
  const reading: Reading<Suggestions> = useReading(read, revision);

  useEffect(() => {
    const soon = inABurst(readAgain, settleMs);
    const stop = feed.listen({ onContact: soon.call, onChange: soon.call, onOpen: soon.call });
    return () => {
      stop();
      soon.cancel();
    };
  }, [feed, readAgain]);

  return { reading, readAgain, readMore: () => setPages((count) => count + 1) };
}
