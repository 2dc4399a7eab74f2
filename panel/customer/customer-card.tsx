/** Who a customer is: a name, and every identifier we know, with how sure we are of it. */
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useEffect } from "react";
import type { Level } from "../../schemas/contact-event.ts";
import { identifierNames } from "../show/names.ts";
import { longDate } from "../show/time.ts";
import { mostRecognisableFirst, showIdentifier } from "../show/who.ts";
import { useText } from "../text/language.tsx";
import type { KnownCustomer } from "./use-customer.ts";

/** @param known nothing while loading */
export function CustomerCard({ known }: { known: KnownCustomer | undefined }) {
  const { t, language } = useText();
  const identifiers = mostRecognisableFirst(known?.identifiers ?? []);
  const first = identifiers[0];
  const name = known?.customer.name ?? (first === undefined ? t("who.unknown") : showIdentifier(first));
  const since =
    known === undefined ? " " : t("customer.since", { time: longDate(known.customer.createdAt, language) });

  useEffect(() => {
    if (known !== undefined) document.title = `${name} – Omniline`;
    return () => {
      document.title = "Omniline";
    };
  }, [known, name]);

  return (
    <Container
      header={
        <Header variant="h1" description={since}>
          <span data-testid="customer-name">{known === undefined ? t("customer.loading") : name}</span>
        </Header>
      }
    >
      <ul className="identifiers" aria-label={t("customer.identifiers")}>
        {identifiers.map((identifier) => (
          <li key={identifier.identifierId} data-testid="identifier">
            <Box variant="awsui-key-label">{t(identifierNames[identifier.kind])}</Box>
            <span className="identifier-value">
              <span>{showIdentifier(identifier)}</span>
              <LevelMark level={identifier.level} />
            </span>
          </li>
        ))}
        {known === undefined && <li aria-hidden="true">&nbsp;</li>}
      </ul>
    </Container>
  );
}

function LevelMark({ level }: { level: Level }) {
  const { t } = useText();
  const verified = level === "verified";
  return (
    <span className="level" title={t(verified ? "level.verifiedHint" : "level.claimedHint")}>
      <StatusIndicator type={verified ? "success" : "info"} colorOverride={verified ? "green" : "grey"}>
        {t(verified ? "level.verified" : "level.claimed")}
      </StatusIndicator>
    </span>
  );
}
