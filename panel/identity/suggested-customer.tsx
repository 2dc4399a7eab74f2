/** One of two customers that may be one person: by name and identifiers only, never by history. */
import "./identity.css";
import Icon from "@cloudscape-design/components/icon";
import type { MergeSuggestion } from "../../schemas/api/shapes.ts";
import { customerHref } from "../shell/routes.ts";
import { identifierNames } from "../show/names.ts";
import { shortDate } from "../show/time.ts";
import { mostRecognisableFirst, showIdentifier } from "../show/who.ts";
import { useText } from "../text/language.tsx";

export type Suggested = MergeSuggestion["customers"][number];

export function SuggestedCustomer({ customer }: { customer: Suggested }) {
  const { t, language } = useText();
  const { customerId, createdAt } = customer;
  const identifiers = mostRecognisableFirst(customer.identifiers);
  return (
    <div className="suggested">
      <a className="suggested-name" href={customerHref(customerId)}>
        {nameOf(customer) ?? t("who.unknown")}
      </a>
      <ul>
        {identifiers.map((identifier) => (
          <li key={`${identifier.kind} ${identifier.value} ${identifier.level}`}>
            <span className="muted">{t(identifierNames[identifier.kind])}</span>
            <span className="suggested-value">
              <Level level={identifier.level} />
              <span>{showIdentifier(identifier)}</span>
            </span>
          </li>
        ))}
      </ul>
      <span className="muted">{t("customer.since", { time: shortDate(createdAt, language) })}</span>
    </div>
  );
}

function Level({ level }: { level: Suggested["identifiers"][number]["level"] }) {
  const { t } = useText();
  const verified = level === "verified";
  const words = t(verified ? "level.verified" : "level.claimed");
  return (
    <span title={words}>
      <Icon
        name={verified ? "status-positive" : "status-info"}
        variant={verified ? "success" : "subtle"}
        size="small"
        ariaLabel={words}
      />
    </span>
  );
}

/** A name, else the identifier people recognise best. */
export function nameOf({ name, identifiers }: Pick<Suggested, "name" | "identifiers">): string | undefined {
  const [first] = mostRecognisableFirst(identifiers);
  return name ?? (first && showIdentifier(first));
}
