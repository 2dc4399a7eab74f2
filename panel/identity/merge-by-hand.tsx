/** Merges with a customer an agent knows to be the same person: find, look, say why, merge. */
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { type SyntheticEvent, useState } from "react";
import type { IdentifierKind } from "../../schemas/contact-event.ts";
import type { Api } from "../api/api.ts";
import { FindForm } from "../customer/find-form.tsx";
import { useAction } from "../shell/use-action.ts";
import { useText } from "../text/language.tsx";
import { type Suggested, SuggestedCustomer } from "./suggested-customer.tsx";
import type { Merging } from "./use-merging.ts";

interface Props {
  api: Api;
  /** Survives. */
  customerId: string;
  merging: Merging;
}

export function MergeByHand({ api, customerId, merging }: Props) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const [found, setFound] = useState<Suggested | "same">();

  async function find(kind: IdentifierKind, value: string): Promise<boolean> {
    const foundId = await api.resolve(kind, value);
    if (foundId === undefined) {
      setFound(undefined);
      return false;
    }
    const [customer, identifiers] = await Promise.all([api.customer(foundId), api.identifiers(foundId)]);
    setFound(customer.customerId === customerId ? "same" : { ...customer, identifiers: [...identifiers] });
    return true;
  }

  function close() {
    setOpen(false);
    setFound(undefined);
  }

  return (
    <ExpandableSection
      headerText={t("mergeByHand.title")}
      headingTagOverride="h3"
      variant="footer"
      expanded={open}
      onChange={({ detail }) => (detail.expanded ? setOpen(true) : close())}
      data-testid="merge-by-hand"
    >
      {open && (
        <div className="merge-by-hand">
          <FindForm name="merge-find" find={find} compact={true} />
          {found === "same" && <p className="section-empty">{t("mergeByHand.same")}</p>}
          {found !== undefined && found !== "same" && (
            <ReasonForm
              key={found.customerId}
              found={found}
              merge={(reason) => merging.merge(customerId, found.customerId, reason)}
              done={close}
            />
          )}
        </div>
      )}
    </ExpandableSection>
  );
}

interface ReasonProps {
  found: Suggested;
  merge: (reason: string) => Promise<void>;
  done: () => void;
}

function ReasonForm({ found, merge, done }: ReasonProps) {
  const { t } = useText();
  const { busy, run } = useAction();
  const [reason, setReason] = useState("");

  async function submit(submitted: SyntheticEvent) {
    submitted.preventDefault();
    if (reason.trim() === "") return;
    if (await run(() => merge(reason.trim()))) done();
  }

  return (
    <form className="reason" aria-label={t("mergeByHand.title")} onSubmit={submit} data-testid="merge-found">
      <SuggestedCustomer customer={found} />
      <FormField label={t("mergeByHand.reason")} description={t("merge.askHint")} stretch={true}>
        <Input
          value={reason}
          nativeInputAttributes={{ "data-testid": "merge-reason", maxLength: 500 }}
          onChange={({ detail }) => setReason(detail.value)}
        />
      </FormField>
      <Button variant="primary" loading={busy} disabled={reason.trim() === ""} data-testid="merge-submit">
        {t("suggestion.merge")}
      </Button>
    </form>
  );
}
