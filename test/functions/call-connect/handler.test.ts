import type { SQSRecord } from "aws-lambda";
import { expect, it } from "vitest";
import { wakeUpSchema } from "../../../adapters/connect/command-lines.ts";
import { eachMessage } from "../../../adapters/lambda/partial-batch.ts";
import type { Observe } from "../../../adapters/observability/observe.ts";
import { type CallConnectDeps, createHandler } from "../../../functions/call-connect/handler.ts";
import { inert } from "../../support/events.ts";

it("answers every wake-up by itself: one that fails comes again, the others do not", async () => {
  const claimed: string[] = [];
  const observe = inert<Observe>({ warn: () => {} });
  const handler = createHandler(
    inert<CallConnectDeps>({
      buckets: inert<CallConnectDeps["buckets"]>({ take: async (_, now) => now }),
      lines: inert<CallConnectDeps["lines"]>({
        claim: async (api) => {
          claimed.push(api);
          if (api === "StopContact") throw new Error("no connection");
          return { kind: "empty" };
        },
      }),
      now: () => new Date(0),
      waitUntil: async () => {},
      parse: (body) => wakeUpSchema.parse(JSON.parse(body)),
      eachMessage: (records, handle) => eachMessage(records, handle, observe),
    }),
  );
  const Records = ["CreateContact", "StopContact", "NoSuchApi", "PutUserStatus"].map(
    (api, index) => ({ messageId: String(index), body: JSON.stringify({ api }) }) as SQSRecord,
  );
  expect(await handler({ Records })).toEqual({
    batchItemFailures: [{ itemIdentifier: "1" }, { itemIdentifier: "2" }],
  });
  expect(claimed.sort()).toEqual(["CreateContact", "PutUserStatus", "StopContact"]);
});
