/** What the shape of a routing policy cannot rule out: checked before a policy is saved. */
import { agentIdSchema } from "../../schemas/routing/agent.ts";
import type { QueuePolicy, RoutingPolicy, RoutingRule } from "../../schemas/routing/policy.ts";
import { calendarProblems } from "../calendar/calendar-problems.ts";
import type { PolicyProblem } from "../policies/policy-problem.ts";

/** All of them, in the order of the policy; none when it can be used. */
export function routingPolicyProblems(policy: RoutingPolicy): PolicyProblem[] {
  const { queues, rules, bots } = policy;
  const queueIds = new Set(queues.map(({ queueId }) => queueId));
  return [
    ...repeated(queues.map(({ queueId }) => queueId)).map((index) =>
      problem(`/queues/${index}/queueId`, "another queue has this id"),
    ),
    ...queues.flatMap((queue, index) => queueProblems(queue, `/queues/${index}`, queueIds)),
    ...unknownQueue(policy.defaultQueueId, "/defaultQueueId", queueIds),
    ...repeated(rules.map(({ ruleId }) => ruleId)).map((index) =>
      problem(`/rules/${index}/ruleId`, "another rule has this id"),
    ),
    ...rules.flatMap((rule, index) => ruleProblems(rule, `/rules/${index}`, queueIds)),
    ...relaxationProblems(policy),
    ...botProblems(bots),
  ];
}

const problem = (pointer: string, detail: string): PolicyProblem => ({ pointer, detail });

/** Where a value stands that has stood before. */
function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [index]));
}

function unknownQueue(
  queueId: string | undefined,
  pointer: string,
  queueIds: ReadonlySet<string>,
): PolicyProblem[] {
  return queueId === undefined || queueIds.has(queueId) ? [] : [problem(pointer, `no queue ${queueId}`)];
}

function queueProblems(
  { queueId, calendar, overflow }: QueuePolicy,
  pointer: string,
  queueIds: ReadonlySet<string>,
): PolicyProblem[] {
  return [
    ...(calendar === undefined ? [] : calendarProblems(calendar)).map((detail) =>
      problem(`${pointer}/calendar`, detail),
    ),
    ...(calendar !== undefined && isNeverOpen(calendar)
      ? [problem(`${pointer}/calendar/week`, "no day has hours: cases would wait for ever")]
      : []),
    ...unknownQueue(overflow?.queueId, `${pointer}/overflow/queueId`, queueIds),
    ...(overflow?.queueId === queueId
      ? [problem(`${pointer}/overflow/queueId`, "a queue cannot help itself")]
      : []),
    ...(overflow?.afterSeconds === 0
      ? [problem(`${pointer}/overflow/afterSeconds`, "after 0 seconds its own agents would never be asked")]
      : []),
  ];
}

const isNeverOpen = ({ week }: NonNullable<QueuePolicy["calendar"]>) =>
  Object.values(week).every((shifts) => shifts === undefined || shifts.length === 0);

function ruleProblems(rule: RoutingRule, pointer: string, queueIds: ReadonlySet<string>): PolicyProblem[] {
  const { when, queueId, skills } = rule;
  const { attributes = {}, ...others } = when;
  const empty = [
    ...Object.entries(others).map(([name, wanted]) => [`${pointer}/when/${name}`, wanted] as const),
    ...Object.entries(attributes).map(
      ([name, wanted]) => [`${pointer}/when/attributes/${name}`, wanted] as const,
    ),
  ].filter(([, wanted]) => Array.isArray(wanted) && wanted.length === 0);
  return [
    ...empty.map(([where]) => problem(where, "an empty list: the rule would never hold")),
    ...unknownQueue(queueId, `${pointer}/queueId`, queueIds),
    ...(queueId === undefined && Object.keys(skills).length === 0
      ? [problem(pointer, "names neither a queue nor a skill: it would do nothing")]
      : []),
  ];
}

function relaxationProblems({ relaxation }: RoutingPolicy): PolicyProblem[] {
  return relaxation.flatMap((circle, index) => {
    const before = relaxation[index - 1] ?? { afterSeconds: 0, lowerSkillsBy: 0, anyLanguage: false };
    const pointer = `/relaxation/${index}`;
    return [
      ...(circle.afterSeconds > before.afterSeconds
        ? []
        : [
            problem(
              `${pointer}/afterSeconds`,
              `not later than ${before.afterSeconds}, when the circle before it begins`,
            ),
          ]),
      ...(circle.lowerSkillsBy >= before.lowerSkillsBy
        ? []
        : [problem(`${pointer}/lowerSkillsBy`, "less than in the circle before: circles only widen")]),
      ...(circle.anyLanguage || !before.anyLanguage
        ? []
        : [
            problem(
              `${pointer}/anyLanguage`,
              "any language would do in the circle before: circles only widen",
            ),
          ]),
    ];
  });
}

/** On a channel one bot has the first word. */
function botProblems(bots: RoutingPolicy["bots"]): PolicyProblem[] {
  const taken = bots.flatMap(({ channels }, bot) =>
    channels.map((channel, index) => ({ channel, bot, index })),
  );
  return [
    ...bots.flatMap(({ agentId }, bot) => {
      const issue = agentIdSchema.safeParse(agentId).error?.issues[0];
      return issue === undefined ? [] : [problem(`/bots/${bot}/agentId`, issue.message)];
    }),
    ...repeated(taken.map(({ channel }) => channel)).flatMap((place) => {
      const found = taken[place];
      return found === undefined
        ? []
        : [
            problem(
              `/bots/${found.bot}/channels/${found.index}`,
              `a bot is first on ${found.channel} already`,
            ),
          ];
    }),
  ];
}
