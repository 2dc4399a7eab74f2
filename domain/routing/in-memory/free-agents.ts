/** Who has room for work, as the index of the table has it: the emptiest first, then the longest idle. */
import type { Agent } from "../../../schemas/routing/agent.ts";
import { freeUnits, groupIdOf } from "../eligibility.ts";
import { SortedBlocks } from "./sorted-blocks.ts";

interface Entry {
  readonly agent: Agent;
  readonly groupId: string;
  readonly room: number;
}

function inOrder(left: Entry, right: Entry): number {
  if (left.room !== right.room) return right.room - left.room;
  const [one, other] = [left.agent, right.agent];
  if (one.idleSince !== other.idleSince) return one.idleSince < other.idleSince ? -1 : 1;
  const [oneId, otherId] = [one.profile.agentId, other.profile.agentId];
  return oneId < otherId ? -1 : oneId > otherId ? 1 : 0;
}

export class FreeAgents {
  readonly #entries = new Map<string, Entry>();
  readonly #groups = new Map<string, SortedBlocks<Entry>>();

  /** @returns the agent's group */
  put(agent: Agent): string {
    const before = this.#entries.get(agent.profile.agentId);
    // Most changes leave the profile alone, and a group's name is dear.
    const groupId = before?.agent.profile === agent.profile ? before.groupId : groupIdOf(agent.profile);
    const entry = { agent, groupId, room: freeUnits(agent) };
    if (before !== undefined) this.#group(before.groupId).delete(before);
    if (entry.room > 0) this.#group(groupId).add(entry);
    this.#entries.set(agent.profile.agentId, entry);
    return groupId;
  }

  /** @param found where they are added */
  first(groupId: string, units: number, most: number, found: Agent[]): void {
    this.#groups.get(groupId)?.first(most, ({ agent, room }) => {
      if (room >= units) found.push(agent);
    });
  }

  #group(groupId: string): SortedBlocks<Entry> {
    const group = this.#groups.get(groupId) ?? new SortedBlocks(inOrder);
    this.#groups.set(groupId, group);
    return group;
  }
}
