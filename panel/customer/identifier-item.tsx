/** One identifier of a customer: what it is, how sure we are of it, and whether it is still theirs. */
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { CustomerIdentifier } from "../../schemas/api/shapes.ts";
import type { Verification } from "../../schemas/contact-event.ts";
import { identifierNames } from "../show/names.ts";
import { shortDate } from "../show/time.ts";
import { showIdentifier } from "../show/who.ts";
import { useText } from "../text/language.tsx";
import type { TextKey } from "../text/text.ts";

export function IdentifierItem({ identifier }: { identifier: CustomerIdentifier }) {
  const { t, language } = useText();
  const { kind, retiredAt } = identifier;
  return (
    <li className={retiredAt === undefined ? "identifier" : "identifier retired"} data-testid="identifier">
      <span className="muted">{t(identifierNames[kind])}</span>
      <span className="identifier-value">{showIdentifier(identifier)}</span>
      {retiredAt === undefined ? (
        <LevelMark identifier={identifier} />
      ) : (
        <span className="level muted">
          {t("identifier.retired", { time: shortDate(retiredAt, language) })}
        </span>
      )}
    </li>
  );
}

const verifiedHints: Record<Verification, TextKey> = {
  channel: "verified.channel",
  signature: "verified.signature",
  crm: "verified.crm",
  agent: "verified.agent",
  document: "verified.document",
  code: "verified.code",
};

function LevelMark({ identifier: { level, verifiedBy } }: { identifier: CustomerIdentifier }) {
  const { t } = useText();
  const verified = level === "verified";
  const hint = verifiedBy === undefined ? "level.verifiedHint" : verifiedHints[verifiedBy];
  return (
    <span className="level" title={t(verified ? hint : "level.claimedHint")}>
      <StatusIndicator type={verified ? "success" : "info"} colorOverride={verified ? "green" : "grey"}>
        {t(verified ? "level.verified" : "level.claimed")}
      </StatusIndicator>
    </span>
  );
}
