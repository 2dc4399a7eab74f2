/** The timeline items that something stands on, each a way to it. */
import "./brief.css";
import { useState } from "react";
import type { Citation } from "../../schemas/digest.ts";
import { useSpotlight } from "../customer/spotlight.tsx";
import { useNow } from "../shell/use-now.ts";
import { ChannelIcon } from "../show/channel-icon.tsx";
import { channelNames } from "../show/names.ts";
import { absoluteTime, shortMoment } from "../show/time.ts";
import { useText } from "../text/language.tsx";

/** What fits on a line; the others are shown on demand. */
const shownAtFirst = 2;

export function Citations({ cites }: { cites: readonly Citation[] }) {
  const { t, language } = useText();
  const [all, setAll] = useState(false);
  const [missed, setMissed] = useState<Citation>();
  const { show } = useSpotlight();
  const hidden = all || cites.length === shownAtFirst + 1 ? 0 : Math.max(0, cites.length - shownAtFirst);

  return (
    <>
      <span className="cites">
        {cites.slice(0, cites.length - hidden).map((citation) => (
          <Cite
            key={citation.eventId}
            citation={citation}
            follow={() => setMissed(show(citation.eventId) ? undefined : citation)}
          />
        ))}
        {hidden > 0 && (
          <button
            type="button"
            className="bare-button cite"
            aria-label={t("cite.more", { count: hidden })}
            onClick={() => setAll(true)}
          >
            +{hidden}
          </button>
        )}
      </span>
      <span role="status" className="cite-missed">
        {missed !== undefined && t("cite.notShown", { time: absoluteTime(missed.occurredAt, language) })}
      </span>
    </>
  );
}

function Cite({ citation, follow }: { citation: Citation; follow: () => void }) {
  const { t, language } = useText();
  const now = useNow();
  const { channel, eventId, occurredAt } = citation;
  const exactly = absoluteTime(occurredAt, language);
  const what = channel === undefined ? exactly : `${t(channelNames[channel])}, ${exactly}`;
  return (
    <button
      type="button"
      className="bare-button cite"
      aria-label={t("cite.show", { what })}
      title={what}
      data-testid="cite"
      data-event-id={eventId}
      onClick={follow}
    >
      {channel !== undefined && <ChannelIcon channel={channel} />}
      {shortMoment(occurredAt, now, language)}
    </button>
  );
}
