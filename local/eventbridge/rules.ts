/** The template's rules, by event pattern or by schedule, checked for targets that AWS could not deliver to. */
import * as z from "zod";
import type { Grants } from "../iam/grants.ts";
import type { Resources } from "../template/resources.ts";
import { compilePattern, type Matches } from "./pattern.ts";
import { rateMs } from "./rate.ts";

const target = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .strictObject({ InputPathsMap: z.record(z.string(), z.string()).optional(), InputTemplate: z.string() })
    .optional(),
  RetryPolicy: z.object({}).optional(),
  DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  SqsParameters: z.undefined().optional(),
});
const properties = z
  .strictObject({
    EventBusName: z.string().default("default"),
    EventPattern: z.record(z.string(), z.unknown()).optional(),
    ScheduleExpression: z.string().optional(),
    State: z.string().default("ENABLED"),
    Targets: z.array(target).default([]),
    Name: z.string().optional(),
    Description: z.string().optional(),
    Tags: z.unknown().optional(),
  })
  .refine(
    ({ EventPattern, ScheduleExpression }) => EventPattern !== undefined || ScheduleExpression !== undefined,
    "EventPattern or ScheduleExpression",
  )
  .refine(
    ({ EventBusName, ScheduleExpression }) =>
      ScheduleExpression === undefined || busName(EventBusName) === "default",
    "a schedule is for the default bus alone",
  );

export interface Rule {
  readonly arn: string;
  readonly name: string;
  readonly bus: string;
  readonly matches: Matches;
  /** Undefined for a rule that only waits for events. */
  readonly everyMs: number | undefined;
  readonly targets: readonly z.infer<typeof target>[];
}

/** @throws Error listing every target that AWS could not deliver to for want of a permission */
export function readRules(resources: Resources, grants: Grants): readonly Rule[] {
  const rules = resources
    .ofType("AWS::Events::Rule", properties)
    .filter(({ properties: { State } }) => State === "ENABLED")
    .map(({ arn, ref, properties: given }) => ({
      arn,
      name: ref,
      bus: busName(given.EventBusName),
      matches: given.EventPattern === undefined ? () => false : compilePattern(given.EventPattern),
      everyMs: given.ScheduleExpression === undefined ? undefined : rateMs(given.ScheduleExpression, arn),
      targets: given.Targets,
    }));
  refuseUndeliverable(rules, grants);
  return rules;
}

/** On AWS such events just vanish. */
function refuseUndeliverable(rules: readonly Rule[], grants: Grants) {
  const problems = rules.flatMap((rule) =>
    rule.targets.flatMap(({ Arn, DeadLetterConfig }) => {
      const context = { "aws:sourcearn": [rule.arn] };
      const wanted = [
        {
          action: Arn.startsWith("arn:aws:lambda:") ? "lambda:InvokeFunction" : "sqs:SendMessage",
          resource: Arn,
        },
        ...(DeadLetterConfig ? [{ action: "sqs:SendMessage", resource: DeadLetterConfig.Arn }] : []),
      ];
      if (!/^arn:aws:(lambda|sqs):/.test(Arn))
        return [`rule ${rule.arn}: target ${Arn} is of a kind not known here`];
      return wanted
        .filter((access) => !grants.serviceMay("events.amazonaws.com", { ...access, context }))
        .map(
          ({ action, resource }) => `rule ${rule.arn}: events.amazonaws.com may not ${action} on ${resource}`,
        );
    }),
  );
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

export function busName(nameOrArn: string): string {
  return nameOrArn.split("/").at(-1) ?? nameOrArn;
}
