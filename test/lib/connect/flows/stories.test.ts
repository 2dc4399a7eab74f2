/** What happens to customers in our flows. */
import { describe, expect, it } from "vitest";
import { callFlow } from "../../../../lib/connect/flows/call-flow.ts";
import { callbackFlow } from "../../../../lib/connect/flows/callback-flow.ts";
import { csatFlow } from "../../../../lib/connect/flows/csat-flow.ts";
import { customerQueueFlow } from "../../../../lib/connect/flows/customer-queue-flow.ts";
import { chatFlow, emailFlow, taskFlow } from "../../../../lib/connect/flows/digital-flow.ts";
import type { Action, Flow } from "../../../../lib/connect/flows/flow-language.ts";
import { prompts } from "../../../../lib/connect/flows/prompts.ts";
import { voiceFlow } from "../../../../lib/connect/flows/voice-flow.ts";
import { type Walk, walk } from "./walk.ts";

const digital = {
  identifyCallerArn: "identify",
  assignedQueueArn: "assigned-queue",
  customerQueueFlowArn: "waiting",
};
const voice = voiceFlow({ ...digital, voiceQueueArn: "voice-queue", csatFlowArn: "rating" });
const chat = chatFlow({ ...digital, csatFlowArn: "rating" });
const waiting = customerQueueFlow(digital);

/** Everything goes well, but what is named by the start of its identifier; nobody presses a key unless told to. */
function tell(flow: Flow, happens: Readonly<Record<string, string>>, more: Omit<Walk, "outcome"> = {}) {
  const outcome = ({ Identifier }: Action, outcomes: readonly string[]) => {
    const named = Object.entries(happens).find(([start]) => Identifier.startsWith(start))?.[1];
    if (named !== undefined && outcomes.includes(named)) return named;
    return outcomes.includes("InputTimeLimitExceeded") ? "InputTimeLimitExceeded" : (outcomes[0] ?? "");
  };
  const told = walk(flow, { outcome, ...more });
  const done = (type: Action["Type"]) =>
    told.visits
      .filter(({ action, outcome }) => action.Type === type && outcome === "ok")
      .map((v) => v.action);
  return { ...told, done, heard: told.visits.flatMap(({ said }) => said).filter((text) => text !== "") };
}

const known = { known: "true", language: "en", greeting: "Good morning, Ada.", priority: "3" };

