/** One customer on one screen: the brief, the cases, what is known, and everything that happened. */
import "./customer.css";
import Alert from "@cloudscape-design/components/alert";
import Link from "@cloudscape-design/components/link";
import type { Api } from "../api/api.ts";
import { BriefCard } from "../brief/brief-card.tsx";
import { useBrief } from "../brief/use-brief.ts";
import { CasesCard } from "../cases/cases-card.tsx";
import { useCases } from "../cases/use-cases.ts";
import { SamePersonCard } from "../identity/same-person-card.tsx";
import type { LiveFeed } from "../live/live-feed.ts";
import { ProfileCard } from "../profile/profile-card.tsx";
import { useProfile } from "../profile/use-profile.ts";
import { contactsHref } from "../shell/routes.ts";
import { useText } from "../text/language.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import { CustomerCard } from "./customer-card.tsx";
import { SpotlightProvider } from "./spotlight.tsx";
import { type OpenCustomer, useCustomer } from "./use-customer.ts";

interface Props {
  api: Api;
  feed: LiveFeed;
  customerId: string;
}

export function CustomerPage({ api, feed, customerId }: Props) {
  const { t } = useText();
  const customer = useCustomer(api, feed, customerId);
  const { known } = customer;
  return (
    <div className="stack">
      <Link href={contactsHref} data-testid="back-to-contacts">
        ← {t("customer.back")}
      </Link>
      {known === "unknown" && (
        <Alert type="info" header={<h1 className="alert-title">{t("customer.unknown")}</h1>}>
          {t("customer.unknownHint")}
        </Alert>
      )}
      {known === "failed" && (
        <Alert type="error" header={<h1 className="alert-title">{t("customer.failed")}</h1>}>
          {t("customer.failedHint")}
        </Alert>
      )}
      {known !== "unknown" && known !== "failed" && <Screen api={api} feed={feed} customer={customer} />}
    </div>
  );
}

/** On a narrow screen in this order; on a wide one the profile and the merges stand beside the rest. */
function Screen({ api, feed, customer }: { api: Api; feed: LiveFeed; customer: OpenCustomer }) {
  const { known, readAgain } = customer;
  const { cases, marks, chosen } = useCases(api, customer);
  const brief = useBrief(api, { ...customer, caseId: chosen.caseId });
  const profile = useProfile(api, customer);
  const person = typeof known === "object" ? known : undefined;
  return (
    <SpotlightProvider>
      <CustomerCard api={api} known={person} profile={profile.value} changed={readAgain} />
      <div className="one-screen">
        <div className="one-screen-grid">
          <div className="area-brief stack">
            <BriefCard brief={brief} marks={marks} chosen={chosen} />
            <CasesCard api={api} cases={cases} marks={marks} chosen={chosen} changed={readAgain} />
          </div>
          <div className="area-side stack">
            <ProfileCard api={api} owner={customer} profile={profile} />
            <SamePersonCard api={api} owner={customer} identifiers={person?.identifiers ?? []} />
          </div>
          <div className="area-timeline">
            <Timeline api={api} feed={feed} owner={customer} marks={marks} chosen={chosen} />
          </div>
        </div>
      </div>
    </SpotlightProvider>
  );
}
