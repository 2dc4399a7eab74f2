/** Who a customer is: a name, how much they matter, and every identifier we know, with how sure we are of it. */
import Badge from "@cloudscape-design/components/badge";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useEffect } from "react";
import type { CustomerIdentifier } from "../../schemas/api/shapes.ts";
import type { AgentProfile } from "../../schemas/profile.ts";
import type { Api } from "../api/api.ts";
import { stageNames } from "../show/names.ts";
import { longDate } from "../show/time.ts";
import { mostRecognisableFirst, showIdentifier } from "../show/who.ts";
import { useText } from "../text/language.tsx";
import { AddIdentifier } from "./add-identifier.tsx";
import { IdentifierItem } from "./identifier-item.tsx";
import type { KnownCustomer } from "./use-customer.ts";

interface Props {
  api: Api;
  /** Nothing while loading. */
  known: KnownCustomer | undefined;
  profile: AgentProfile | undefined;
  changed: () => void;
}

export function CustomerCard({ api, known, profile, changed }: Props) {
  const { t, language } = useText();
  const identifiers = theirsFirst(mostRecognisableFirst(known?.identifiers ?? []));
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
        <Header variant="h1" description={since} info={profile && <Marks profile={profile} />}>
          <span data-testid="customer-name">{known === undefined ? t("customer.loading") : name}</span>
        </Header>
      }
    >
      <ul className="identifiers" aria-label={t("customer.identifiers")}>
        {identifiers.map((identifier) => (
          <IdentifierItem key={identifier.identifierId} identifier={identifier} />
        ))}
        <li>
          {known === undefined ? (
            <span aria-hidden="true">&nbsp;</span>
          ) : (
            <AddIdentifier api={api} customerId={known.customer.customerId} changed={changed} />
          )}
        </li>
      </ul>
    </Container>
  );
}

/** What is theirs no more comes last. */
const theirsFirst = (identifiers: readonly CustomerIdentifier[]) =>
  identifiers.toSorted(
    (one, other) => Number(one.retiredAt !== undefined) - Number(other.retiredAt !== undefined),
  );

function Marks({ profile: { stage, highValue } }: { profile: AgentProfile }) {
  const { t } = useText();
  return (
    <span className="customer-marks">
      {highValue && (
        <span data-testid="high-value">
          <Badge color="severity-medium">★ {t("profile.highValue")}</Badge>
        </span>
      )}
      <span data-testid="stage">
        <Badge color="grey">{t(stageNames[stage])}</Badge>
      </span>
    </span>
  );
}
