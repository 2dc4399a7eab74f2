/** How long a customer may still wait, for an answer and for the end. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { CaseView } from "../../schemas/api/shapes.ts";
import type { Sla } from "../../schemas/sla.ts";
import { useNow } from "../shell/use-now.ts";
import { absoluteTime } from "../show/time.ts";
import { useText } from "../text/language.tsx";
import { type ClockName, type ClockReading, readClock } from "./clock-words.ts";

type Look = Pick<StatusIndicatorProps, "type" | "colorOverride">;

const looks: Record<ClockReading["look"], Look> = {
  calm: { type: "pending", colorOverride: "blue" },
  soon: { type: "warning" },
  late: { type: "error" },
  paused: { type: "stopped" },
  met: { type: "success" },
};

/** What both clocks wait for may have come. */
export function Clocks({ found: { sla, firstRespondedAt, status } }: { found: ClockedCase }) {
  const ended = status === "resolved" || status === "closed";
  return (
    <ul className="clocks">
      <Clock name="firstResponse" sla={sla} over={ended || firstRespondedAt !== undefined} />
      <Clock name="resolution" sla={sla} over={ended} />
    </ul>
  );
}

type ClockedCase = Pick<CaseView, "sla" | "firstRespondedAt" | "status">;

function Clock({ name, sla, over }: { name: ClockName; sla: Sla; over: boolean }) {
  const { t, language } = useText();
  const now = useNow();
  const { look, words } = readClock(name, sla[name], over, { now, language, t });
  const instant = sla[name].breachedAt ?? sla[name].dueAt;
  return (
    <li
      title={instant === undefined ? undefined : absoluteTime(instant, language)}
      data-testid="case-clock"
      data-clock={name}
      data-look={look}
    >
      <StatusIndicator {...looks[look]}>{words}</StatusIndicator>
    </li>
  );
}
