/** A customer in a few figures. */
import Icon, { type IconProps } from "@cloudscape-design/components/icon";
import type { ReactNode } from "react";
import type { AgentProfile } from "../../schemas/profile.ts";
import { channelNames, trendNames } from "../show/names.ts";
import { useText } from "../text/language.tsx";

type Trend = AgentProfile["satisfaction"]["trend"];

const arrows: Partial<Record<Trend, IconProps.Name>> = { rising: "arrow-up", falling: "arrow-down" };

export function Figures({
  profile: { satisfaction, preferredChannel, points, cases },
}: {
  profile: AgentProfile;
}) {
  const { t, language } = useText();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const { score, trend } = satisfaction;
  const arrow = arrows[trend];
  return (
    <dl className="figures">
      <Figure name={t("profile.satisfaction")}>
        {score === undefined ? (
          t("profile.noSurvey")
        ) : (
          <span data-testid="profile-satisfaction" data-trend={trend}>
            {t("profile.score", { score: number.format(score) })}{" "}
            <small className={`trend ${trend}`}>
              {arrow !== undefined && <Icon name={arrow} size="small" />} {t(trendNames[trend])}
            </small>
          </span>
        )}
      </Figure>
      <Figure name={t("profile.points")}>
        <span data-testid="profile-points">{number.format(points)}</span>
      </Figure>
      <Figure name={t("attribute.preferredChannel")}>
        {preferredChannel === undefined ? t("profile.notKnown") : t(channelNames[preferredChannel])}
      </Figure>
      <Figure name={t("cases.title")}>
        {t("profile.cases", { open: cases.open + cases.waiting, past: cases.resolved + cases.closed })}
      </Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
