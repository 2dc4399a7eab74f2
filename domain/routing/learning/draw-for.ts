/** One draw for a decision, and from it one for each agent. Pure: the same draw gives the same decision. */

/** From 0 to below 1, as good as independent between agents: FNV-1a of the id, then the finaliser of MurmurHash3. */
export function drawFor(agentId: string, draw: number): number {
  let hash = 0x811c9dc5 ^ Math.floor(draw * 2 ** 32);
  for (let at = 0; at < agentId.length; at += 1) hash = Math.imul(hash ^ agentId.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
