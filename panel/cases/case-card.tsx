/** One case that needs work: what it is, where it stands, what is still to ask, and what can be done. */
import type { CaseView } from "../../schemas/api/shapes.ts";
import type { Api } from "../api/api.ts";
import { ChannelIcon } from "../show/channel-icon.tsx";
import { caseTypeNames } from "../show/intent-words.ts";
import { caseStatusNames, channelNames } from "../show/names.ts";
import { shortDate } from "../show/time.ts";
import { useText } from "../text/language.tsx";
import { CaseActions } from "./case-actions.tsx";
import { CaseDot } from "./case-chip.tsx";
import { type CaseMark, caseName } from "./case-marks.ts";
import { CaseStatusMark } from "./case-status-mark.tsx";
import { Clocks } from "./clocks.tsx";
import { Slots } from "./slots.tsx";
import type { ChosenCase } from "./use-cases.ts";

interface Props {
  api: Api;
  found: CaseView;
  mark: CaseMark | undefined;
  chosen: ChosenCase;
  changed: () => void;
}

export function CaseCard({ api, found, mark, chosen, changed }: Props) {
  const { t } = useText();
  const pressed = chosen.caseId === found.caseId;
  const name = caseName(found, t);
  return (
    <article
      className={pressed ? "case chosen" : "case"}
      aria-label={name}
      data-testid="case"
      data-case-id={found.caseId}
    >
      <div className="case-head">
        <h3>
          <button
            type="button"
            className="bare-button case-title"
            aria-pressed={pressed}
            title={t(pressed ? "case.showAll" : "case.showThis")}
            data-testid="case-choose"
            onClick={() => chosen.choose(pressed ? undefined : found.caseId)}
          >
            <CaseDot mark={mark} />
            {name}
          </button>
        </h3>
        {found.intent !== undefined && <span className="case-type">{t(caseTypeNames[found.type])}</span>}
        <CaseStatusMark status={found.status} words={t(caseStatusNames[found.status])} />
      </div>
      <Facts found={found} />
      <Clocks found={found} />
      <Slots api={api} found={found} changed={changed} />
      <CaseActions api={api} found={found} changed={changed} />
    </article>
  );
}

function Facts({ found: { channels, owner, openedAt } }: { found: CaseView }) {
  const { t, language } = useText();
  return (
    <p className="case-facts">
      <span className="case-channels">
        {channels.map((channel) => (
          <span key={channel} className="case-channel">
            <ChannelIcon channel={channel} /> {t(channelNames[channel])}
          </span>
        ))}
      </span>
      <span data-testid="case-owner">
        {owner === undefined ? t("case.noOwner") : t("case.owner", { agent: owner.agentId })}
      </span>
      <span>{t("case.openedAt", { time: shortDate(openedAt, language) })}</span>
    </p>
  );
}
