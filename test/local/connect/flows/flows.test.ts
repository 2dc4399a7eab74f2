import { describe, expect, it } from "vitest";
import { refuseUnrunnable } from "../../../../local/connect/flows/check.ts";
import { giveInput } from "../../../../local/connect/flows/run.ts";
import type { Contact } from "../../../../local/connect/model.ts";
import { openTestCentre, promises } from "../centre.ts";
import { action, connectInstance, flow, functionArn, toQueue } from "../template.ts";

const end = action("end", "DisconnectParticipant");
const keep = (id: string, Attributes: object, next = "end") =>
  action(id, "UpdateContactAttributes", {
    parameters: { Attributes },
    next,
    errors: { NoMatchingError: "end" },
  });

/** A centre whose voice flow is these actions, and a call that has just come in. */
function callInto(
  actions: readonly object[],
  options: Parameters<typeof openTestCentre>[0] & { more?: Record<string, object> } = {},
) {
  const { more = {}, ...rest } = options;
  const instance = connectInstance({ Voice: flow("voice", "CONTACT_FLOW", actions), ...more });
  const test = openTestCentre({ instance, ...rest });
  const contactId = test.call();
  return {
    ...test,
    contactId,
    now: (): Contact => test.contact(contactId),
    press: (digits: string) => test.centre.act((floor) => giveInput(floor, test.contact(contactId), digits)),
  };
}

describe("a question", () => {
  const question = [
    action("ask", "GetParticipantInput", {
      parameters: { Text: "1 or 2?", InputTimeLimitSeconds: "8", StoreInput: "False" },
      conditions: { 1: "one", 2: "two" },
      errors: { InputTimeLimitExceeded: "late", NoMatchingCondition: "other", NoMatchingError: "end" },
    }),
    ...["one", "two", "late", "other"].map((id) => keep(id, { way: id })),
    end,
  ];

  it.each([
    ["1", "one"],
    ["2", "two"],
    ["3", "other"],
  ])("that is answered with %s leads to %s", (digits, way) => {
    const call = callInto(question);
    expect(call.now().heard).toEqual(["1 or 2?"]);
    expect(call.press(digits)).toBe(true);
    expect(call.now().attributes).toEqual({ way });
    expect(call.press("1")).toBe(false);
  });

  it("that is not answered in time has a way of its own", () => {
    const call = callInto(question);
    call.clock.advance(7999);
    expect(call.now().attributes).toEqual({});
    call.clock.advance(1);
    expect(call.now().attributes).toEqual({ way: "late" });
  });
});

describe("a function", () => {
  const ask = (Parameters: object = {}) => [
    action("ask", "InvokeLambdaFunction", {
      parameters: {
        LambdaFunctionARN: functionArn,
        InvocationTimeLimitSeconds: "8",
        InvocationType: "SYNCHRONOUS",
        LambdaInvocationAttributes: { purpose: "arrived", from: "$.CustomerEndpoint.Address" },
        ResponseValidation: { ResponseType: "STRING_MAP" },
        ...Parameters,
      },
      next: "keep",
      errors: { NoMatchingError: "trouble" },
    }),
    keep("keep", {
      name: "$.External.name",
      missing: "$.External.none",
      channel: "$.Channel",
      plain: "as it is",
    }),
    keep("trouble", { trouble: "yes" }),
    end,
  ];

  it("gets the documented event, and its answer is there for what follows", async () => {
    const asked: unknown[] = [];
    const call = callInto(ask(), {
      invoke: async (arn, event) => {
        asked.push([arn, event]);
        return { name: "Ayşe", level: 3 };
      },
    });
    await promises();
    const { arn: InstanceARN } = call.centre.instance;
    expect(asked).toEqual([
      [
        functionArn,
        {
          Name: "ContactFlowEvent",
          Details: {
            ContactData: expect.objectContaining({
              Attributes: {},
              Channel: "VOICE",
              ContactId: call.contactId,
              CustomerEndpoint: { Address: "+905551112233", Type: "TELEPHONE_NUMBER" },
              InitialContactId: call.contactId,
              InitiationMethod: "INBOUND",
              InstanceARN,
              MediaStreams: { Customer: { Audio: null } },
              PreviousContactId: call.contactId,
              Queue: null,
              SystemEndpoint: null,
            }),
            Parameters: { purpose: "arrived", from: "+905551112233" },
          },
        },
      ],
    ]);
    expect(call.now().attributes).toEqual({ name: "Ayşe", missing: "", channel: "VOICE", plain: "as it is" });
  });

  it.each([
    ["fails", async () => Promise.reject(new Error("no"))],
    ["answers with a list", async () => ["a"]],
    ["answers with something nested", async () => ({ a: { b: "c" } })],
    ["answers with nothing", async () => null],
  ])("that %s leads to the branch for errors", async (_, invoke) => {
    const call = callInto(ask(), { invoke });
    await promises();
    expect(call.now().attributes).toEqual({ trouble: "yes" });
  });

  it("that takes longer than its limit leads to the branch for errors, and is not heard any more", async () => {
    const answer = Promise.withResolvers<unknown>();
    const call = callInto(ask({ InvocationTimeLimitSeconds: "3" }), { invoke: () => answer.promise });
    call.clock.advance(2999);
    await promises();
    expect(call.now().attributes).toEqual({});
    call.clock.advance(1);
    await promises();
    expect(call.now().attributes).toEqual({ trouble: "yes" });
    answer.resolve({ name: "late" });
    await promises();
    expect(call.now().attributes).toEqual({ trouble: "yes" });
  });
});

