import { describe, expect, it } from "vitest";
import { giveInput } from "../../../local/connect/flows/run.ts";
import { offer } from "../../../local/connect/offers.ts";
import { openTestCentre } from "./centre.ts";
import { action, connectInstance, flow } from "./template.ts";

/** A call back that rings at an agent. */
function ringing(options: Parameters<typeof openTestCentre>[0] = {}) {
  const test = openTestCentre(options);
  test.available("ayse");
  const contactId = test.call("task", { initiationMethod: "CALLBACK" });
  test.centre.act((floor) => offer(floor, test.contact(contactId), test.agent("ayse")));
  return { ...test, contactId };
}

describe("a call back", () => {
  it("is incoming until its agent accepts; then the whisper flow plays, and both are connected", () => {
    const test = ringing();
    expect(test.agent("ayse").contacts).toMatchObject([{ state: "INCOMING" }]);
    test.accept(test.contactId);
    expect(test.contact(test.contactId)).toMatchObject({ state: "CONNECTED", heard: ["callback"] });
    expect(test.agent("ayse").contacts).toMatchObject([{ state: "CONNECTED" }]);
  });

  it("is accepted once, however long the whisper flow takes", () => {
    const instance = connectInstance({
      Whisper: flow("whisper", "OUTBOUND_WHISPER", [
        action("ask", "GetParticipantInput", {
          parameters: { Text: "ready?", InputTimeLimitSeconds: "60", StoreInput: "False" },
          conditions: { 1: "done" },
          errors: { NoMatchingError: "done" },
        }),
        action("done", "EndFlowExecution"),
      ]),
    });
    const test = ringing({ instance });
    test.accept(test.contactId);
    test.accept(test.contactId);
    expect(test.contact(test.contactId)).toMatchObject({ state: "OFFERED", heard: ["ready?"] });
    test.clock.advance(30_000);
    expect(test.agent("ayse").contacts).toMatchObject([{ state: "CONNECTING" }]);
    test.centre.act((floor) => giveInput(floor, test.contact(test.contactId), "1"));
    expect(test.contact(test.contactId).state).toBe("CONNECTED");
  });
});
