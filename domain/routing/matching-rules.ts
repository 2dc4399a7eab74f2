/** Which rules of the policy apply to a case, and what they make of it. Pure. */
import { isDeepStrictEqual } from "node:util";
import type { Channel } from "../../schemas/contact-event.ts";
import type { QueuePolicy, RoutingCondition, RoutingPolicy } from "../../schemas/routing/policy.ts";
import type { Requirement } from "../../schemas/routing/requirement.ts";
import type { CaseType } from "../../schemas/understanding.ts";
import { fold } from "../offers/words.ts";
import { textOf } from "../profile/read-attributes.ts";
import type { ShownAttributes } from "../profile/shown-attribute.ts";
import { isNamed } from "./name-pattern.ts";

/** What rules can ask about. */
export interface Traits {
  readonly channel: Channel;
  readonly campaign?: string | undefined;
  readonly intent?: string | undefined;
  readonly type: CaseType;
  /** ISO 639-1. */
  readonly language?: string | undefined;
  readonly attributes: ShownAttributes;
  readonly highValue: boolean;
  readonly repeat: boolean;
}

type Skills = Requirement["skills"];

export interface Matched {
  readonly queueId: string;
  /** Of the queue and of all rules that hold. */
  readonly skills: Skills;
  /** The rules that hold, in their order. */
  readonly rules: readonly string[];
}

/** The first rule that names a queue decides it; the skills of all of them add up. */
export function matchRules(traits: Traits, policy: RoutingPolicy): Matched {
  const matching = policy.rules.filter(({ when }) => holds(when, traits));
  const queueId = matching.find((rule) => rule.queueId !== undefined)?.queueId ?? policy.defaultQueueId;
  return {
    queueId,
    skills: highest([skillsOfQueue(policy, queueId), ...matching.map(({ skills }) => skills)]),
    rules: matching.map(({ ruleId }) => ruleId),
  };
}

/** `undefined` where a newer policy has taken the queue away. */
export const queueOf = (
  { queues }: Pick<RoutingPolicy, "queues">,
  queueId: string,
): QueuePolicy | undefined => queues.find((queue) => queue.queueId === queueId);

/** What every case of the queue asks for. */
export const skillsOfQueue = (policy: Pick<RoutingPolicy, "queues">, queueId: string): Skills =>
  queueOf(policy, queueId)?.skills ?? {};

/** Every skill at the highest level that is asked for. */
function highest(all: readonly Skills[]): Skills {
  const levels = new Map<string, number>();
  for (const [skill, level] of all.flatMap((skills) => Object.entries(skills)))
    levels.set(skill, Math.max(level, levels.get(skill) ?? level));
  return Object.fromEntries(levels);
}

function holds(when: RoutingCondition, traits: Traits): boolean {
  const { campaign, attributes } = traits;
  const segment = textOf(attributes, "segment");
  return (
    isOneOf(when.channels, traits.channel) &&
    isAny(when.campaigns, (pattern) => campaign !== undefined && isNamed(pattern, campaign)) &&
    isOneOf(when.intents, traits.intent) &&
    isOneOf(when.types, traits.type) &&
    isOneOf(when.languages, traits.language) &&
    isAny(when.segments, (wanted) => segment !== undefined && fold(wanted) === fold(segment)) &&
    hasAttributes(when.attributes, attributes) &&
    (when.highValue ?? traits.highValue) === traits.highValue &&
    (when.repeat ?? traits.repeat) === traits.repeat
  );
}

const isAny = <Value>(wanted: readonly Value[] | undefined, isIt: (value: Value) => boolean): boolean =>
  wanted === undefined || wanted.some(isIt);

const isOneOf = <Value>(wanted: readonly Value[] | undefined, value: Value | undefined): boolean =>
  isAny(wanted, (one) => one === value);

/** By the word that the profile shows: of several sources, the one that is believed. */
function hasAttributes(wanted: RoutingCondition["attributes"], attributes: ShownAttributes): boolean {
  return Object.entries(wanted ?? {}).every(([name, values]) => {
    const shown = attributes[name];
    return shown !== undefined && values.some((value) => isDeepStrictEqual(value, shown.value));
  });
}
