/** The brief of a customer, or of one of their cases, in the language of the page. */
import { useCallback } from "react";
import type { Brief } from "../../schemas/brief.ts";
import type { Api } from "../api/api.ts";
import type { OpenCustomer } from "../customer/use-customer.ts";
import { type Reading, useReading } from "../shell/use-reading.ts";
import { useText } from "../text/language.tsx";

interface Subject extends Pick<OpenCustomer, "customerId" | "revision"> {
  /** Absent: the customer's newest. */
  caseId: string | undefined;
}

export function useBrief(api: Api, { customerId, caseId, revision }: Subject): Reading<Brief> {
  const { language } = useText();
  const read = useCallback(
    () => (caseId === undefined ? api.customerBrief(customerId, language) : api.caseBrief(caseId, language)),
    [api, customerId, caseId, language],
  );
  return useReading(read, revision);
}
