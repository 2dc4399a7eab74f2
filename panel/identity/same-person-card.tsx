/** Whether this customer is somebody else too: what the rules wonder, what was merged, and merging by hand. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useCallback } from "react";
import type { CustomerIdentifier } from "../../schemas/api/shapes.ts";
import type { Api } from "../api/api.ts";
import type { OpenCustomer } from "../customer/use-customer.ts";
import { SectionState } from "../shell/section-state.tsx";
import { useReading } from "../shell/use-reading.ts";
import { useText } from "../text/language.tsx";
import { MergeByHand } from "./merge-by-hand.tsx";
import { MergeRow } from "./merge-row.tsx";
import { SuggestionRow } from "./suggestion-row.tsx";
import { useMerging } from "./use-merging.ts";

interface Props {
  api: Api;
  owner: Pick<OpenCustomer, "customerId" | "revision" | "readAgain">;
  identifiers: readonly CustomerIdentifier[];
}

export function SamePersonCard({ api, owner: { customerId, revision, readAgain }, identifiers }: Props) {
  const { t } = useText();
  const merging = useMerging(api, readAgain);
  const read = useCallback(async () => {
    const [suggestions, merges] = await Promise.all([
      api.customerSuggestions(customerId),
      api.merges(customerId),
    ]);
    return { suggestions, merges };
  }, [api, customerId]);
  const reading = useReading(read, revision);
  const { suggestions = [], merges = [] } = reading.value ?? {};

  return (
    <Container data-testid="same-person" header={<Header variant="h2">{t("samePerson.title")}</Header>}>
      <SectionState reading={reading} lines={2} />
      {suggestions.map((suggestion) => (
        <SuggestionRow
          key={suggestion.suggestionId}
          suggestion={suggestion}
          customerId={customerId}
          merging={merging}
        />
      ))}
      {reading.value !== undefined && suggestions.length === 0 && merges.length === 0 && (
        <p className="section-empty">{t("samePerson.none")}</p>
      )}
      {merges.length > 0 && (
        <ul className="merges" aria-label={t("samePerson.merges")}>
          {merges.map((merge) => (
            <MergeRow key={merge.mergeId} merge={merge} identifiers={identifiers} merging={merging} />
          ))}
        </ul>
      )}
      <MergeByHand api={api} customerId={customerId} merging={merging} />
    </Container>
  );
}
