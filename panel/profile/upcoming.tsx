/** Dates worth knowing about beforehand. */
import Icon from "@cloudscape-design/components/icon";
import type { AgentProfile } from "../../schemas/profile.ts";
import { calendarDate, inDaysWords } from "../show/time.ts";
import { useText } from "../text/language.tsx";

export function Upcoming({ dates }: { dates: AgentProfile["upcoming"] }) {
  const { t, language } = useText();
  if (dates.length === 0) return null;
  return (
    <ul className="upcoming" aria-label={t("profile.upcoming")}>
      {dates.map(({ what, label, on, inDays }) => {
        const name = t(what === "birthday" ? "attribute.birthday" : "profile.renewal");
        return (
          <li key={`${what} ${on} ${label}`} data-testid="profile-upcoming">
            <Icon name="calendar" />
            <span>
              <strong>{label === undefined ? name : `${name}: ${label}`}</strong>
              <br />
              <span className="muted">
                {calendarDate(on, language)}, {inDaysWords(inDays, language)}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
