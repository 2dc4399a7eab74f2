/** What a part of the page shows while it has nothing to show. */
import Skeleton from "@cloudscape-design/components/skeleton";
import { useText } from "../text/language.tsx";
import type { Reading } from "./use-reading.ts";

/** Of lines that look like text. */
const widths = ["92%", "78%", "86%", "64%", "90%", "72%"];

interface Props {
  reading: Pick<Reading<unknown>, "value" | "failure">;
  /** About how many lines there will be, at most 6: room for them is kept. */
  lines: number;
}

export function SectionState({ reading: { value, failure }, lines }: Props) {
  const { t } = useText();
  if (value !== undefined) return null;
  if (failure !== undefined) return <p className="section-empty">{t("section.failed")}</p>;
  return (
    <div className="section-loading" role="status" aria-label={t("section.loading")}>
      {widths.slice(0, lines).map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  );
}
