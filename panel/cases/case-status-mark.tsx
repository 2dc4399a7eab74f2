/** Where a case stands, at a glance. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { CaseStatus } from "../../schemas/case.ts";

type Look = Pick<StatusIndicatorProps, "type" | "colorOverride">;

const looks: Record<CaseStatus, Look> = {
  open: { type: "in-progress", colorOverride: "blue" },
  waiting: { type: "pending" },
  resolved: { type: "success" },
  closed: { type: "stopped" },
};

export function CaseStatusMark({ status, words }: { status: CaseStatus; words: string }) {
  return (
    <span className="case-status" data-testid="case-status" data-status={status}>
      <StatusIndicator {...looks[status]}>{words}</StatusIndicator>
    </span>
  );
}
