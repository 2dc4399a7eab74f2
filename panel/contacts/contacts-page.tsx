/** The first thing one sees: everything that lands, as it lands. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import LiveRegion from "@cloudscape-design/components/live-region";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useState } from "react";
import type { LiveContact } from "../../schemas/api/shapes.ts";
import { type Channel, channels } from "../../schemas/contact-event.ts";
import { useNow } from "../shell/use-now.ts";
import { kindWords } from "../show/kind-words.ts";
import { whoOf } from "../show/who.ts";
import { useText } from "../text/language.tsx";
import { foldStatuses } from "../timeline/fold-statuses.ts";
import { ChannelFilter } from "./channel-filter.tsx";
import { ContactRow } from "./contact-row.tsx";
import { NoContacts } from "./no-contacts.tsx";
import type { Phase } from "./use-contacts.ts";

interface Props {
  contacts: readonly LiveContact[];
  phase: Phase;
  withSimulator: boolean;
}

export function ContactsPage({ contacts, phase, withSimulator }: Props) {
  const { t } = useText();
  const now = useNow();
  const [channel, setChannel] = useState<Channel>();
  const entries = foldStatuses(contacts, ({ event }) => event);
  const shown = entries.filter(({ item }) => channel === undefined || item.event.channel === channel);
  const present = channels.filter(
    (one) => one === channel || entries.some(({ item }) => item.event.channel === one),
  );
  const newest = contacts[0];

  return (
    <Container
      disableContentPaddings={shown.length > 0}
      header={
        <Header
          variant="h1"
          description={t("contacts.description")}
          actions={<ChannelFilter channel={channel} choices={present} choose={setChannel} />}
        >
          {t("contacts.title")}
        </Header>
      }
    >
      {shown.length > 0 && (
        <ul className="contact-rows">
          {shown.map(({ item, status }) => (
            <ContactRow key={item.event.eventId} contact={item} status={status} now={now} />
          ))}
        </ul>
      )}
      {shown.length === 0 && phase === "loading" && (
        <StatusIndicator type="loading">{t("contacts.loading")}</StatusIndicator>
      )}
      {shown.length === 0 && phase !== "loading" && (
        <NoContacts
          filtered={channel !== undefined}
          failed={phase === "failed"}
          withSimulator={withSimulator}
          showAll={() => setChannel(undefined)}
        />
      )}
      <LiveRegion hidden={true}>
        {newest !== undefined && `${whoOf(newest) ?? t("who.unknown")}: ${kindWords(newest.event, t)}`}
      </LiveRegion>
    </Container>
  );
}
