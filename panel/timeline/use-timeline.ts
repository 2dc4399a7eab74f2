/** A customer's timeline as far as it is loaded, kept up to date while it is open. */
import { useCallback, useEffect, useState } from "react";
import type { Channel } from "../../schemas/contact-event.ts";
import type { Api } from "../api/api.ts";
import { ApiError, isForbidden } from "../api/api-error.ts";
import type { LiveFeed } from "../live/live-feed.ts";
import { useFlashes } from "../shell/flashes.tsx";
import { addLanded, addOlder, type LoadedTimeline, renewTimeline, startTimeline } from "./timeline-pages.ts";

interface Subject {
  customerId: string;
  channel: Channel | undefined;
}

export function useTimeline(api: Api, feed: LiveFeed, { customerId, channel }: Subject) {
  const { showError } = useFlashes();
  const [timeline, setTimeline] = useState<LoadedTimeline>();
  const [failed, setFailed] = useState(false);
  const [loadingOlder, setLoadingOlder] = useState(false);

  useEffect(() => {
    let current = true;
    setTimeline(undefined);
    setFailed(false);

    async function read() {
      try {
        const page = await api.timeline(customerId, { channel });
        if (!current) return;
        setFailed(false);
        setTimeline((loaded) => (loaded === undefined ? startTimeline(page) : renewTimeline(loaded, page)));
      } catch (error) {
        if (!current || isForbidden(error)) return;
        setFailed(true);
        if (!(error instanceof ApiError && error.status === 404)) showError(error);
      }
    }

    void read();
    const stop = feed.listen({
      onContact: (contact) => {
        if (contact.customerId !== customerId) return;
        if (channel !== undefined && contact.event.channel !== channel) return;
        setTimeline((loaded) => loaded && addLanded(loaded, contact.event));
      },
      onOpen: () => void read(),
    });
    return () => {
      current = false;
      stop();
    };
  }, [api, feed, customerId, channel, showError]);

  const cursor = timeline?.nextCursor;
  const loadOlder = useCallback(async () => {
    setLoadingOlder(true);
    try {
      const page = await api.timeline(customerId, { channel, cursor });
      setTimeline((loaded) => (loaded?.nextCursor === cursor ? loaded && addOlder(loaded, page) : loaded));
    } catch (error) {
      showError(error);
    } finally {
      setLoadingOlder(false);
    }
  }, [api, customerId, channel, cursor, showError]);

  return { timeline, failed, loadOlder, loadingOlder };
}
