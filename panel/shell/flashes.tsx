/** Troubles a person should know of, at the top of the page until dismissed; the same one once. */
import Flashbar from "@cloudscape-design/components/flashbar";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { useText } from "../text/language.tsx";
import type { TextKey } from "../text/text.ts";
import { errorDetail, errorTitle } from "./error-words.ts";

interface Flash {
  title: TextKey;
  detail: string | undefined;
}

interface FlashBoard {
  flashes: readonly Flash[];
  showError(error: unknown): void;
  dismiss(title: TextKey): void;
  /** What troubled one role is no concern of the next. */
  dismissAll(): void;
}

const FlashContext = createContext<FlashBoard>({
  flashes: [],
  showError: () => undefined,
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
    const flash = { title: errorTitle(error), detail: errorDetail(error) };
    setFlashes((shown) => [...shown.filter(({ title }) => title !== flash.title), flash]);
  }, []);

  const dismissAll = useCallback(() => setFlashes([]), []);

  const board = useMemo(
    () => ({ flashes, showError, dismiss, dismissAll }),
    [flashes, showError, dismiss, dismissAll],
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
        items={flashes.map(({ title, detail }) => ({
          id: title,
          type: "error",
          header: t(title),
          content: language === "en" && detail,
          dismissible: true,
          onDismiss: () => dismiss(title),
        }))}
      />
    </div>
  );
}