describe("a caller", () => {
  it("who is known is greeted in their language, and waits in the voice queue", () => {
    const { heard, end, values, done } = tell(voice, {}, { answer: known });
    expect(heard).toEqual(["Good morning, Ada."]);
    expect(end).toEqual({ type: "TransferContactToQueue", outcome: "ok" });
    expect(done("UpdateContactTargetQueue").map(({ Parameters }) => Parameters.QueueId)).toEqual([
      "voice-queue",
    ]);
    expect(values).toMatchObject({ "$.Attributes.language": "en", "$.Attributes.priority": "3" });
  });

  it("is kept from agents for ten seconds, or until Omniline steers the call", () => {
    const { visits } = tell(voice, {}, { answer: known });
    expect(visits.slice(-2).map(({ action }) => action.Type)).toEqual([
      "UpdateContactRoutingCriteria",
      "TransferContactToQueue",
    ]);
    // "Set routing criteria" in the Administrator Guide, and its action's page in the Flow language reference.
    expect(visits.at(-2)?.action.Parameters).toEqual({
      RoutingCriteria: {
        Steps: [
          {
            Expression: {
              AndExpression: [
                {
                  AttributeCondition: {
                    Name: "omniline.skill",
                    Value: "steered-by-omniline",
                    ProficiencyLevel: "1.0",
                    ComparisonOperator: "NumberGreaterOrEqualTo",
                  },
                },
              ],
            },
            Expiry: { DurationInSeconds: "10" },
          },
        ],
      },
    });
  });

  it("is queued all the same when the call cannot be kept from agents", () => {
    const { visits, end } = tell(voice, { "Hold the call": "NoMatchingError" }, { answer: known });
    expect(visits.at(-2)).toMatchObject({
      action: { Type: "UpdateContactRoutingCriteria" },
      outcome: "NoMatchingError",
    });
    expect(end).toEqual({ type: "TransferContactToQueue", outcome: "ok" });
  });

  it("leaves no greeting and no sentence behind in the attributes", () => {
    const { values } = tell(voice, {}, { answer: { ...known, waitText: "It takes two minutes." } });
    expect(Object.keys(values).filter((key) => key.startsWith("$.Attributes."))).toEqual([
      "$.Attributes.language",
      "$.Attributes.known",
      "$.Attributes.priority",
      "$.Attributes.offerCallback",
    ]);
  });

  it("who is not known is welcomed in Turkish, and told how long it takes", () => {
    const waitText = "Bekleme süresi yaklaşık iki dakika.";
    const { heard, end } = tell(voice, {}, { answer: { known: "false", language: "tr", waitText } });
    expect(heard).toEqual([prompts.welcome.tr, waitText]);
    expect(end.type).toBe("TransferContactToQueue");
  });

  it("is queued all the same when Omniline does not answer", () => {
    const { heard, end } = tell(voice, { "Ask Omniline": "NoMatchingError" }, { answer: known });
    expect(heard).toEqual([prompts.welcome.tr]);
    expect(end).toEqual({ type: "TransferContactToQueue", outcome: "ok" });
  });

  it("is queued all the same when nothing but the queue works", () => {
    const flow = voice;
    const outcome = ({ Type }: Action, outcomes: readonly string[]) =>
      Type === "TransferContactToQueue" ||
      Type === "UpdateContactTargetQueue" ||
      !outcomes.includes("NoMatchingError")
        ? (outcomes[0] ?? "")
        : "NoMatchingError";
    expect(walk(flow, { outcome, answer: known }).end).toEqual({
      type: "TransferContactToQueue",
      outcome: "ok",
    });
  });

  it("is asked for a rating after the call, and hears something while waiting", () => {
    const hooks = tell(voice, {}).done("UpdateContactEventHooks");
    expect(hooks.map(({ Parameters }) => Parameters.EventHooks)).toEqual([
      { CustomerRemaining: "rating" },
      { CustomerQueue: "waiting" },
    ]);
  });

  const offered = { answer: { ...known, offerCallback: "true" } };

  it("who is offered a call back and presses 1 gets it from the assigned queue, and no survey now", () => {
    const { done, heard, end, values } = tell(voice, { "Offer a call back": "1" }, offered);
    expect(heard).toEqual([known.greeting, prompts.callbackOffer.en, prompts.callbackPromise.en]);
    expect(done("UpdateContactCallbackNumber")[0]?.Parameters.CallbackNumber).toBe(
      "$.CustomerEndpoint.Address",
    );
    expect(done("CreateCallbackContact").map(({ Parameters }) => Parameters.QueueId)).toEqual([
      "assigned-queue",
    ]);
    expect(
      done("InvokeLambdaFunction").map(({ Parameters }) => Parameters.LambdaInvocationAttributes),
    ).toEqual([
      { purpose: "arrived", channel: "voice" },
      { purpose: "callback-chosen", channel: "voice" },
    ]);
    expect(end.type).toBe("DisconnectParticipant");
    expect(tell(csatFlow(), {}, { contact: values }).heard).toEqual([]);
  });

  it.each(["InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError"])(
    "who does not press 1 (%s) waits in the queue",
    (answer) => {
      expect(tell(voice, { "Offer a call back": answer }, offered).end.type).toBe("TransferContactToQueue");
    },
  );

  it.each([
    { "Take the number": "InvalidCallbackNumber" },
    { "Take the number": "CallbackNumberNotDialable" },
    { "Queue the call back": "NoMatchingError" },
  ])("who cannot be called back is told, and keeps waiting: %j", (trouble) => {
    const { heard, end, done } = tell(voice, { "Offer a call back": "1", ...trouble }, offered);
    expect(heard.at(-1)).toBe(prompts.callbackImpossible.en);
    expect(end).toEqual({ type: "TransferContactToQueue", outcome: "ok" });
    expect(done("InvokeLambdaFunction")).toHaveLength(1);
  });

  it.each([
    { "Wait for an agent": "QueueAtCapacity" },
    { "Wait for an agent": "NoMatchingError" },
    { "Choose the voice queue": "NoMatchingError" },
  ])("who cannot be queued is offered a call back: %j", (trouble) => {
    const { heard } = tell(voice, { ...trouble, "Offer a call back in place": "1" }, { answer: known });
    expect(heard).toEqual([known.greeting, prompts.callbackOfferWhenFull.en, prompts.callbackPromise.en]);
    const refused = tell(voice, trouble, { answer: known });
    expect(refused.heard.at(-1)).toBe(prompts.apology.en);
    expect(tell(csatFlow(), {}, { contact: refused.values }).heard).toEqual([]);
  });
});

