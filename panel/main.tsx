/** Where the page starts. */
import "@cloudscape-design/global-styles/index.css";
import "./style.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { SessionGate } from "./session/session-gate.tsx";
import { App } from "./shell/app.tsx";
import { FlashProvider } from "./shell/flashes.tsx";
import { LanguageProvider } from "./text/language.tsx";

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <FlashProvider>
          <SessionGate>{(signedIn) => <App {...signedIn} />}</SessionGate>
        </FlashProvider>
      </LanguageProvider>
    </StrictMode>,
  );
}
