/** Whether what is on the screen is what is happening. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { useText } from "../text/language.tsx";
import type { TextKey } from "../text/text.ts";
import type { LiveState } from "./live-connection.ts";

const looks: Record<LiveState, { type: StatusIndicatorProps.Type; text: TextKey; hint: TextKey }> = {
  connecting: { type: "loading", text: "live.connecting", hint: "live.connectingHint" },
  live: { type: "success", text: "live.live", hint: "live.liveHint" },
  refused: { type: "stopped", text: "live.refused", hint: "live.refusedHint" },
  waiting: { type: "warning", text: "live.waiting", hint: "live.waitingHint" },
};

export function LiveIndicator({ state }: { state: LiveState }) {
  const { t } = useText();
  const { type, text, hint } = looks[state];
  return (
    <span className="live-state" role="status" title={t(hint)} data-testid="live-state" data-state={state}>
      <StatusIndicator type={type}>{t(text)}</StatusIndicator>
    </span>
  );
}
