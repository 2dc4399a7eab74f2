/** The statuses that an instance of Amazon Connect has for its agents: read once, when the first is wanted. */
import type { AgentStatus } from "../../schemas/routing/agent.ts";
import type { ConnectCall } from "./connect-calls.ts";

/** Every instance has the first two; who has made no status of their own cannot be set to away. */
const typeOf = { available: "ROUTABLE", offline: "OFFLINE", away: "CUSTOM" } as const;

/** The one that our stack makes; an instance may have others, such as for lunch. */
const ownStatusName = "Omniline away";

export function connectStatuses(call: ConnectCall): (status: AgentStatus) => Promise<string | undefined> {
  let listed: ReturnType<typeof list> | undefined;
  const list = () => call("ListAgentStatuses", {});
  return async (status) => {
    listed ??= list();
    try {
      const { AgentStatusSummaryList = [] } = await listed;
      const fitting = AgentStatusSummaryList.filter(({ Type }) => Type === typeOf[status]);
      return (fitting.find(({ Name }) => Name === ownStatusName) ?? fitting[0])?.Id;
    } catch (error) {
      listed = undefined;
      throw error;
    }
  };
}