describe("an answer that comes when another flow waits for one", () => {
  it("is not taken for its own", async () => {
    const ask = (id: string, key: string) => [
      action(id, "InvokeLambdaFunction", {
        parameters: { LambdaFunctionARN: functionArn, InvocationTimeLimitSeconds: "8" },
        next: "keep",
        errors: { NoMatchingError: "end" },
      }),
      keep("keep", { [key]: "$.External.word" }),
      end,
    ];
    const answers: ((answer: unknown) => void)[] = [];
    const call = callInto(toQueue("@General", { CustomerQueue: "@Waiting", CustomerRemaining: "@Survey" }), {
      more: {
        Waiting: flow("waiting", "CUSTOMER_QUEUE", ask("first", "queue")),
        Survey: flow("survey", "CONTACT_FLOW", ask("second", "survey")),
      },
      invoke: () => new Promise((done) => answers.push(done)),
    });
    call.available("ayse");
    call.accept(call.contactId);
    call.leave(call.contactId);
    expect(answers).toHaveLength(2);
    answers[0]?.({ word: "for the queue" });
    await promises();
    expect(call.now().attributes).toEqual({});
    answers[1]?.({ word: "for the survey" });
    await promises();
    expect(call.now().attributes).toEqual({ survey: "for the survey" });
  });
});

describe("routing criteria", () => {
  const wants = (value: string, seconds?: string) => ({
    Expression: {
      AndExpression: [
        {
          AttributeCondition: {
            Name: "skill",
            Value: value,
            ProficiencyLevel: "2.0",
            ComparisonOperator: "NumberGreaterOrEqualTo",
          },
        },
      ],
    },
    ...(seconds === undefined ? {} : { Expiry: { DurationInSeconds: seconds } }),
  });
  const setCriteria = (next: string, ...Steps: object[]) =>
    action("criteria", "UpdateContactRoutingCriteria", {
      parameters: { RoutingCriteria: { Steps } },
      next,
      errors: { NoMatchingError: next },
    });
  const held = (...steps: object[]) => [setCriteria("queue", ...steps), ...toQueue("@General")];

  it("keep a contact from agents who have not the attribute, step after step, until the last expires", () => {
    const { available, clock, now, events } = callInto(held(wants("loans", "10"), wants("cards", "5")));
    const steps = () => now().routing?.steps.map(({ status }) => status);
    available("ayse");
    expect([now().state, steps()]).toEqual(["QUEUED", ["ACTIVE", "INACTIVE"]]);
    clock.advance(9_999);
    expect([now().state, steps()]).toEqual(["QUEUED", ["ACTIVE", "INACTIVE"]]);
    clock.advance(1);
    expect([now().state, steps()]).toEqual(["QUEUED", ["EXPIRED", "ACTIVE"]]);
    clock.advance(4_999);
    expect(now().state).toBe("QUEUED");
    clock.advance(1);
    expect(now()).toMatchObject({ state: "OFFERED", agentId: "ayse" });
    const queued = events.find(({ detail }) => detail.eventType === "QUEUED");
    expect(queued?.detail.routingCriteria).toMatchObject([
      {
        steps: [
          {
            status: "ACTIVE",
            expiry: { durationInSeconds: 10 },
            expression: { andExpression: [{ attributeCondition: { value: "loans", proficiencyLevel: 2 } }] },
          },
          { status: "INACTIVE" },
        ],
      },
    ]);
  });

  it("without an expiry hold for good", () => {
    const { available, clock, now } = callInto(held(wants("loans")));
    available("ayse");
    clock.advance(3_600_000);
    expect(now().state).toBe("QUEUED");
  });

  it("count from when the contact is in its queue, not from when they are set", () => {
    const ask = action("ask", "GetParticipantInput", {
      parameters: { Text: "?", InputTimeLimitSeconds: "8", StoreInput: "False" },
      errors: { InputTimeLimitExceeded: "queue", NoMatchingCondition: "queue", NoMatchingError: "queue" },
    });
    const { available, clock, now } = callInto([
      setCriteria("ask", wants("loans", "10")),
      ask,
      ...toQueue("@General"),
    ]);
    available("ayse");
    clock.advance(17_999);
    expect(now().state).toBe("QUEUED");
    clock.advance(1);
    expect(now().state).toBe("OFFERED");
  });
});

