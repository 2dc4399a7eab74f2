import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openValues } from "../../../local/data-dir.ts";
import { openEventBridge } from "../../../local/eventbridge/bus.ts";
import { readGrants } from "../../../local/iam/grants.ts";
import { memoryLog } from "../support/platform.ts";
import { resourcesOf } from "../support/resources.ts";

const queueArn = "arn:aws:sqs:us-east-1:000000000000:Q";
const statement = {
  Effect: "Allow",
  Action: "sqs:SendMessage",
  Resource: queueArn,
  Principal: { Service: "events.amazonaws.com" },
};
const QueuePolicy = {
  Type: "AWS::SQS::QueuePolicy",
  Properties: { PolicyDocument: { Version: "2012-10-17", Statement: statement } },
};

/** A bus with one rule, and what its queue gets. */
function open(rule: object, database = new DatabaseSync(":memory:")) {
  const Properties = { Name: "R", Targets: [{ Id: "T", Arn: queueArn }], ...rule };
  const resources = resourcesOf({ R: { Type: "AWS::Events::Rule", Properties }, P: QueuePolicy });
  const sent: Record<string, unknown>[] = [];
  const bus = openEventBridge({
    resources,
    grants: readGrants(resources),
    lastFired: openValues(database, "schedule"),
    log: memoryLog(),
    invoke: () => undefined,
    send: (_, body) => void sent.push(JSON.parse(body)),
  });
  return { ...bus, sent };
}

describe("an AWS service's event", () => {
  it("reaches the rules of the default bus, in EventBridge's envelope", () => {
    const { putAwsEvent, sent } = open({ EventPattern: { source: ["aws.connect"] } });
    const event = {
      source: "aws.connect",
      detailType: "Amazon Connect Contact Event",
      detail: { eventType: "QUEUED" },
      resources: ["arn:aws:connect:us-east-1:000000000000:instance/i"],
      time: new Date("2026-11-22T10:00:00.500Z"),
    };
    putAwsEvent(event);
    putAwsEvent({ ...event, source: "aws.other" });
    expect(sent).toEqual([
      {
        version: "0",
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        "detail-type": event.detailType,
        source: event.source,
        account: "000000000000",
        time: "2026-11-22T10:00:00Z",
        region: "us-east-1",
        resources: event.resources,
        detail: event.detail,
      },
    ]);
  });

  it("can be put by AWS alone", async () => {
    const { service, sent } = open({ EventPattern: { source: ["aws.connect"] } });
    const entry = { Source: "aws.connect", DetailType: "D", Detail: "{}" };
    const request = {
      caller: { arn: "", isFunction: true, refusal: () => undefined },
      method: "POST",
      path: "/",
      rawUrl: "/",
      query: new URLSearchParams(),
      headers: {},
      target: "",
      operation: "PutEvents",
      body: Buffer.from(JSON.stringify({ Entries: [entry] })),
    };
    const { body } = await service(request, () => undefined);
    expect(JSON.parse(String(body))).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: "NotAuthorizedForSourceException" }],
    });
    expect(sent).toEqual([]);
  });
});

describe("a scheduled rule", () => {
  const hourly = { ScheduleExpression: "rate(1 hour)" };
  const hour = 3_600_000;
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("fires a Scheduled Event into its targets when its time comes, again and again", async () => {
    const { schedules, sent } = open(hourly);
    schedules.start();
    await vi.advanceTimersByTimeAsync(hour - 1);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1 + 2 * hour);
    schedules.close();
    await vi.advanceTimersByTimeAsync(5 * hour);
    expect(sent).toHaveLength(3);
    expect(sent[0]).toMatchObject({
      "detail-type": "Scheduled Event",
      source: "aws.events",
      resources: ["arn:aws:events:us-east-1:000000000000:rule/R"],
      detail: {},
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is due after a restart when it would have been without one", async () => {
    const database = new DatabaseSync(":memory:");
    const first = open(hourly, database);
    first.schedules.start();
    await vi.advanceTimersByTimeAsync(hour / 2);
    first.schedules.close();
    const second = open(hourly, database);
    second.schedules.start();
    await vi.advanceTimersByTimeAsync(hour / 2);
    second.schedules.close();
    expect([first.sent.length, second.sent.length]).toEqual([0, 1]);
  });

  it("can be fired at once, and counts from then on", async () => {
    const { schedules, sent } = open(hourly);
    schedules.start();
    await vi.advanceTimersByTimeAsync(hour / 2);
    schedules.fireNow("R");
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(hour - 1);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(2);
    schedules.close();
    expect(() => schedules.fireNow("S")).toThrow("no scheduled rule S");
  });

  it.each([
    ["by cron", { ScheduleExpression: "cron(0 12 * * ? *)" }, /cron.* is not known here/],
    ["on another bus", { ...hourly, EventBusName: "Own" }, /default bus/],
    ["without any time or event", {}, /EventPattern or ScheduleExpression/],
  ])("%s is refused", (_, rule, message) => {
    expect(() => open(rule)).toThrow(message);
  });
});
