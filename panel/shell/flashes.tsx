/** What a person should know of, at the top of the page until dismissed: troubles, each once, and the last thing done. */
import Button from "@cloudscape-design/components/button";
import Flashbar from "@cloudscape-design/components/flashbar";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { useText } from "../text/language.tsx";
import type { TextKey } from "../text/text.ts";
import { errorDetail, errorTitle } from "./error-words.ts";

/** Something was done, and can perhaps be followed up. */
interface Done {
  title: TextKey;
  detail: TextKey;
  action: { text: TextKey; run(): void };
}

type Flash = { type: "error"; title: TextKey; detail: string | undefined } | ({ type: "success" } & Done);

interface FlashBoard {
  flashes: readonly Flash[];
  showError(error: unknown): void;
  /** Takes the place of what was done before. */
  showDone(done: Done): void;
  dismiss(title: TextKey): void;
  /** What troubled one role is no concern of the next. */
  dismissAll(): void;
}

const FlashContext = createContext<FlashBoard>({
  flashes: [],
  showError: () => undefined,
  showDone: () => undefined,
  dismiss: () => undefined,
  dismissAll: () => undefined,
});

export const useFlashes = () => useContext(FlashContext);

export function FlashProvider({ children }: { children: ReactNode }) {
  const [flashes, setFlashes] = useState<readonly Flash[]>([]);

  const dismiss = useCallback(
    (title: TextKey) => setFlashes((shown) => shown.filter((flash) => flash.title !== title)),
    [],
  );
  const showError = useCallback((error: unknown) => {
    const flash: Flash = { type: "error", title: errorTitle(error), detail: errorDetail(error) };
    setFlashes((shown) => [...shown.filter(({ title }) => title !== flash.title), flash]);
  }, []);
  const showDone = useCallback(
    (done: Done) =>
      setFlashes((shown) => [
        ...shown.filter(({ type }) => type !== "success"),
        { type: "success", ...done },
      ]),
    [],
  );
  const dismissAll = useCallback(() => setFlashes([]), []);

  const board = useMemo(
    () => ({ flashes, showError, showDone, dismiss, dismissAll }),
    [flashes, showError, showDone, dismiss, dismissAll],
  );
  return <FlashContext value={board}>{children}</FlashContext>;
}

export function Flashes() {
  const { t, language } = useText();
  const { flashes, dismiss } = useFlashes();
  if (flashes.length === 0) return null;
  return (
    <div className="flashes">
      <Flashbar
        items={flashes.map((flash) => ({
          id: flash.title,
          type: flash.type,
          header: t(flash.title),
          dismissible: true,
          dismissLabel: t("flash.dismiss"),
          onDismiss: () => dismiss(flash.title),
          ...(flash.type === "error"
            ? { content: language === "en" && flash.detail }
            : { content: t(flash.detail), action: <Follow {...flash} /> }),
        }))}
      />
    </div>
  );
}

function Follow({ title, action }: Done) {
  const { t } = useText();
  const { dismiss } = useFlashes();
  return (
    <Button
      data-testid="flash-action"
      onClick={() => {
        dismiss(title);
        action.run();
      }}
    >
      {t(action.text)}
    </Button>
  );
}
