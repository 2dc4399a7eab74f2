/** Where the cases of a channel can stand in line: what an admin is asked for before the channel goes live. Pure. */
import type { Channel } from "../../schemas/contact-event.ts";
import type { RoutingCondition, RoutingPolicy } from "../../schemas/routing/policy.ts";
import { caseTypes } from "../../schemas/understanding.ts";
import type { ShownAttributes } from "../profile/shown-attribute.ts";
import { matchRules, type Traits } from "./matching-rules.ts";

/**
 * Asks the rules themselves, about cases of the channel: those of which nothing else is known, and those that a rule
 * is about. No queue is named to which no case of the channel would go.
 *
 * @returns their ids, that of a case of which nothing else is known first
 */
export function queuesOfChannel(channel: Channel, policy: RoutingPolicy): string[] {
  const conditions: readonly RoutingCondition[] = [{}, ...policy.rules.map(({ when }) => when)];
  const cases = conditions.flatMap((when) => casesOf(when, channel));
  return [...new Set(cases.map((traits) => matchRules(traits, policy).queueId))];
}

/** One of each type that the condition admits, and else no more than it asks for. */
function casesOf(when: RoutingCondition, channel: Channel): Traits[] {
  const { types = caseTypes, campaigns, intents, languages, highValue = false, repeat = false } = when;
  return types.map((type) => ({
    channel,
    type,
    campaign: campaigns?.[0]?.replaceAll("*", ""),
    intent: intents?.[0],
    language: languages?.[0],
    attributes: attributesOf(when),
    highValue,
    repeat,
  }));
}

function attributesOf({ segments, attributes }: RoutingCondition): ShownAttributes {
  const wanted = Object.entries({ ...(segments && { segment: segments }), ...attributes });
  return Object.fromEntries(
    wanted.flatMap(([name, [value]]) =>
      value === undefined
        ? []
        : [[name, { value, source: "", at: "", level: "verified", eventId: "", conflicts: [] }]],
    ),
  );
}
