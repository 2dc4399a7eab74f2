/** The points of a customer and, on demand, why: every entry of the ledger. */
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import { useCallback, useState } from "react";
import type { Api } from "../api/api.ts";
import type { OpenCustomer } from "../customer/use-customer.ts";
import { SectionState } from "../shell/section-state.tsx";
import { useNow } from "../shell/use-now.ts";
import { useReading } from "../shell/use-reading.ts";
import { Ago } from "../show/ago.tsx";
import { useText } from "../text/language.tsx";

interface Props {
  api: Api;
  owner: Pick<OpenCustomer, "customerId" | "revision">;
  balance: number;
}

export function Points({ api, owner, balance }: Props) {
  const { t, language } = useText();
  const [open, setOpen] = useState(false);
  const points = new Intl.NumberFormat(language).format(balance);
  return (
    <ExpandableSection
      headerText={t("points.why", { points })}
      headingTagOverride="h3"
      variant="footer"
      expanded={open}
      onChange={({ detail }) => setOpen(detail.expanded)}
      data-testid="points"
    >
      {open && <Ledger api={api} owner={owner} />}
    </ExpandableSection>
  );
}

function Ledger({ api, owner: { customerId, revision } }: Pick<Props, "api" | "owner">) {
  const { t, language } = useText();
  const now = useNow();
  const read = useCallback(() => api.points(customerId), [api, customerId]);
  const points = useReading(read, revision);
  const { value } = points;
  const signed = new Intl.NumberFormat(language, { signDisplay: "exceptZero" });
  return (
    <>
      <SectionState reading={points} lines={3} />
      {value?.items.length === 0 && <p className="section-empty">{t("points.none")}</p>}
      {value !== undefined && value.items.length > 0 && (
        <ol className="ledger">
          {value.items.map((entry) => (
            <li key={`${entry.eventId} ${entry.ruleId}`} data-testid="points-entry">
              <span>{entry.label[language]}</span>
              <strong className={entry.now < 0 ? "minus" : "plus"}>{signed.format(entry.now)}</strong>
              <small className="muted">
                <Ago instant={entry.occurredAt} now={now} />
                {entry.now !== entry.points &&
                  ` · ${t("points.faded", { points: signed.format(entry.points) })}`}
              </small>
            </li>
          ))}
          <li className="ledger-sum">
            <span>{t("points.balance")}</span>
            <strong>{new Intl.NumberFormat(language).format(value.balance)}</strong>
          </li>
        </ol>
      )}
    </>
  );
}
