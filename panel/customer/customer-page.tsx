/** One customer: who it is, and everything that happened. */
import Alert from "@cloudscape-design/components/alert";
import Link from "@cloudscape-design/components/link";
import type { Api } from "../api/api.ts";
import type { LiveFeed } from "../live/live-feed.ts";
import { contactsHref } from "../shell/routes.ts";
import { useText } from "../text/language.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import { CustomerCard } from "./customer-card.tsx";
import { useCustomer } from "./use-customer.ts";

interface Props {
  api: Api;
  feed: LiveFeed;
  customerId: string;
}

export function CustomerPage({ api, feed, customerId }: Props) {
  const { t } = useText();
  const known = useCustomer(api, feed, customerId);
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
      {known !== "unknown" && known !== "failed" && (
        <>
          <CustomerCard known={known} />
          {/* One merged into another answers as the survivor, whose contacts are the ones that land. */}
          <Timeline api={api} feed={feed} customerId={known?.customer.customerId ?? customerId} />
        </>
      )}
    </div>
  );
}
