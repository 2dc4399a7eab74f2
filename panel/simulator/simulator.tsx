/** Plays the world outside: customers, providers and the company's own systems. Exists on a laptop only. */
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { LiveContact } from "../../schemas/api/shapes.ts";
import type { DevEndpoint } from "../api/dev-api.ts";
import { recall, remember } from "../shell/memory.ts";
import { useMedia } from "../shell/use-media.ts";
import { useText } from "../text/language.tsx";
import { Exchanges } from "./exchanges.tsx";
import { PersonFields } from "./person-fields.tsx";
import { story } from "./scenario.ts";
import { ScenarioFields } from "./scenario-fields.tsx";
import { useSimulator } from "./use-simulator.ts";

interface Props {
  endpoints: readonly DevEndpoint[];
  contacts: readonly LiveContact[];
}

export function Simulator({ endpoints, contacts }: Props) {
  const { t } = useText();
  const wide = useMedia("(min-width: 900px)");
  const [chosen, setChosen] = useState(() => recall("simulator"));
  const open = chosen === null ? wide : chosen === "open";
  const simulator = useSimulator(endpoints, contacts);
  const { busy, draft, exchanges } = simulator;
  const unready = draft.scenario === "delivery-report" && draft.report.message === undefined;

  function turn(expanded: boolean) {
    const next = expanded ? "open" : "closed";
    remember("simulator", next);
    setChosen(next);
  }

  return (
    <aside aria-label={t("simulator.title")}>
      <ExpandableSection
        variant="container"
        headerText={t("simulator.title")}
        headerDescription={open ? t("simulator.description") : ""}
        headingTagOverride="h2"
        expanded={open}
        onChange={({ detail }) => turn(detail.expanded)}
        data-testid="simulator"
      >
        <SpaceBetween size="m">
          <PersonFields person={draft.person} change={(person) => simulator.change({ person })} />
          <ScenarioFields simulator={simulator} endpoints={endpoints} />
          <div className="simulator-actions">
            <Button
              variant="primary"
              data-testid="simulator-send"
              loading={busy === "sending"}
              disabled={unready || (busy !== undefined && busy !== "sending")}
              onClick={() => void simulator.send()}
            >
              {t("simulator.send")}
            </Button>
            <Button
              iconName="caret-right-filled"
              data-testid="simulator-story"
              disabled={busy !== undefined}
              onClick={() => void simulator.playStory()}
            >
              {typeof busy === "number"
                ? t("simulator.storyStep", { step: busy, steps: story.length })
                : t("simulator.story")}
            </Button>
          </div>
          <Exchanges exchanges={exchanges} />
        </SpaceBetween>
      </ExpandableSection>
    </aside>
  );
}
