/** The cases of a customer, and the one an agent has chosen to look at. */
import { useCallback, useMemo, useState } from "react";
import type { CaseView } from "../../schemas/api/shapes.ts";
import type { Api } from "../api/api.ts";
import type { OpenCustomer } from "../customer/use-customer.ts";
import { useReading } from "../shell/use-reading.ts";
import { useText } from "../text/language.tsx";
import { marksOf } from "./case-marks.ts";

/** The case that the brief is about and whose contacts stand out; none: the newest, and none. */
export interface ChosenCase {
  caseId: string | undefined;
  choose(caseId: string | undefined): void;
}

const none: readonly CaseView[] = [];

export function useCases(api: Api, { customerId, revision }: Pick<OpenCustomer, "customerId" | "revision">) {
  const { t } = useText();
  const [chosenId, choose] = useState<string>();
  const read = useCallback(() => api.cases(customerId), [api, customerId]);
  const cases = useReading(read, revision);
  const list = cases.value ?? none;
  const marks = useMemo(() => marksOf(list, t), [list, t]);
  // A case that an unmerge has taken along is looked at no more.
  const caseId = marks.get(chosenId ?? "")?.caseId;
  const chosen: ChosenCase = useMemo(() => ({ caseId, choose }), [caseId]);
  return { cases, marks, chosen };
}