describe("a queue", () => {
  it("that is full has a way of its own", () => {
    const [queue, transfer] = toQueue("@Small");
    const actions = [
      queue ?? end,
      {
        ...transfer,
        ...action("transfer", "TransferContactToQueue", {
          errors: { QueueAtCapacity: "full", NoMatchingError: "end" },
        }),
      },
      keep("full", { full: "yes" }),
      end,
    ];
    const first = callInto(actions);
    expect(first.now().state).toBe("QUEUED");
    const second = first.call();
    expect(first.contact(second).attributes).toEqual({ full: "yes" });
    expect(first.contact(second)).toMatchObject({
      state: "COMPLETED",
      disconnectReason: "CONTACT_FLOW_DISCONNECT",
    });
  });

  const waiting = {
    Waiting: flow("waiting", "CUSTOMER_QUEUE", [
      action("hold", "MessageParticipantIteratively", {
        parameters: { Messages: [{ Text: "please hold" }], InterruptFrequencySeconds: "60" },
        conditions: { MessagesInterrupted: "offer" },
        errors: { NoMatchingError: "stay" },
      }),
      action("offer", "GetParticipantInput", {
        parameters: { Text: "call you back?", InputTimeLimitSeconds: "5", StoreInput: "False" },
        conditions: { 1: "number" },
        errors: { InputTimeLimitExceeded: "hold", NoMatchingCondition: "stay", NoMatchingError: "stay" },
      }),
      action("number", "UpdateContactCallbackNumber", {
        parameters: { CallbackNumber: "$.CustomerEndpoint.Address" },
        next: "back",
        errors: { InvalidCallbackNumber: "stay", CallbackNumberNotDialable: "hold" },
      }),
      action("back", "CreateCallbackContact", {
        parameters: {
          QueueId: "@Assigned",
          InitialCallDelaySeconds: "5",
          MaximumConnectionAttempts: "1",
          RetryDelaySeconds: "60",
        },
        next: "end",
        errors: { NoMatchingError: "stay" },
      }),
      action("stay", "EndFlowExecution"),
      end,
    ]),
  };
  const withWaiting = toQueue("@General", { CustomerQueue: "@Waiting" });

  it("entertains with the hook's flow, which may offer a call back again and again", () => {
    const call = callInto(withWaiting, { more: waiting });
    expect(call.now()).toMatchObject({ state: "QUEUED", heard: ["please hold"] });
    call.clock.advance(60_000);
    expect(call.now().heard.at(-1)).toBe("call you back?");
    call.clock.advance(5000);
    expect(call.now()).toMatchObject({
      state: "QUEUED",
      heard: ["please hold", "call you back?", "please hold"],
    });
    call.available("ayse");
    call.accept(call.contactId);
    expect(call.now()).toMatchObject({ state: "CONNECTED", flow: undefined });
  });

  it("keeps whoever the flow leaves there", () => {
    const call = callInto(withWaiting, { more: waiting });
    call.clock.advance(60_000);
    call.press("9");
    expect(call.now()).toMatchObject({ state: "QUEUED", flow: undefined });
    call.available("ayse");
    expect(call.now().state).toBe("OFFERED");
  });

  it("gives a call back, which waits, is assigned, and starts with the queue's whisper flow", () => {
    const call = callInto(withWaiting, { more: waiting });
    call.clock.advance(60_000);
    call.press("1");
    expect(call.now()).toMatchObject({ state: "COMPLETED", disconnectReason: "CONTACT_FLOW_DISCONNECT" });
    const back = call.centre.view
      .openContacts()
      .find(({ initiationMethod }) => initiationMethod === "CALLBACK");
    expect(back).toMatchObject({
      channel: "VOICE",
      state: "FLOW",
      previousContactId: call.contactId,
      initialContactId: call.contactId,
      customerEndpoint: { Address: "+905551112233" },
    });
    call.clock.advance(5000);
    expect(call.contact(back?.contactId ?? "")).toMatchObject({
      state: "QUEUED",
      queueId: call.queueId("assigned"),
    });
  });

  it.each([
    ["withheld", { customerEndpoint: undefined }, "stay"],
    ["foreign", { customerEndpoint: { Address: "+447700900123", Type: "TELEPHONE_NUMBER" } }, "hold"],
  ])("gives none to a number that is %s", (_, more, way) => {
    const test = openTestCentre({
      instance: connectInstance({ Voice: flow("voice", "CONTACT_FLOW", withWaiting), ...waiting }),
    });
    const contactId = test.call("voice", more);
    test.clock.advance(60_000);
    test.centre.act((floor) => giveInput(floor, test.contact(contactId), "1"));
    expect(test.centre.view.openContacts()).toHaveLength(1);
    expect(test.contact(contactId).flow?.actionId).toBe(way === "hold" ? "hold" : undefined);
  });
});

