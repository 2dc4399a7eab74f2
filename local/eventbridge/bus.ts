/** EventBridge: PutEvents answers once every matching target has its event on disk. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { accountId, arn } from "../account.ts";
import { ApiError, json, parseBody, type Service, unknownOperation } from "../gateway/call.ts";
import type { Grants } from "../iam/grants.ts";
import type { Log } from "../log.ts";
import type { Resources } from "../template/resources.ts";
import { compilePattern, type Matches } from "./pattern.ts";
import { targetInput } from "./target-input.ts";

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
const ruleProperties = z.strictObject({
  EventBusName: z.string().default("default"),
  EventPattern: z.record(z.string(), z.unknown()),
  State: z.string().default("ENABLED"),
  Targets: z.array(target).default([]),
  Name: z.string().optional(),
  Description: z.string().optional(),
  Tags: z.unknown().optional(),
});
const entry = z.object({
  Source: z.string().min(1),
  DetailType: z.string().min(1),
  Detail: z.string(),
  EventBusName: z.string().default("default"),
  Time: z.number().optional(),
  Resources: z.array(z.string()).default([]),
});

interface Rule {
  readonly arn: string;
  readonly bus: string;
  readonly matches: Matches;
  readonly targets: readonly z.infer<typeof target>[];
}

export interface Targets {
  /** A Lambda function's asynchronous invocation. */
  invoke(functionArn: string, payload: string): void;
  send(queueArn: string, body: string): void;
}

/** @throws Error listing every target that AWS could not deliver to for want of a permission */
export function eventBridgeService(
  resources: Resources,
  grants: Grants,
  targets: Targets,
  log: Log,
): Service {
  const rules = readRules(resources);
  refuseUndeliverable(rules, grants);
  const buses = new Set([
    "default",
    ...resources.ofType("AWS::Events::EventBus", z.object({})).map(({ ref }) => ref),
  ]);

  function deliver(rule: Rule, to: Rule["targets"][number], event: Record<string, unknown>) {
    const payload = targetInput(event, to, rule.arn);
    try {
      if (to.Arn.startsWith("arn:aws:lambda:")) targets.invoke(to.Arn, payload);
      else targets.send(to.Arn, payload);
    } catch (error) {
      log.error(`rule ${rule.arn}: target ${to.Id} not reached: ${String(error)}`);
      if (to.DeadLetterConfig) targets.send(to.DeadLetterConfig.Arn, JSON.stringify(event));
    }
  }

  return ({ operation, target: wanted, body }, authorise) => {
    if (operation !== "PutEvents") throw unknownOperation(wanted);
    const { Entries } = z.object({ Entries: z.array(z.unknown()).min(1).max(10) }).parse(parseBody(body));
    if (body.length > 1_048_576)
      throw new ApiError(
        "ValidationException",
        "Total size of the entries in the request is over the limit.",
      );
    const parsed = Entries.map((one) => entry.safeParse(one));
    authorise(
      parsed.flatMap(({ data }) =>
        data
          ? {
              action: "events:PutEvents",
              resource: arn("events", resources.region, `event-bus/${busName(data.EventBusName)}`),
              context: { "events:source": [data.Source], "events:detail-type": [data.DetailType] },
            }
          : [],
      ),
    );
    const results = parsed.map(({ data, error }) => {
      if (!data) return { ErrorCode: "InvalidArgument", ErrorMessage: z.prettifyError(error) };
      const detail = parseDetail(data.Detail);
      if (!detail) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
      const bus = busName(data.EventBusName);
      if (!buses.has(bus))
        throw new ApiError("ResourceNotFoundException", `Event bus ${bus} does not exist.`);
      const event = envelope(data, detail, resources.region);
      for (const rule of rules) {
        if (rule.bus !== bus || !rule.matches(event)) continue;
        for (const to of rule.targets) deliver(rule, to, event);
      }
      return { EventId: event.id };
    });
    return json({
      FailedEntryCount: results.filter((result) => "ErrorCode" in result).length,
      Entries: results,
    });
  };
}

function readRules(resources: Resources): readonly Rule[] {
  return resources
    .ofType("AWS::Events::Rule", ruleProperties)
    .filter(({ properties }) => properties.State === "ENABLED")
    .map(({ arn: ruleArn, properties }) => ({
      arn: ruleArn,
      bus: busName(properties.EventBusName),
      matches: compilePattern(properties.EventPattern),
      targets: properties.Targets,
    }));
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

function busName(nameOrArn: string): string {
  return nameOrArn.split("/").at(-1) ?? nameOrArn;
}

function parseDetail(text: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function envelope(data: z.infer<typeof entry>, detail: Record<string, unknown>, region: string) {
  const time = data.Time === undefined ? new Date() : new Date(data.Time * 1000);
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": data.DetailType,
    source: data.Source,
    account: accountId,
    time: time.toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: data.Resources,
    detail,
  };
}
