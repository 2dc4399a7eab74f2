/** Who one is here: a role to play on a laptop, a person elsewhere. */
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { type Role, roles } from "../api/dev-api.ts";
import type { Account } from "../session/signed-in.ts";
import { useText } from "../text/language.tsx";
import type { TextKey } from "../text/text.ts";

const roleNames: Record<Role, TextKey> = {
  agent: "role.agent",
  supervisor: "role.supervisor",
  admin: "role.admin",
  analyst: "role.analyst",
};

export function AccountMenu({ account }: { account: Account }) {
  const { t } = useText();
  if (account.kind === "person") {
    return (
      <ButtonDropdown items={[{ id: "sign-out", text: t("account.signOut") }]} onItemClick={account.signOut}>
        <span className="account-name">{account.name ?? t("account.menu")}</span>
      </ButtonDropdown>
    );
  }
  return (
    <ButtonDropdown
      data-testid="role-switch"
      ariaLabel={t("role.switch", { role: t(roleNames[account.role]) })}
      items={roles.map((role) => ({
        id: role,
        itemType: "checkbox",
        checked: role === account.role,
        text: t(roleNames[role]),
      }))}
      onItemClick={({ detail }) => {
        const role = roles.find((candidate) => candidate === detail.id);
        if (role !== undefined) account.switchRole(role);
      }}
    >
      {t(roleNames[account.role])}
    </ButtonDropdown>
  );
}
