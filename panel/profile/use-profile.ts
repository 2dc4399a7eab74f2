/** The customer 360, as agents see it. */
import { useCallback } from "react";
import type { AgentProfile } from "../../schemas/profile.ts";
import type { Api } from "../api/api.ts";
import type { OpenCustomer } from "../customer/use-customer.ts";
import { type Reading, useReading } from "../shell/use-reading.ts";

export function useProfile(
  api: Api,
  { customerId, revision }: Pick<OpenCustomer, "customerId" | "revision">,
): Reading<AgentProfile> {
  const read = useCallback(() => api.profile(customerId), [api, customerId]);
  return useReading(read, revision);
}
