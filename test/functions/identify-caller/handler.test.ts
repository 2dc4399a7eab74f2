import { expect, it } from "vitest";
import { readFlowEvent } from "../../../adapters/connect/flow-event.ts";
import { unknownCaller } from "../../../domain/connect/identify-caller.ts";
import { createHandler, type IdentifyCallerDeps } from "../../../functions/identify-caller/handler.ts";
import { inert } from "../../support/events.ts";

it("answers even what it cannot read: the caller is queued", async () => {
  let unreadable = 0;
  const handler = createHandler(
    inert<IdentifyCallerDeps>({
      read: readFlowEvent,
      defaultLanguage: "tr",
      onUnreadable: () => {
        unreadable += 1;
      },
    }),
  );
  for (const event of [undefined, {}, { Details: { ContactData: { ContactId: 1 } } }]) {
    expect(await handler(event)).toEqual(unknownCaller("tr"));
  }
  expect(unreadable).toBe(3);
});
