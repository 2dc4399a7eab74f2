/** How long somebody will wait who has just come, and whether they are offered a call back instead. */
import type { BriefLanguage } from "../../schemas/brief.ts";
import type { Channel } from "../../schemas/contact-event.ts";
import type { Policies } from "../policies/policies.ts";
import { offersCallback } from "../routing/callback.ts";
import { type ExpectedWaitDeps, expectedWait, newcomerIn } from "../routing/expected-wait.ts";
import type { WaitNotice } from "../routing/wait-words.ts";

export interface NewcomerDeps extends ExpectedWaitDeps {
  readonly policies: Policies;
}

export async function waitOfNewcomer(
  deps: NewcomerDeps,
  { channel, language }: { readonly channel: Channel; readonly language: BriefLanguage },
): Promise<WaitNotice> {
  const { policy } = await deps.policies.current("routing");
  const { position, seconds } = await expectedWait(
    deps,
    newcomerIn(channel, language, policy, deps.now()),
    policy,
  );
  return {
    ahead: position - 1,
    ...(seconds === undefined ? {} : { estimate: seconds }),
    offersCallback: offersCallback(channel, seconds, policy),
  };
}
