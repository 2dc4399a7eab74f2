/** The page: the contacts, one customer or the quarantine, and the simulator beside it where there is one. */
import { useRef } from "react";
import { ContactsPage } from "../contacts/contacts-page.tsx";
import { useContacts } from "../contacts/use-contacts.ts";
import { CustomerPage } from "../customer/customer-page.tsx";
import { FindCustomer } from "../customer/find-customer.tsx";
import { SuggestionsPage } from "../identity/suggestions-page.tsx";
import { LiveIndicator } from "../live/live-indicator.tsx";
import { useLiveFeed } from "../live/use-live-feed.ts";
import type { SignedIn } from "../session/signed-in.ts";
import { GivenNamesProvider } from "../show/given-names.tsx";
import { Simulator } from "../simulator/simulator.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { Flashes } from "./flashes.tsx";
import { NotForThisRole } from "./not-for-this-role.tsx";
import { SuggestionsLink, TopBar } from "./top-bar.tsx";
import { usePageChange } from "./use-page-change.ts";
import { useRoute } from "./use-route.ts";

export function App({ api, account, stage }: SignedIn) {
  const route = useRoute();
  const { feed, state } = useLiveFeed(api);
  const { contacts, phase } = useContacts(api, feed);
  const main = useRef<HTMLElement>(null);
  usePageChange(route, main);
  const endpoints = account.kind === "laptop" ? account.endpoints : undefined;

  return (
    <GivenNamesProvider api={api}>
      <TopBar stage={stage}>
        {phase !== "refused" && <SuggestionsLink current={route.page === "merge-suggestions"} />}
        <LiveIndicator state={state} />
        <AccountMenu account={account} />
      </TopBar>
      <Flashes />
      <div className={endpoints === undefined ? "columns" : "columns with-simulator"}>
        <main ref={main} tabIndex={-1}>
          {phase === "refused" ? (
            <NotForThisRole account={account} />
          ) : (
            <>
              <FindCustomer api={api} />
              {route.page === "contacts" && (
                <ContactsPage contacts={contacts} phase={phase} withSimulator={endpoints !== undefined} />
              )}
              {route.page === "customer" && (
                <CustomerPage key={route.customerId} customerId={route.customerId} api={api} feed={feed} />
              )}
              {route.page === "merge-suggestions" && <SuggestionsPage api={api} feed={feed} />}
            </>
          )}
        </main>
        {endpoints !== undefined && <Simulator endpoints={endpoints} contacts={contacts} />}
      </div>
    </GivenNamesProvider>
  );
}
