import type { SQSRecord } from "aws-lambda";
import { expect, it } from "vitest";
import { readContactEvent } from "../../../adapters/connect/contact-event.ts";
import { eachMessage } from "../../../adapters/lambda/partial-batch.ts";
import type { Observe } from "../../../adapters/observability/observe.ts";
import { createHandler } from "../../../functions/follow-contacts/handler.ts";
import { ContactWorld } from "../../domain/connect/contact-world.ts";
import { inert } from "../../support/events.ts";

const recordOf = (messageId: string, detail: object) => {
  const body = JSON.stringify({ source: "aws.connect", time: "2026-11-22T09:00:00Z", detail });
  return { messageId, body } as SQSRecord;
};

it("follows the contacts that routing goes by, and sends back what it cannot read", async () => {
  const world = new ContactWorld();
  world.cases.set("call", "case");
  const observe = inert<Observe>({ warn: () => {} });
  const handler = createHandler({
    ...world.deps,
    parse: readContactEvent,
    eachMessage: (records, handle) => eachMessage(records, handle, observe),
  });
  const agentInfo = { agentArn: "arn:aws:connect:eu-central-1:1:instance/i/agent/user-1" };
  const answer = await handler({
    Records: [
      recordOf("1", { eventType: "CONTACT_DATA_UPDATED", contactId: "call" }),
      recordOf("2", { eventType: "QUEUED" }),
      recordOf("3", { eventType: "CONNECTED_TO_AGENT", contactId: "call", agentInfo }),
    ],
  });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "2" }] });
  expect(world.told).toEqual(["accepted case agent-1 -"]);
});
