import { expect, it } from "vitest";
import type { AgentEvent } from "../../../domain/connect/agent-news.ts";
import { createHandler } from "../../../functions/follow-agents/handler.ts";
import { ContactWorld } from "../../domain/connect/contact-world.ts";

it("tells routing who is there, in the order of the stream", async () => {
  const world = new ContactWorld();
  const events: AgentEvent[] = [
    {
      userId: "user-1",
      type: "LOGIN",
      at: "2026-11-22T09:00:00.000Z",
      current: { status: "away", contacts: [] },
    },
    { userId: "user-1", type: "LOGOUT", at: "2026-11-22T17:00:00.000Z" },
  ];
  const handler = createHandler({
    ...world.deps,
    eachRecord: async (_, handle) => {
      for (const event of events) await handle(event);
      return { batchItemFailures: [] };
    },
  });
  expect(await handler({ Records: [] })).toEqual({ batchItemFailures: [] });
  expect(world.statuses).toEqual([
    "agent-1 away 2026-11-22T08:59:59.999Z",
    "agent-1 offline 2026-11-22T17:00:00.000Z",
  ]);
});
