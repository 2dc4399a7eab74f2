/** How many contacts of each channel an agent may still take. Pure. */
import type { Channel, RoutingProfile } from "./instance.ts";
import type { Agent } from "./model.ts";

export interface Slots {
  readonly channel: Channel;
  readonly maximum: number;
  readonly active: number;
  /** Room, whatever the agent's status is. */
  readonly available: number;
}

/** A contact holds its slot until it is cleared, after-contact work and missed ones included. */
export function slots(profile: RoutingProfile, agent: Agent): readonly Slots[] {
  return profile.concurrency.map(({ channel, maximum, besideOthers }) => {
    const active = agent.contacts.filter((contact) => contact.channel === channel).length;
    const free = besideOthers || active === agent.contacts.length ? Math.max(0, maximum - active) : 0;
    return { channel, maximum, active, available: free };
  });
}