describe.each([
  ["chat", chat],
  ["task", taskFlow(digital)],
  ["email", emailFlow(digital)],
])("a %s", (channel, flow) => {
  it("waits in the queue that Omniline assigns from", () => {
    const { done, end, values } = tell(flow, {}, { answer: { language: "en", known: "true" } });
    expect(done("InvokeLambdaFunction")[0]?.Parameters.LambdaInvocationAttributes).toEqual({
      purpose: "arrived",
      channel,
    });
    expect(done("UpdateContactTargetQueue")[0]?.Parameters.QueueId).toBe("assigned-queue");
    expect(end).toEqual({ type: "TransferContactToQueue", outcome: "ok" });
    expect(values["$.Attributes.language"]).toBe("en");
  });

  it("waits there also when Omniline does not answer, and keeps the language it came with", () => {
    const contact = { "$.Attributes.language": "en" };
    const { end, values } = tell(flow, { "Ask Omniline": "NoMatchingError" }, { contact });
    expect(end).toEqual({ type: "TransferContactToQueue", outcome: "ok" });
    expect(values["$.Attributes.language"]).toBe("en");
  });

  it("ends when it cannot be queued, with an apology where somebody reads it", () => {
    const { end, heard } = tell(flow, { "Wait for an agent": "QueueAtCapacity" });
    expect(end.type).toBe("DisconnectParticipant");
    expect(heard).toEqual(channel === "chat" ? [prompts.apology.tr] : []);
  });

  it("is followed by a survey only where somebody can answer", () => {
    const hooks = tell(flow, {}).done("UpdateContactEventHooks");
    const rating = hooks.some(({ Parameters }) => "CustomerRemaining" in Object(Parameters.EventHooks));
    expect(rating).toBe(channel === "chat");
  });
});

describe("waiting", () => {
  const call = { "$.Channel": "VOICE", "$.Attributes.language": "en" };
  const wise = { contact: { ...call, "$.Attributes.offerCallback": "true" } };

  it("is talked through on calls, round after round", () => {
    expect(() => tell(waiting, {}, { contact: call, mostSteps: 500 })).toThrow("no end after 500 steps");
    const { heard } = tell(waiting, { "Ask for patience": "NoMatchingError" }, { contact: call });
    expect(heard).toEqual([prompts.pleaseHold.en, prompts.thanksForWaiting.en]);
  });

  it("offers a call back again after a round, where one is wise", () => {
    const { heard, done, end } = tell(waiting, { "Offer a call back": "1" }, wise);
    expect(heard.slice(2)).toEqual([prompts.callbackOffer.en, prompts.callbackPromise.en]);
    expect(done("CreateCallbackContact")[0]?.Parameters.QueueId).toBe("assigned-queue");
    expect(end.type).toBe("DisconnectParticipant");
  });

  it.each([
    { "Offer a call back": "1", "Take the number": "InvalidCallbackNumber" },
    { "Offer a call back": "InputTimeLimitExceeded" },
    { "Offer a call back": "NoMatchingCondition" },
  ])("goes on for who cannot be called back, or would rather wait: %j", (happens) => {
    expect(() => tell(waiting, happens, { ...wise, mostSteps: 500 })).toThrow("no end after 500 steps");
  });

  it("ends a broken offer in the queue", () => {
    const { end } = tell(waiting, { "Offer a call back": "NoMatchingError" }, wise);
    expect(end.type).toBe("EndFlowExecution");
  });

  it("is answered once on chats, and left alone on the others", () => {
    const heard = (channel: string) => tell(waiting, {}, { contact: { "$.Channel": channel } });
    expect(heard("CHAT").heard).toEqual([prompts.agentWillWrite.tr]);
    for (const channel of ["TASK", "EMAIL"]) expect(heard(channel).heard).toEqual([]);
    for (const channel of ["CHAT", "TASK", "EMAIL"]) expect(heard(channel).end.type).toBe("EndFlowExecution");
  });
});

