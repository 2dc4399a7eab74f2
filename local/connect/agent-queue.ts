/** The queue that every agent has for themselves: `…/queue/agent/<user id>`. */

const prefix = "agent/";

/** @returns an empty text for nobody */
export const agentQueue = (userId: string): string => (userId === "" ? "" : `${prefix}${userId}`);

/** @returns the user whose queue it is; `undefined` for a queue of the instance */
export const agentOfQueue = (queueId: string): string | undefined =>
  queueId.startsWith(prefix) ? queueId.slice(prefix.length) : undefined;
