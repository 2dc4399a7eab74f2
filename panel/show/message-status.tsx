/** How far a message of ours has come. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { MessageStatus } from "../../schemas/contact-event.ts";
import { useText } from "../text/language.tsx";
import { statusNames } from "./names.ts";

type Look = Pick<StatusIndicatorProps, "type" | "colorOverride">;

const looks: Record<MessageStatus, Look> = {
  queued: { type: "pending" },
  sent: { type: "success", colorOverride: "grey" },
  delivered: { type: "success" },
  read: { type: "success", colorOverride: "blue" },
  failed: { type: "error" },
};

export function MessageStatusMark({ status }: { status: MessageStatus }) {
  const { t } = useText();
  return (
    <span className="message-status" data-testid="message-status" data-status={status}>
      <StatusIndicator {...looks[status]}>{t(statusNames[status])}</StatusIndicator>
    </span>
  );
}
