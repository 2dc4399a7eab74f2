/** Everything a customer ever did with us, newest first, day by day. */
import "./timeline.css";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useState } from "react";
import { type Channel, channels } from "../../schemas/contact-event.ts";
import type { Api } from "../api/api.ts";
import type { CaseMark } from "../cases/case-marks.ts";
import type { ChosenCase } from "../cases/use-cases.ts";
import { ChannelFilter } from "../contacts/channel-filter.tsx";
import type { LiveFeed } from "../live/live-feed.ts";
import { useNow } from "../shell/use-now.ts";
import { dayTitle } from "../show/time.ts";
import { useText } from "../text/language.tsx";
import { groupByDay } from "./by-day.ts";
import { foldStatuses } from "./fold-statuses.ts";
import { TimelineItem } from "./timeline-item.tsx";
import { type TimelineOwner, useTimeline } from "./use-timeline.ts";

interface Props {
  api: Api;
  feed: LiveFeed;
  owner: TimelineOwner;
  marks: ReadonlyMap<string, CaseMark>;
  chosen: ChosenCase;
}

export function Timeline({ api, feed, owner, marks, chosen }: Props) {
  const { t, language } = useText();
  const now = useNow();
  const [channel, setChannel] = useState<Channel>();
  const { timeline, failed, loadOlder, loadingOlder } = useTimeline(api, feed, owner, channel);
  const entries = foldStatuses(timeline?.events ?? [], (event) => event);
  const days = groupByDay(entries, ({ item }) => item.occurredAt);

  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t("timeline.description")}
          actions={<ChannelFilter channel={channel} choices={channels} choose={setChannel} />}
        >
          {t("timeline.title")}
        </Header>
      }
    >
      {days.map(({ date, items }) => (
        <section key={date} className="day" aria-label={dayTitle(date, now, language)}>
          <h3 className="day-title">
            <span>{dayTitle(date, now, language)}</span>
          </h3>
          {items.map(({ item, status }) => (
            <TimelineItem
              key={item.eventId}
              event={item}
              status={status}
              mark={marks.get(item.caseId ?? "")}
              chosen={chosen}
            />
          ))}
        </section>
      ))}
      {timeline === undefined && !failed && (
        <StatusIndicator type="loading">{t("timeline.loading")}</StatusIndicator>
      )}
      {timeline !== undefined && days.length === 0 && (
        <Box textAlign="center" color="text-body-secondary" padding="l">
          {t(channel === undefined ? "timeline.none" : "timeline.noneOfChannel")}
        </Box>
      )}
      {timeline?.nextCursor !== undefined && (
        <div className="load-more">
          <Button loading={loadingOlder} data-testid="timeline-more" onClick={() => void loadOlder()}>
            {t("timeline.more")}
          </Button>
        </div>
      )}
    </Container>
  );
}