describe.each(["VOICE", "CHAT"])("the survey on %s", (channel) => {
  const contact = { "$.Channel": channel };

  it.each(["1", "2", "3", "4", "5"])("keeps a %s out of 5", (rating) => {
    const { values, heard, end } = tell(csatFlow(), { Ask: rating }, { contact });
    expect(values).toMatchObject({ "$.Attributes.csat": rating, "$.Attributes.csatScale": "5" });
    expect(heard).toEqual([prompts.rating.tr, prompts.thanks.tr]);
    expect(end.type).toBe("DisconnectParticipant");
  });

  it.each(["NoMatchingCondition", "InputTimeLimitExceeded"])("asks once more after %s", (first) => {
    const where = channel === "VOICE" ? "Ask by voice" : "Ask in writing";
    const { values, heard } = tell(csatFlow(), { [`${where} once more`]: "4", [where]: first }, { contact });
    expect(values["$.Attributes.csat"]).toBe("4");
    expect(heard).toEqual([prompts.rating.tr, prompts.ratingOnceMore.tr, prompts.thanks.tr]);
  });

  it.each(["NoMatchingCondition", "InputTimeLimitExceeded"])("thanks and ends after %s twice", (answer) => {
    const { values, heard, end } = tell(csatFlow(), { Ask: answer }, { contact });
    expect(values["$.Attributes.csat"]).toBeUndefined();
    expect(heard).toEqual([prompts.rating.tr, prompts.ratingOnceMore.tr, prompts.thanks.tr]);
    expect(end.type).toBe("DisconnectParticipant");
  });

  it("says no more to a customer who has hung up", () => {
    expect(tell(csatFlow(), { Ask: "NoMatchingError" }, { contact }).heard).toEqual([prompts.rating.tr]);
  });

  it("is not asked twice", () => {
    const { values } = tell(csatFlow(), { Ask: "5" }, { contact });
    expect(tell(csatFlow(), { Ask: "1" }, { contact: values }).heard).toEqual([]);
  });

  it("gives writers more time than callers", () => {
    const asked = tell(csatFlow(), { Ask: "5" }, { contact }).visits.find(
      ({ action }) => action.Type === "GetParticipantInput",
    );
    expect(Number(asked?.action.Parameters.InputTimeLimitSeconds)).toBe(channel === "VOICE" ? 8 : 300);
  });
});

describe("a call back", () => {
  it("says why we call, then connects, and asks for a rating of its own", () => {
    const contact = { "$.Attributes.language": "en", "$.Attributes.survey": "none", "$.Channel": "VOICE" };
    const { heard, end, values, done } = tell(callbackFlow({ csatFlowArn: "rating" }), {}, { contact });
    expect(heard).toEqual([prompts.callback.en]);
    expect(end.type).toBe("EndFlowExecution");
    expect(done("UpdateContactEventHooks")[0]?.Parameters.EventHooks).toEqual({
      CustomerRemaining: "rating",
    });
    expect(tell(csatFlow(), {}, { contact: values }).heard[0]).toBe(prompts.rating.en);
  });
});

describe("a call that an agent makes from a case", () => {
  const flow = callFlow({ identifyCallerArn: "identify", csatFlowArn: "rating" });
  const contact = {
    "$.Channel": "VOICE",
    "$.Attributes.omniline_agent": "user-1",
    "$.Attributes.survey": "asked",
  };

  it("tells Omniline, says why we call, and leads to that very agent, with a rating of its own", () => {
    const { heard, end, done, values } = tell(flow, {}, { contact, answer: { language: "en" } });
    expect(heard).toEqual([prompts.call.en]);
    expect(done("InvokeLambdaFunction")[0]?.Parameters.LambdaInvocationAttributes).toMatchObject({
      purpose: "arrived",
    });
    expect(done("UpdateContactTargetQueue").map(({ Parameters }) => Parameters)).toEqual([
      { AgentId: "$.Attributes.omniline_agent" },
    ]);
    expect(end).toEqual({ type: "TransferContactToQueue", outcome: "ok" });
    expect(tell(csatFlow(), {}, { contact: values }).heard[0]).toBe(prompts.rating.en);
  });

  it("goes on when Omniline does not answer, and apologises when there is no such agent", () => {
    const unheard = tell(flow, { "Tell Omniline": "NoMatchingError" }, { contact });
    expect([unheard.heard, unheard.end.type]).toEqual([[prompts.call.tr], "TransferContactToQueue"]);
    const gone = tell(flow, { "Choose the agent": "NoMatchingError" }, { contact });
    expect([gone.heard.at(-1), gone.end.type]).toEqual([prompts.apology.tr, "DisconnectParticipant"]);
    expect(gone.values["$.Attributes.survey"]).toBe("none");
  });
});
