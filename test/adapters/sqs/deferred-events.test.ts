import { describe, expect, it } from "vitest";
import { deferredEventSchema, sqsDeferredEvents } from "../../../adapters/sqs/deferred-events.ts";
import { untimedEvent } from "../../support/events.ts";

describe("a deferred event", () => {
  it("comes out of the queue as it went in, characters included that SQS refuses", async () => {
    const event = untimedEvent({
      text: "\uffff \ufffe \u0000 \ud83d\udc4b",
      identifiers: [{ kind: "phone", value: "+905559998877", level: "verified", verifiedBy: "crm" }],
      previousIdentifiers: [{ kind: "phone", value: "+905551112233", level: "verified" }],
    });
    const sent: string[] = [];
    const queue = sqsDeferredEvents(async (_, input) => {
      sent.push(String(Reflect.get(input, "MessageBody")));
      return "{}";
    }, "https://queue");
    await queue.defer(event);
    expect(sent[0]).not.toMatch(/[\ufffe\uffff]/);
    expect(deferredEventSchema.parse(JSON.parse(sent[0] ?? ""))).toEqual(JSON.parse(JSON.stringify(event)));
  });

  it("that an older version deferred can still be stored", () => {
    const { previousIds, ...older } = untimedEvent();
    expect(deferredEventSchema.parse(JSON.parse(JSON.stringify(older))).previousIds).toEqual(previousIds);
  });
});
