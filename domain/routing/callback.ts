/** Whether a caller is offered to be called back instead of waiting. Pure. */
import type { Channel } from "../../schemas/contact-event.ts";
import type { RoutingPolicy } from "../../schemas/routing/policy.ts";

/**
 * Only callers: whoever writes is free to do something else while they wait.
 *
 * @param estimate seconds, as `estimateWait` says; `undefined` where nobody is there, which is long enough
 */
export function offersCallback(
  channel: Channel,
  estimate: number | undefined,
  { callback }: Pick<RoutingPolicy, "callback">,
): boolean {
  return channel === "voice" && (estimate === undefined || estimate > callback.offerAfterSeconds);
}
