import { expect, it } from "vitest";
import { type ConnectCommand, commandIdOf, type WakeUp } from "../../../domain/connect/commands.ts";
import { setStatusInConnect } from "../../../domain/connect/set-status.ts";
import { inert } from "../../support/events.ts";
import { agentOf, noon } from "../../world/routing/scene.ts";

it("asks Connect for the status of an agent who works there, and nobody else's", async () => {
  const commands: ConnectCommand[] = [];
  const woken: WakeUp[] = [];
  const deps = {
    lines: inert<Parameters<typeof setStatusInConnect>[0]["lines"]>({
      add: async (command) => void commands.push(command),
    }),
    wakeUps: { send: async (wakeUp: WakeUp) => void woken.push(wakeUp) },
  };
  const agent = agentOf("a1");
  await setStatusInConnect(deps, agent, "away", new Date(noon));
  expect(commands).toEqual([]);
  const here = { ...agent, profile: { ...agent.profile, connectUserId: "u1" } };
  for (const ms of [0, 0, 1]) await setStatusInConnect(deps, here, "away", new Date(noon + ms));
  expect(commands[0]).toEqual({
    kind: "status",
    rank: new Date(noon).toISOString(),
    agentId: "a1",
    userId: "u1",
    status: "away",
  });
  expect(woken).toEqual(Array(3).fill({ api: "PutUserStatus" }));
  // A doubled call is one command, a later one another.
  expect(new Set(commands.map(commandIdOf)).size).toBe(2);
});
