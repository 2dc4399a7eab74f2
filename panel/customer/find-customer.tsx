/** Finds a customer by any identifier they are known by, and opens their page. */
import type { IdentifierKind } from "../../schemas/contact-event.ts";
import type { Api } from "../api/api.ts";
import { customerHref } from "../shell/routes.ts";
import { FindForm } from "./find-form.tsx";

export function FindCustomer({ api }: { api: Api }) {
  async function open(kind: IdentifierKind, value: string): Promise<boolean> {
    const customerId = await api.resolve(kind, value);
    if (customerId !== undefined) location.hash = customerHref(customerId);
    return customerId !== undefined;
  }

  return (
    <search>
      <FindForm name="find" find={open} />
    </search>
  );
}
