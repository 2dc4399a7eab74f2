/** The quarantine: customers that may be one person, for somebody to decide. */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import { useEffect } from "react";
import type { Api } from "../api/api.ts";
import type { LiveFeed } from "../live/live-feed.ts";
import { contactsHref } from "../shell/routes.ts";
import { SectionState } from "../shell/section-state.tsx";
import { useText } from "../text/language.tsx";
import { SuggestionPair } from "./suggestion-pair.tsx";
import { useMerging } from "./use-merging.ts";
import { useSuggestions } from "./use-suggestions.ts";

export function SuggestionsPage({ api, feed }: { api: Api; feed: LiveFeed }) {
  const { t } = useText();
  const { reading, readAgain, readMore } = useSuggestions(api, feed);
  const merging = useMerging(api, readAgain);
  const { value, stale } = reading;
  const title = t("suggestions.title");

  useEffect(() => {
    document.title = `${title} – Omniline`;
    return () => {
      document.title = "Omniline";
    };
  }, [title]);

  return (
    <div className="stack">
      <Link href={contactsHref}>← {t("customer.back")}</Link>
      <Container
        header={
          <Header variant="h1" description={t("suggestions.description")}>
            {title}
          </Header>
        }
      >
        <SectionState reading={reading} lines={4} />
        {value?.items.length === 0 && <p className="section-empty">{t("suggestions.none")}</p>}
        {value !== undefined && value.items.length > 0 && (
          <ul className="pairs">
            {value.items.map((suggestion) => (
              <SuggestionPair key={suggestion.suggestionId} suggestion={suggestion} merging={merging} />
            ))}
          </ul>
        )}
        {value?.more === true && (
          <div className="load-more">
            <Button loading={stale} data-testid="suggestions-more" onClick={readMore}>
              {t("suggestions.more")}
            </Button>
          </div>
        )}
      </Container>
    </div>
  );
}
