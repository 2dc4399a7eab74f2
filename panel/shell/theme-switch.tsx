/** Light or dark: as the device likes it, until somebody chooses. */
import Button from "@cloudscape-design/components/button";
import { applyMode, Mode } from "@cloudscape-design/global-styles";
import { useEffect, useState } from "react";
import { useText } from "../text/language.tsx";
import { recall, remember } from "./memory.ts";
import { useMedia } from "./use-media.ts";

export function ThemeSwitch() {
  const { t } = useText();
  const deviceIsDark = useMedia("(prefers-color-scheme: dark)");
  const [chosen, setChosen] = useState(() => recall("theme"));
  const dark = chosen === null ? deviceIsDark : chosen === "dark";

  useEffect(() => {
    applyMode(dark ? Mode.Dark : Mode.Light);
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
  }, [dark]);

  function turn() {
    const next = dark ? "light" : "dark";
    remember("theme", next);
    setChosen(next);
  }

  return (
    <Button
      variant="icon"
      iconSvg={dark ? <Sun /> : <Moon />}
      ariaLabel={t(dark ? "theme.toLight" : "theme.toDark")}
      data-testid="theme-switch"
      onClick={turn}
    />
  );
}

const Moon = () => (
  <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z" />
  </svg>
);

const Sun = () => (
  <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <circle cx="8" cy="8" r="3" />
    <path d="M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1" />
  </svg>
);
