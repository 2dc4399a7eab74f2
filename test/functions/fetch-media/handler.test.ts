import { readFileSync } from "node:fs";
import type { SQSRecord } from "aws-lambda";
import { expect, it } from "vitest";
import { eachMessage } from "../../../adapters/lambda/partial-batch.ts";
import type { Observe } from "../../../adapters/observability/observe.ts";
import type { EventPlace, MediaEvents } from "../../../domain/media/note-media.ts";
import { createHandler, type FetchMediaHandlerDeps } from "../../../functions/fetch-media/handler.ts";
import { inert } from "../../support/events.ts";

const example = JSON.parse(
  readFileSync(
    new URL("../../../schemas/domain-events/examples/AttachmentsReceived.json", import.meta.url),
    "utf8",
  ),
);
const message = (messageId: string, detail: unknown) =>
  ({ messageId, body: JSON.stringify({ "detail-type": "AttachmentsReceived", detail }) }) as SQSRecord;

async function handled(read: MediaEvents["read"], ...Records: SQSRecord[]) {
  const handler = createHandler(
    inert<FetchMediaHandlerDeps>({
      events: inert<MediaEvents>({ read }),
      eachMessage: (records, handle) => eachMessage(records, handle, inert<Observe>({ warn: () => {} })),
    }),
  );
  return handler({ Records });
}

it("fetches for the event that the bus names, and for an erased one nothing", async () => {
  const read: EventPlace[] = [];
  const answer = await handled(
    async (place) => {
      read.push(place);
      return undefined;
    },
    message("m1", example),
  );
  const { identifierId, eventId, occurredAt } = example.data;
  expect(read).toEqual([{ identifierId, eventId, occurredAt }]);
  expect(answer.batchItemFailures).toEqual([]);
});

it("shows the queue again what failed, and that alone", async () => {
  const other = { ...example, data: { ...example.data, eventId: "broken" } };
  const answer = await handled(
    async ({ eventId }) => {
      if (eventId === "broken") throw new Error("no table");
      return undefined;
    },
    message("m1", example),
    message("m2", other),
    message("m3", { data: {} }),
  );
  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: "m2" }, { itemIdentifier: "m3" }]);
});
