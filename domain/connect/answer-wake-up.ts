/** Carries out the commands for Amazon Connect, within its quotas and in the order of their ranks. */

import { graceMs } from "../rate/token-bucket.ts";
import { type CommandDeps, carryOutCommand, isGone, offerByTask } from "./carry-out-command.ts";
import type { ConnectApi, WakeUp } from "./commands.ts";

export interface WakeUpDeps extends CommandDeps {
  readonly waitUntil: (instant: Date) => Promise<void>;
}

/** A function waits so long for its slot; a longer wait is the queue's. */
const longestWaitMs = 1500;
const longestDelaySeconds = 900;

/**
 * One wake-up: waits for its slot, and calls for the command that is first in line then, whosever wake-up it was.
 *
 * A crash at any point loses nothing: what was claimed is free again when its lease ends, and the wake-up, which
 * was not acknowledged, comes again.
 */
export async function answerWakeUp(deps: WakeUpDeps, { api, slot }: WakeUp): Promise<void> {
  const usable = await usableSlot(deps, api, slot);
  const waitMs = usable.getTime() - deps.now().getTime();
  if (waitMs > longestWaitMs) {
    await deps.wakeUps.send({ api, slot: usable.toISOString() }, delayFor(waitMs));
    return;
  }
  await deps.waitUntil(usable);
  await carryOutFirst(deps, api);
}

/** The wake-up's own slot unless it comes too late for it; else a new one. */
async function usableSlot({ buckets, now }: WakeUpDeps, api: ConnectApi, slot: string | undefined) {
  const at = now();
  const given = slot === undefined ? undefined : new Date(slot);
  return given !== undefined && at.getTime() <= given.getTime() + graceMs ? given : buckets.take(api, at);
}

/** Half a second to one and a half before the slot: the function waits for the rest, to the millisecond. */
const delayFor = (waitMs: number) => Math.min(longestDelaySeconds, Math.floor((waitMs - 500) / 1000));

/** What no call can be made for any more is dropped or replaced on the way. */
async function carryOutFirst(deps: WakeUpDeps, api: ConnectApi): Promise<void> {
  for (;;) {
    const claim = await deps.lines.claim(api, deps.now());
    switch (claim.kind) {
      case "empty":
        return;
      case "taken": {
        // Whoever has it may have crashed: somebody must look again when its lease is over.
        const seconds = Math.ceil((claim.until.getTime() - deps.now().getTime()) / 1000);
        await deps.wakeUps.send({ api }, Math.min(longestDelaySeconds, Math.max(1, seconds)));
        return;
      }
      case "claimed": {
        const { command } = claim;
        if (command.kind !== "offer") return carryOutCommand(deps, api, claim);
        if ((await deps.standing(command)) !== "offered") await deps.lines.remove(command);
        else if (await isGone(deps, command)) await offerByTask(deps, command);
        else return carryOutCommand(deps, api, claim);
      }
    }
  }
}
