/** A merge that made this customer: by whom, why, when, and the way back. */
import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import type { CustomerIdentifier, Merge } from "../../schemas/api/shapes.ts";
import { Confirm } from "../shell/confirm.tsx";
import { useAction } from "../shell/use-action.ts";
import { absoluteTime, shortDate } from "../show/time.ts";
import { showIdentifier } from "../show/who.ts";
import { useText } from "../text/language.tsx";
import { mergedByWords, suggestionReasons } from "./merge-words.ts";
import type { Merging } from "./use-merging.ts";

interface Props {
  merge: Merge;
  /** Of the person: what the rule went by is among them. */
  identifiers: readonly CustomerIdentifier[];
  merging: Merging;
}

export function MergeRow({ merge, identifiers, merging }: Props) {
  const { t, language } = useText();
  const { busy, run } = useAction();
  const [asking, setAsking] = useState(false);
  const { by, mergedAt, mergedName, reason, suggested, evidence } = merge;
  const shared = identifiers.filter(({ identifierId }) => evidence?.identifierIds.includes(identifierId));

  async function undo() {
    await run(() => merging.undo(merge));
    setAsking(false);
  }

  return (
    <li className="merge" data-testid="merge" data-merge-id={merge.mergeId}>
      <div>
        {mergedName !== undefined && <strong className="merge-name">{mergedName}</strong>}
        <span>{mergedByWords(by, t)}</span>{" "}
        <time className="muted" dateTime={mergedAt} title={absoluteTime(mergedAt, language)}>
          {shortDate(mergedAt, language)}
        </time>
        {shared.length > 0 && <p className="merge-reason">{shared.map(showIdentifier).join(", ")}</p>}
        {suggested !== undefined && <p className="merge-reason">{t(suggestionReasons[suggested])}</p>}
        {reason !== undefined && <p className="merge-reason">“{reason}”</p>}
      </div>
      <Button variant="inline-link" iconName="undo" data-testid="merge-undo" onClick={() => setAsking(true)}>
        {t("merge.undo")}
      </Button>
      {asking && (
        <Confirm
          title={t("merge.askUndoTitle")}
          yes={t("merge.undo")}
          busy={busy}
          onYes={() => void undo()}
          onNo={() => setAsking(false)}
        >
          {t("merge.askUndoHint")}
        </Confirm>
      )}
    </li>
  );
}
