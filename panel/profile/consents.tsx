/** What the customer permits and forbids; what is forbidden first. */
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { channels } from "../../schemas/contact-event.ts";
import type { AgentProfile } from "../../schemas/profile.ts";
import { channelNames, consentStateNames } from "../show/names.ts";
import { purposeWords } from "../show/purpose-words.ts";
import { readable } from "../show/readable.ts";
import { shortDate } from "../show/time.ts";
import { useText } from "../text/language.tsx";
import type { Translate } from "../text/text.ts";

type Consent = AgentProfile["consents"][number];

export function Consents({ consents }: { consents: readonly Consent[] }) {
  const { t, language } = useText();
  if (consents.length === 0) return null;
  const severalBrands = new Set(consents.map(({ brand }) => brand)).size > 1;
  const deniedFirst = consents.toSorted((one, other) => Number(isGranted(one)) - Number(isGranted(other)));
  return (
    <section aria-label={t("profile.consents")}>
      <h3 className="profile-title">{t("profile.consents")}</h3>
      <ul className="consents">
        {deniedFirst.map((consent) => {
          const { brand, purpose, channel, state, at } = consent;
          const what = [
            severalBrands ? brand : "",
            purposeWords(purpose, t),
            consentChannelWords(channel, t),
          ];
          return (
            <li
              key={`${brand} ${purpose} ${channel}`}
              title={shortDate(at, language)}
              data-testid="consent"
              data-state={state}
            >
              <span>{what.filter((part) => part !== "").join(" · ")}</span>
              <StatusIndicator type={isGranted(consent) ? "success" : "error"}>
                {t(consentStateNames[state])}
              </StatusIndicator>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function consentChannelWords(name: string, t: Translate): string {
  const channel = channels.find((one) => one === name);
  if (channel !== undefined) return t(channelNames[channel]);
  return everyChannel.has(name) ? t("consent.everyChannel") : readable(name);
}

/** How senders write that a consent is for all channels. */
const everyChannel = new Set(["*", "all", "any"]);

const isGranted = ({ state }: Consent) => state === "granted";
