import { describe, expect, it } from "vitest";
import { consoleObserve } from "../../../adapters/observability/observe.ts";
import { NotStoredError } from "../../../domain/errors.ts";

describe("observing", () => {
  const lines: string[] = [];
  const observe = consoleObserve((line) => lines.push(line));
  const last = () => JSON.parse(lines.at(-1) ?? "");

  it("tells what went wrong all the way down, without stacks", () => {
    const cause = new AggregateError([new Error("table"), new Error("queue")]);
    observe.warn("HTTP_FAILED", { route: "r" }, new NotStoredError("event e1", { cause }));
    expect(last()).toEqual({
      level: "warn",
      code: "HTTP_FAILED",
      route: "r",
      cause: "NotStoredError: event e1 (Error: table; Error: queue)",
    });
  });

  it("counts in the embedded metric format", () => {
    observe.count("WebhookRefused", { provider: "twilio", reason: "invalid" });
    expect(last()).toMatchObject({
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: "Omniline",
            Dimensions: [["provider", "reason"]],
            Metrics: [{ Name: "WebhookRefused", Unit: "Count" }],
          },
        ],
      },
      provider: "twilio",
      WebhookRefused: 1,
    });
  });

  it("counts several metrics in one line", () => {
    observe.countAll({ Expected: 5, Seen: 4 });
    expect(last()).toMatchObject({
      _aws: { CloudWatchMetrics: [{ Dimensions: [[]], Metrics: [{ Name: "Expected" }, { Name: "Seen" }] }] },
      Expected: 5,
      Seen: 4,
    });
  });
});
