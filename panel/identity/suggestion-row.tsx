/** Another customer that may be this person, on this person's page. */
import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import type { MergeSuggestion } from "../../schemas/api/shapes.ts";
import { Confirm } from "../shell/confirm.tsx";
import { useAction } from "../shell/use-action.ts";
import { useText } from "../text/language.tsx";
import { nameOf, SuggestedCustomer } from "./suggested-customer.tsx";
import type { Merging } from "./use-merging.ts";
import { WhySuggested } from "./why-suggested.tsx";

interface Props {
  suggestion: MergeSuggestion;
  /** Whose page it is; survives. */
  customerId: string;
  merging: Merging;
}

export function SuggestionRow({ suggestion, customerId, merging }: Props) {
  const { t } = useText();
  const { busy, run } = useAction();
  const [asking, setAsking] = useState(false);
  const other = suggestion.customers.find((one) => one.customerId !== customerId);
  if (other === undefined) return null;
  const name = nameOf(other) ?? t("who.unknown");

  async function accept() {
    await run(() => merging.accept(suggestion, customerId));
    setAsking(false);
  }

  return (
    <section
      className="suggestion"
      aria-label={t("suggestion.about", { name })}
      data-testid="suggestion"
      data-suggestion-id={suggestion.suggestionId}
    >
      <SuggestedCustomer customer={other} />
      <WhySuggested suggestion={suggestion} />
      <div className="case-actions">
        <Button data-testid="suggestion-accept" onClick={() => setAsking(true)}>
          {t("suggestion.merge")}
        </Button>
        <Button
          variant="link"
          disabled={busy}
          data-testid="suggestion-dismiss"
          onClick={() => void run(() => merging.dismiss(suggestion))}
        >
          {t("suggestion.notTheSame")}
        </Button>
      </div>
      {asking && (
        <Confirm
          title={t("merge.askTitle", { name })}
          yes={t("suggestion.merge")}
          busy={busy}
          onYes={() => void accept()}
          onNo={() => setAsking(false)}
        >
          {t("merge.askHint")}
        </Confirm>
      )}
    </section>
  );
}
