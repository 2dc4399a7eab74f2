/** Every minute: messages of the outbox that nobody has looked at for a while are looked at again. */
import type { HandOverDeps } from "../../domain/outbox/hand-over.ts";
import type { Outbox } from "../../domain/outbox/outbox.ts";

export interface ResumeDeps {
  readonly outbox: Pick<Outbox, "openSince">;
  readonly announce: HandOverDeps["announce"];
  readonly now: () => Date;
  readonly report: (resumed: number) => void;
}

/** Younger ones are still on their usual way. */
const youngestMs = 60_000;
const mostAtOnce = 500;

export function createHandler({ outbox, announce, now, report }: ResumeDeps) {
  return async (): Promise<void> => {
    const open = await outbox.openSince(new Date(now().getTime() - youngestMs), mostAtOnce);
    for (const sendId of open) await announce({ sendId }, 0);
    if (open.length > 0) report(open.length);
  };
}
