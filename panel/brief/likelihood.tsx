/** How likely the customer is to accept the open offer, and on demand why. */
import { useId, useState } from "react";
import type { Brief } from "../../schemas/brief.ts";
import { useText } from "../text/language.tsx";
import { Citations } from "./citations.tsx";

type Likely = NonNullable<Brief["likelihood"]>;
type Factor = Likely["factors"][number];

export function Likelihood({ likelihood: { probability, factors } }: { likelihood: Likely }) {
  const { t, language } = useText();
  const [open, setOpen] = useState(false);
  const id = useId();
  const percent = new Intl.NumberFormat(language, { style: "percent" }).format(probability);
  const strongest = Math.max(...factors.map(({ effect }) => Math.abs(effect)), Number.MIN_VALUE);
  return (
    <div className="likelihood" data-testid="likelihood">
      <meter min={0} max={1} value={probability} aria-label={t("likelihood.label", { percent })} />
      <strong>{percent}</strong>
      {factors.length > 0 && (
        <button
          type="button"
          className="bare-button text-button"
          aria-expanded={open}
          aria-controls={id}
          data-testid="likelihood-why"
          onClick={() => setOpen(!open)}
        >
          {t(open ? "likelihood.hide" : "likelihood.why")}
        </button>
      )}
      <ul id={id} className="factors" hidden={!open}>
        {factors.map((factor) => (
          <FactorRow key={`${factor.source} ${factor.text}`} factor={factor} strongest={strongest} />
        ))}
      </ul>
    </div>
  );
}

function FactorRow({ factor, strongest }: { factor: Factor; strongest: number }) {
  const { t } = useText();
  const { effect, source, text, cites } = factor;
  const speaksFor = effect >= 0;
  return (
    <li className={speaksFor ? "factor for" : "factor against"} data-testid="likelihood-factor">
      <span className="factor-bar" aria-hidden="true">
        <span style={{ inlineSize: `${(Math.abs(effect) / strongest) * 100}%` }} />
      </span>
      <span className="factor-text">
        <span className="factor-sign">{t(speaksFor ? "likelihood.for" : "likelihood.against")}</span> {text}{" "}
        <span className="factor-source">
          {t(source === "marketing" ? "likelihood.marketing" : "likelihood.contactCentre")}
        </span>{" "}
        <Citations cites={cites} />
      </span>
    </li>
  );
}
