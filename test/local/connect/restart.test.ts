import { describe, expect, it } from "vitest";
import * as z from "zod";
import { openTestCentre, promises } from "./centre.ts";
import { action, connectInstance, flow, functionArn } from "./template.ts";

const anything = z.object({ ContactId: z.string() });

describe("another process on the same data", () => {
  it("finds contacts, agents and statuses as they were, and lets ringing end in its time", () => {
    const first = openTestCentre();
    first.available("ayse");
    const ringing = first.call();
    const waiting = first.call();
    first.clock.advance(5000);
    first.centre.close();
    const second = openTestCentre({ database: first.database });
    expect(second.contact(ringing)).toEqual(first.contact(ringing));
    expect(second.contact(waiting).state).toBe("QUEUED");
    expect(second.agent("ayse")).toEqual(first.agent("ayse"));
    second.clock.advance(19_999);
    expect(second.contact(ringing).state).toBe("OFFERED");
    second.clock.advance(1);
    expect(second.agent("ayse").contacts).toMatchObject([{ contactId: ringing, state: "MISSED" }]);
  });

  it("asks a function again that a flow had not heard from", async () => {
    const instance = connectInstance({
      Voice: flow("voice", "CONTACT_FLOW", [
        action("ask", "InvokeLambdaFunction", {
          parameters: { LambdaFunctionARN: functionArn },
          next: "keep",
          errors: { NoMatchingError: "end" },
        }),
        action("keep", "UpdateContactAttributes", {
          parameters: { Attributes: { answer: "$.External.word" } },
          next: "end",
          errors: { NoMatchingError: "end" },
        }),
        action("end", "DisconnectParticipant"),
      ]),
    });
    const first = openTestCentre({ instance, invoke: () => new Promise(() => undefined) });
    const contactId = first.call();
    expect(first.contact(contactId).flow).toMatchObject({ actionId: "ask", waitingFor: "function" });
    first.centre.close();
    const second = openTestCentre({
      instance,
      database: first.database,
      invoke: async () => ({ word: "yes" }),
    });
    await promises();
    expect(second.contact(contactId)).toMatchObject({ state: "COMPLETED", attributes: { answer: "yes" } });
  });

  it("remembers client tokens", () => {
    const first = openTestCentre();
    const once = (centre: typeof first) =>
      centre.centre.act((floor) =>
        floor.state.once("StartTaskContact", "token", anything, () => ({ ContactId: floor.newId() })),
      );
    const made = once(first);
    expect(once(openTestCentre({ database: first.database }))).toEqual(made);
  });
});

describe("a change that fails", () => {
  it("leaves nothing behind, in memory or on disk", () => {
    const test = openTestCentre();
    test.available("ayse");
    const events = test.events.length;
    expect(() =>
      test.centre.act((floor) => {
        floor.saveAgent(test.agent("ayse"), { username: "changed" });
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(test.agent("ayse").username).toBe("ayse");
    expect(test.events).toHaveLength(events);
  });
});
