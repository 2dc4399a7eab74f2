/** The attributes of a customer, each with who says so and since when; what sources disagree on is marked. */
import Popover from "@cloudscape-design/components/popover";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { type AgentProfile, profileAttributes, type ShownAttribute } from "../../schemas/profile.ts";
import { Citations } from "../brief/citations.tsx";
import { shortDate } from "../show/time.ts";
import type { Spoken } from "../show/value-words.ts";
import { useText } from "../text/language.tsx";
import { attributeValueWords, attributeWords } from "./attribute-words.ts";

/** Shown elsewhere on the page, unless sources disagree. */
const shownElsewhere = new Set(["name", "stage", "alarms", "preferredChannel"]);

interface Props {
  attributes: AgentProfile["attributes"];
  withSources: boolean;
}

export function Attributes({ attributes, withSources }: Props) {
  const known = Object.keys(attributes).toSorted((one, other) => placeOf(one) - placeOf(other));
  return (
    <dl className="attributes">
      {known.map((name) => {
        const attribute = attributes[name];
        if (attribute === undefined) return null;
        if (shownElsewhere.has(name) && attribute.conflicts.length === 0) return null;
        return <Attribute key={name} name={name} attribute={attribute} withSource={withSources} />;
      })}
    </dl>
  );
}

const order: readonly string[] = profileAttributes;

/** In the order of the schema; those it does not know last. */
function placeOf(name: string): number {
  const place = order.indexOf(name);
  return place === -1 ? order.length : place;
}

interface AttributeProps {
  name: string;
  attribute: ShownAttribute;
  withSource: boolean;
}

function Attribute({ name, attribute, withSource }: AttributeProps) {
  const { t, language } = useText();
  const { value, conflicts } = attribute;
  const provenance = provenanceWords(attribute, { language, t });
  return (
    <div data-testid="profile-attribute" data-attribute={name}>
      <dt>{attributeWords(name, t)}</dt>
      <dd title={provenance}>
        {attributeValueWords(name, value, { language, t }).map((words) => (
          <span key={words} className="attribute-value">
            {words}
          </span>
        ))}
        {conflicts.length > 0 && <Conflicts name={name} conflicts={conflicts} />}
        {withSource && (
          <small className="muted">
            {attribute.source}
            {attribute.level === "claimed" && ` (${t("level.claimed")})`}{" "}
            <Citations cites={[{ eventId: attribute.eventId, occurredAt: attribute.at }]} />
          </small>
        )}
      </dd>
    </div>
  );
}

function provenanceWords({ source, at, level }: ShownAttribute, { language, t }: Spoken): string {
  const time = shortDate(at, language);
  return t(level === "verified" ? "profile.verifiedBy" : "profile.claimedBy", { source, time });
}

function Conflicts({ name, conflicts }: { name: string; conflicts: ShownAttribute["conflicts"] }) {
  const { t, language } = useText();
  return (
    <span className="conflict" data-testid="profile-conflict">
      <Popover
        size="medium"
        header={t("profile.othersSay")}
        content={
          <ul className="others">
            {conflicts.map(({ value, source, at }) => (
              <li key={`${source} ${at}`}>
                {attributeValueWords(name, value, { language, t }).join(", ")}
                <br />
                <small className="muted">
                  {source}, {shortDate(at, language)}
                </small>
              </li>
            ))}
          </ul>
        }
      >
        <StatusIndicator type="warning">{t("profile.conflict")}</StatusIndicator>
      </Popover>
    </span>
  );
}