describe("the customer who remains", () => {
  const survey = {
    Survey: flow("survey", "CONTACT_FLOW", [
      action("rate", "GetParticipantInput", {
        parameters: { Text: "1 to 5?", InputTimeLimitSeconds: "8", StoreInput: "False" },
        conditions: { 5: "five" },
        errors: { InputTimeLimitExceeded: "end", NoMatchingCondition: "end", NoMatchingError: "end" },
      }),
      keep("five", { csat: "5" }),
      end,
    ]),
  };
  const actions = toQueue("@General", { CustomerRemaining: "@Survey" });

  it("answers a survey after the agent has left; only then the call is over", () => {
    const call = callInto(actions, { more: survey });
    call.available("ayse");
    call.accept(call.contactId);
    call.leave(call.contactId);
    expect(call.agent("ayse").contacts).toMatchObject([{ state: "ENDED" }]);
    expect(call.now()).toMatchObject({ state: "FLOW", heard: ["1 to 5?"] });
    expect(call.events.map(({ detail }) => detail.eventType)).not.toContain("DISCONNECTED");
    call.press("5");
    expect(call.now()).toMatchObject({ state: "DISCONNECTED", attributes: { csat: "5" } });
  });

  it("is asked once, however the flow ends", () => {
    const call = callInto([...actions.slice(0, 1), { ...action("queue", "DisconnectParticipant") }, end], {
      more: survey,
    });
    expect(call.now().heard).toEqual(["1 to 5?"]);
    call.clock.advance(8000);
    expect(call.now()).toMatchObject({ state: "COMPLETED", heard: ["1 to 5?"] });
  });
});

describe("a flow that goes in circles", () => {
  it("is ended, and said to", () => {
    const call = callInto([
      action("a", "Compare", {
        parameters: { ComparisonValue: "$.Channel" },
        errors: { NoMatchingCondition: "b" },
      }),
      action("b", "Compare", {
        parameters: { ComparisonValue: "$.Channel" },
        conditions: { VOICE: "a" },
        errors: { NoMatchingCondition: "a" },
      }),
    ]);
    expect(call.now().state).toBe("COMPLETED");
    expect(call.log.lines.join("\n")).toContain("runs in circles");
  });
});

describe("starting is refused", () => {
  it.each([
    [
      "an action that is not known",
      [action("a", "PlayChess", { next: "end" }), end],
      /action a: type PlayChess is not known here/,
    ],
    [
      "parameters that are not known",
      [action("a", "GetParticipantInput", { parameters: { StoreInput: "True" }, next: "end" }), end],
      /action a: .*InputTimeLimitSeconds/s,
    ],
    [
      "routing criteria without a step",
      [
        action("a", "UpdateContactRoutingCriteria", {
          parameters: { RoutingCriteria: { Steps: [] } },
          next: "end",
        }),
        end,
      ],
      /action a: .*Steps/s,
    ],
    [
      "nothing that follows",
      [action("a", "MessageParticipant", { parameters: { Text: "x" } }), end],
      /nothing follows it/,
    ],
    [
      "a function that Connect may not invoke",
      [
        action("a", "InvokeLambdaFunction", {
          parameters: { LambdaFunctionARN: "arn:aws:lambda:x:1:function:other" },
          next: "end",
          errors: { NoMatchingError: "end" },
        }),
        end,
      ],
      /action a: connect.amazonaws.com may not lambda:InvokeFunction on arn:aws:lambda:x:1:function:other/,
    ],
  ])("by %s", (_, actions, problem) => {
    const instance = connectInstance({ Voice: flow("voice", "CONTACT_FLOW", actions) });
    expect(() => refuseUnrunnable(instance, (arn) => arn === functionArn)).toThrow(problem);
  });

  it("by a way that leads nowhere, and by two instances", () => {
    expect(() =>
      connectInstance({ Voice: flow("voice", "CONTACT_FLOW", [action("a", "Compare", { next: "gone" })]) }),
    ).toThrow(/flow voice: leads to action gone/);
    expect(() => connectInstance({ Other: { Type: "AWS::Connect::Instance" } })).toThrow(/more than one/);
  });
});
