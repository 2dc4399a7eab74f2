/** Says to a role that sees no customers why there is nothing to see. */
import Alert from "@cloudscape-design/components/alert";
import type { Account } from "../session/signed-in.ts";
import { useText } from "../text/language.tsx";

export function NotForThisRole({ account }: { account: Account }) {
  const { t } = useText();
  return (
    <Alert
      type="info"
      header={<h1 className="alert-title">{t("refused.title")}</h1>}
      data-testid="not-for-this-role"
    >
      {t("refused.explanation")}{" "}
      {t(account.kind === "laptop" ? "refused.switchRole" : "refused.askAdministrator")}
    </Alert>
  );
}
