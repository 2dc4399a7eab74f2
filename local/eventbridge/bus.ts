/** EventBridge: PutEvents answers once every matching target has its event on disk. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { accountId, arn } from "../account.ts";
import type { Values } from "../data-dir.ts";
import { ApiError, json, parseBody, type Service, unknownOperation } from "../gateway/call.ts";
import type { Grants } from "../iam/grants.ts";
import type { Log } from "../log.ts";
import type { Resources } from "../template/resources.ts";
import { busName, type Rule, readRules } from "./rules.ts";
import { createSchedules, type Schedules } from "./schedules.ts";
import { targetInput } from "./target-input.ts";

const entry = z.object({
  Source: z.string().min(1),
  DetailType: z.string().min(1),
  Detail: z.string(),
  EventBusName: z.string().default("default"),
  Time: z.number().optional(),
  Resources: z.array(z.string()).default([]),
});

/** What an AWS service announces. */
export interface AwsEvent {
  /** Such as `aws.connect`. */
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources?: readonly string[];
  /** Now, if it is not given. */
  readonly time?: Date;
}

export interface EventBridge {
  readonly service: Service;
  /** Puts an event of a local service on the default bus: returns once every matching target has it on disk. */
  putAwsEvent(event: AwsEvent): void;
  readonly schedules: Schedules;
}

export interface EventBridgeOptions {
  readonly resources: Resources;
  readonly grants: Grants;
  /** When each scheduled rule fired last. */
  readonly lastFired: Values;
  readonly log: Log;
  /** A Lambda function's asynchronous invocation. */
  invoke(functionArn: string, payload: string): void;
  send(queueArn: string, body: string): void;
}

/** @throws Error listing every target that AWS could not deliver to for want of a permission */
export function openEventBridge(options: EventBridgeOptions): EventBridge {
  const { resources, grants, lastFired, log } = options;
  const rules = readRules(resources, grants);
  const buses = new Set([
    "default",
    ...resources.ofType("AWS::Events::EventBus", z.object({})).map(({ ref }) => ref),
  ]);

  function deliver(rule: Rule, event: Record<string, unknown>) {
    for (const to of rule.targets) {
      const payload = targetInput(event, to, rule.arn);
      try {
        if (to.Arn.startsWith("arn:aws:lambda:")) options.invoke(to.Arn, payload);
        else options.send(to.Arn, payload);
      } catch (error) {
        log.error(`rule ${rule.arn}: target ${to.Id} not reached: ${String(error)}`);
        if (to.DeadLetterConfig) options.send(to.DeadLetterConfig.Arn, JSON.stringify(event));
      }
    }
  }

  /** @returns the event's id */
  function put(bus: string, given: AwsEvent): string {
    const event = envelope(given, resources.region);
    for (const rule of rules) if (rule.bus === bus && rule.matches(event)) deliver(rule, event);
    return event.id;
  }

  function putEntry({ data, error }: z.ZodSafeParseResult<z.infer<typeof entry>>) {
    if (!data) return { ErrorCode: "InvalidArgument", ErrorMessage: z.prettifyError(error) };
    if (data.Source.startsWith("aws.")) {
      return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
    }
    const detail = parseDetail(data.Detail);
    if (!detail) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
    const bus = busName(data.EventBusName);
    if (!buses.has(bus)) throw new ApiError("ResourceNotFoundException", `Event bus ${bus} does not exist.`);
    const time = data.Time === undefined ? {} : { time: new Date(data.Time * 1000) };
    const event = {
      source: data.Source,
      detailType: data.DetailType,
      detail,
      resources: data.Resources,
      ...time,
    };
    return { EventId: put(bus, event) };
  }

  return {
    putAwsEvent: (event) => void put("default", event),
    schedules: createSchedules(rules, lastFired, (rule) => {
      const event = {
        source: "aws.events",
        detailType: "Scheduled Event",
        detail: {},
        resources: [rule.arn],
      };
      deliver(rule, envelope(event, resources.region));
    }),
    service({ operation, target: wanted, body }, authorise) {
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
      const results = parsed.map(putEntry);
      return json({
        FailedEntryCount: results.filter((result) => "ErrorCode" in result).length,
        Entries: results,
      });
    },
  };
}

function parseDetail(text: string): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function envelope(
  { source, detailType, detail, resources = [], time = new Date() }: AwsEvent,
  region: string,
) {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": detailType,
    source,
    account: accountId,
    time: time.toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources,
    detail,
  };
}
