/** What a source wants everybody to know who deals with this customer. */
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { AgentProfile } from "../../schemas/profile.ts";
import { valueWords } from "../show/value-words.ts";
import { useText } from "../text/language.tsx";

export function Warnings({ profile: { attributes } }: { profile: AgentProfile }) {
  const { t, language } = useText();
  const alarms = valueWords(attributes.alarms?.value ?? null, { language, t });
  if (alarms.length === 0) return null;
  return (
    <ul className="warnings" aria-label={t("attribute.alarms")}>
      {alarms.map((alarm) => (
        <li key={alarm}>
          <StatusIndicator type="warning">{alarm}</StatusIndicator>
        </li>
      ))}
    </ul>
  );
}
