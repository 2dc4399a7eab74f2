/** Two customers side by side, and the three ways to decide: the one, the other, or not the same. */
import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import type { MergeSuggestion } from "../../schemas/api/shapes.ts";
import { Confirm } from "../shell/confirm.tsx";
import { useAction } from "../shell/use-action.ts";
import { useNow } from "../shell/use-now.ts";
import { Ago } from "../show/ago.tsx";
import { useText } from "../text/language.tsx";
import { nameOf, type Suggested, SuggestedCustomer } from "./suggested-customer.tsx";
import type { Merging } from "./use-merging.ts";
import { WhySuggested } from "./why-suggested.tsx";

interface Props {
  suggestion: MergeSuggestion;
  merging: Merging;
}

export function SuggestionPair({ suggestion, merging }: Props) {
  const { t } = useText();
  const now = useNow();
  const { busy, run } = useAction();
  const [kept, setKept] = useState<Suggested>();
  const { customers, suggestedAt, suggestionId } = suggestion;
  const nameFor = (customer: Suggested | undefined) => (customer && nameOf(customer)) ?? t("who.unknown");
  const [left, right] = customers;

  async function accept({ customerId }: Suggested) {
    await run(() => merging.accept(suggestion, customerId));
    setKept(undefined);
  }

  return (
    <li className="pair" data-testid="suggestion" data-suggestion-id={suggestionId}>
      <h2 className="pair-title">
        {t("suggestions.pair", { one: nameFor(left), other: nameFor(right) })}
        <small className="muted">
          <Ago instant={suggestedAt} now={now} />
        </small>
      </h2>
      <WhySuggested suggestion={suggestion} />
      <div className="pair-customers">
        {customers.map((customer, index) => (
          <div key={customer.customerId} className="pair-customer">
            <SuggestedCustomer customer={customer} />
            <Button
              data-testid={index === 0 ? "suggestion-keep-left" : "suggestion-keep-right"}
              ariaLabel={t("suggestions.keepNamed", { name: nameFor(customer) })}
              disabled={busy}
              onClick={() => setKept(customer)}
            >
              {t("suggestions.keep")}
            </Button>
          </div>
        ))}
      </div>
      <Button
        variant="link"
        disabled={busy}
        data-testid="suggestion-dismiss"
        onClick={() => void run(() => merging.dismiss(suggestion))}
      >
        {t("suggestion.notTheSame")}
      </Button>
      {kept !== undefined && (
        <Confirm
          title={t("merge.askTitle", {
            name: nameFor(customers.find(({ customerId }) => customerId !== kept.customerId)),
          })}
          yes={t("suggestion.merge")}
          busy={busy}
          onYes={() => void accept(kept)}
          onNo={() => setKept(undefined)}
        >
          {t("merge.askHint")}
        </Confirm>
      )}
    </li>
  );
}
