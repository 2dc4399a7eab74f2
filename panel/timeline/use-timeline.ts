/** A customer's timeline as far as it is loaded, kept up to date while it is open. */
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Channel } from "../../schemas/contact-event.ts";
import type { Api } from "../api/api.ts";
import { isForbidden, isMissing, isUnreachable } from "../api/api-error.ts";
import type { OpenCustomer } from "../customer/use-customer.ts";
import type { LiveFeed } from "../live/live-feed.ts";
import { useFlashes } from "../shell/flashes.tsx";
import { addLanded, addOlder, type LoadedTimeline, renewTimeline, startTimeline } from "./timeline-pages.ts";

export type TimelineOwner = Pick<OpenCustomer, "customerId" | "revision" | "composition">;

interface Subject {
  customerId: string;
  channel: Channel | undefined;
}

interface Loaded {
  subject: Subject;
  timeline: LoadedTimeline;
}

export function useTimeline(api: Api, feed: LiveFeed, owner: TimelineOwner, channel: Channel | undefined) {
  const { customerId, revision, composition } = owner;
  const { showError } = useFlashes();
  const [loaded, setLoaded] = useState<Loaded>();
  const [failed, setFailed] = useState(false);
  const [loadingOlder, setLoadingOlder] = useState(false);
  // A merge or an unmerge makes another timeline of it, which starts with its own newest page.
  const subject = useMemo(() => ({ customerId, channel, composition }), [customerId, channel, composition]);
  const asked = useMemo(() => ({ subject, revision }), [subject, revision]);

  const change = useCallback(
    (next: (timeline: LoadedTimeline) => LoadedTimeline) =>
      setLoaded((before) => before && { ...before, timeline: next(before.timeline) }),
    [],
  );

  useEffect(() => {
    let current = true;
    const { subject } = asked;
    api.timeline(subject.customerId, { channel: subject.channel }).then(
      (page) => {
        if (!current) return;
        setFailed(false);
        setLoaded((before) => ({
          subject,
          timeline: before?.subject === subject ? renewTimeline(before.timeline, page) : startTimeline(page),
        }));
      },
      (error: unknown) => {
        if (!current || isForbidden(error)) return;
        setFailed(true);
        if (!isMissing(error) && !(asked.revision > 0 && isUnreachable(error))) showError(error);
      },
    );
    return () => {
      current = false;
    };
  }, [api, asked, showError]);

  useEffect(
    () =>
      feed.listen({
        onContact: ({ customerId: landedOn, event }) => {
          if (landedOn !== customerId || (channel !== undefined && event.channel !== channel)) return;
          change((timeline) => addLanded(timeline, event));
        },
      }),
    [feed, customerId, channel, change],
  );

  const fits = loaded?.subject.customerId === customerId && loaded.subject.channel === channel;
  const timeline = fits ? loaded.timeline : undefined;
  const cursor = timeline?.nextCursor;
  const loadOlder = useCallback(async () => {
    setLoadingOlder(true);
    try {
      const page = await api.timeline(customerId, { channel, cursor });
      change((before) => (before.nextCursor === cursor ? addOlder(before, page) : before));
    } catch (error) {
      showError(error);
    } finally {
      setLoadingOlder(false);
    }
  }, [api, customerId, channel, cursor, change, showError]);

  return { timeline, failed, loadOlder, loadingOlder };
}
