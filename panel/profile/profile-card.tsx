/** What is known about a customer besides what happened, and how we know it. */
import "./profile.css";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import ToggleButton from "@cloudscape-design/components/toggle-button";
import { useState } from "react";
import type { AgentProfile } from "../../schemas/profile.ts";
import type { Api } from "../api/api.ts";
import type { OpenCustomer } from "../customer/use-customer.ts";
import { SectionState } from "../shell/section-state.tsx";
import type { Reading } from "../shell/use-reading.ts";
import { useText } from "../text/language.tsx";
import { Attributes } from "./attributes.tsx";
import { Consents } from "./consents.tsx";
import { Figures } from "./figures.tsx";
import { Points } from "./points.tsx";
import { Upcoming } from "./upcoming.tsx";
import { Warnings } from "./warnings.tsx";

interface Props {
  api: Api;
  owner: Pick<OpenCustomer, "customerId" | "revision">;
  profile: Reading<AgentProfile>;
}

export function ProfileCard({ api, owner, profile }: Props) {
  const { t } = useText();
  const [withSources, setWithSources] = useState(false);
  const { value } = profile;
  return (
    <Container
      data-testid="profile"
      header={
        <Header
          variant="h2"
          actions={
            <ToggleButton
              variant="icon"
              iconName="status-info"
              pressed={withSources}
              ariaLabel={t("profile.sources")}
              data-testid="profile-sources"
              onChange={({ detail }) => setWithSources(detail.pressed)}
            />
          }
        >
          {t("profile.title")}
        </Header>
      }
    >
      <SectionState reading={profile} lines={6} />
      {value !== undefined && (
        <div className="profile">
          <Warnings profile={value} />
          <Figures profile={value} />
          <Upcoming dates={value.upcoming} />
          <Attributes attributes={value.attributes} withSources={withSources} />
          <Consents consents={value.consents} />
          <Points api={api} owner={owner} balance={value.points} />
        </div>
      )}
    </Container>
  );
}
