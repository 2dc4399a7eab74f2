/** Brings two digests together; what `foldEvent` and `mergeDigests` have in common. Pure. */
import { type Digest, type Fact, type FactGroup, factGroups } from "../../schemas/digest.ts";
import { positionOf } from "../timeline/position.ts";
import { areSame, bestOf } from "./best-of.ts";
import { combineFacts } from "./fact.ts";
import { byGroup, factKey, mostFacts } from "./groups.ts";
import { joinProfiles } from "./profile-words.ts";

/** @returns `left` itself when `right` has nothing new */
export function joinDigests(left: Digest, right: Digest): Digest {
  const joined: Digest = {
    facts: byGroup((group) => joinFacts(group, left.facts[group], right.facts[group])),
    profile: joinProfiles(left.profile, right.profile),
  };
  const isOld =
    factGroups.every((group) => joined.facts[group] === left.facts[group]) && joined.profile === left.profile;
  return isOld ? left : joined;
}

function joinFacts(group: FactGroup, left: Fact[], right: readonly Fact[]): Fact[] {
  if (right.length === 0) return left;
  const joined = bestOf([...left, ...right], {
    key: (fact) => factKey(group, fact),
    rank: positionOf,
    most: mostFacts[group],
    combine: combineFacts,
  });
  return areSame(left, joined) ? left : joined;
}
