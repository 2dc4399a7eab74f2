/** What our flows are, whatever happens in them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callFlow } from "../../../../lib/connect/flows/call-flow.ts";
import { callbackFlow } from "../../../../lib/connect/flows/callback-flow.ts";
import { csatFlow } from "../../../../lib/connect/flows/csat-flow.ts";
import { customerQueueFlow } from "../../../../lib/connect/flows/customer-queue-flow.ts";
import { chatFlow, emailFlow, taskFlow } from "../../../../lib/connect/flows/digital-flow.ts";
import { type Flow, flowOf, usedActions } from "../../../../lib/connect/flows/flow-language.ts";
import { prompts } from "../../../../lib/connect/flows/prompts.ts";
import { hangUp, setHook } from "../../../../lib/connect/flows/steps.ts";
import { say } from "../../../../lib/connect/flows/talking-steps.ts";
import { voiceFlow } from "../../../../lib/connect/flows/voice-flow.ts";
import { saidBy, walk } from "./walk.ts";

const identifyCallerArn = "identify";
const voiceQueueArn = "voice-queue";
const assignedQueueArn = "assigned-queue";
const customerQueueFlowArn = "waiting";
const csatFlowArn = "rating";
const digital = { identifyCallerArn, assignedQueueArn, customerQueueFlowArn };

const flows: Record<string, Flow> = {
  voice: voiceFlow({ ...digital, voiceQueueArn, csatFlowArn }),
  chat: chatFlow({ ...digital, csatFlowArn }),
  task: taskFlow(digital),
  email: emailFlow(digital),
  csat: csatFlow(),
  callback: callbackFlow({ csatFlowArn }),
  call: callFlow({ identifyCallerArn, csatFlowArn }),
  customerQueue: customerQueueFlow({ identifyCallerArn, assignedQueueArn }),
};
const each = Object.entries(flows);
const everyAction = each.flatMap(([name, { Actions }]) => Actions.map((action) => ({ name, action })));
const texts: readonly string[] = Object.values(prompts).flatMap(({ tr, en }) => [tr, en]);

/** Actions that "Flow language actions" gives no errors. */
const cannotFail = ["DisconnectParticipant", "EndFlowExecution"];

describe.each(each)("the %s flow", (_, flow) => {
  const names = flow.Actions.map(({ Identifier }) => Identifier);
  const targets = flow.Actions.flatMap(({ Transitions: { NextAction, Conditions = [], Errors = [] } }) => [
    ...(NextAction === undefined ? [] : [NextAction]),
    ...[...Conditions, ...Errors].map((branch) => branch.NextAction),
  ]);

  it("has identifiers that Amazon Connect takes, each once", () => {
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(name.length).toBeLessThanOrEqual(50);
      expect(name).not.toMatch(/[%:(\\/)=$,;[\]{}]/);
    }
  });

  it("leads to actions that there are, and to every one of them", () => {
    expect(names).toContain(flow.StartAction);
    expect([...new Set(targets)].filter((target) => !names.includes(target))).toEqual([]);
    expect(unreachable(flow)).toEqual([]);
  });

  it("knows where to go from every action, also after trouble", () => {
    for (const { Identifier, Type, Transitions } of flow.Actions) {
      if (cannotFail.includes(Type)) expect(Transitions, Identifier).toEqual({});
      else {
        expect(Transitions.NextAction, Identifier).toBeDefined();
        expect(Transitions.Errors?.length, Identifier).toBeGreaterThan(0);
      }
    }
  });

  it("comes to an end, whatever happens", () => {
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.nat()),
        fc.constantFrom("VOICE", "CHAT", "TASK", "EMAIL"),
        (draws, channel) => {
          const { end } = walk(flow, {
            outcome: (_action, outcomes) => outcomes[(draws.next().value ?? 0) % outcomes.length] ?? "",
            contact: { "$.Channel": channel },
            answer: { known: "true", offerCallback: "true" },
          });
          expect([...cannotFail, "TransferContactToQueue"]).toContain(end.type);
        },
      ),
    );
  });
});

function unreachable({ StartAction, Actions }: Flow): string[] {
  const seen = new Set([StartAction]);
  for (const name of seen) {
    const {
      NextAction,
      Conditions = [],
      Errors = [],
    } = Actions.find(({ Identifier }) => Identifier === name)?.Transitions ?? {};
    if (NextAction !== undefined) seen.add(NextAction);
    for (const branch of [...Conditions, ...Errors]) seen.add(branch.NextAction);
  }
  return Actions.map(({ Identifier }) => Identifier).filter((name) => !seen.has(name));
}

describe("flows together", () => {
  it("speak the documented vocabulary, and all of it", () => {
    expect([...new Set(everyAction.map(({ action }) => action.Type))].sort()).toEqual([...usedActions]);
  });

  it("have a branch for trouble on every action that can have any", () => {
    const errorsByType = new Map(
      everyAction.map(({ action: { Type, Transitions } }) => [
        Type,
        (Transitions.Errors ?? []).map(({ ErrorType }) => ErrorType).sort(),
      ]),
    );
    // "Errors" of each action's page in the Amazon Connect API Reference.
    expect(Object.fromEntries(errorsByType)).toEqual({
      Compare: ["NoMatchingCondition"],
      CreateCallbackContact: ["NoMatchingError"],
      DisconnectParticipant: [],
      EndFlowExecution: [],
      GetParticipantInput: ["InputTimeLimitExceeded", "NoMatchingCondition", "NoMatchingError"],
      InvokeLambdaFunction: ["NoMatchingError"],
      MessageParticipant: ["NoMatchingError"],
      MessageParticipantIteratively: ["NoMatchingError"],
      TransferContactToQueue: ["NoMatchingError", "QueueAtCapacity"],
      UpdateContactAttributes: ["NoMatchingError"],
      UpdateContactCallbackNumber: ["CallbackNumberNotDialable", "InvalidCallbackNumber"],
      UpdateContactEventHooks: ["NoMatchingError"],
      UpdateContactRoutingCriteria: ["NoMatchingError"],
      UpdateContactTargetQueue: ["NoMatchingError"],
      UpdateContactTextToSpeechVoice: ["NoMatchingError"],
    });
    for (const { action } of everyAction) {
      expect((action.Transitions.Errors ?? []).map(({ ErrorType }) => ErrorType).sort()).toEqual(
        errorsByType.get(action.Type),
      );
    }
  });

  it("hold strings alone: Amazon Connect takes nothing else for a value", () => {
    const leaves = (value: unknown): unknown[] =>
      typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [value];
    for (const { action } of everyAction) {
      for (const leaf of leaves(action.Parameters)) expect(leaf, action.Identifier).toBeTypeOf("string");
    }
  });

  it("say everything in Turkish and in English", () => {
    for (const [name, { tr, en }] of Object.entries(prompts)) {
      expect(tr.trim(), name).not.toBe("");
      expect(en.trim(), name).not.toBe("");
      expect(tr, name).not.toBe(en);
    }
    for (const [name, flow] of each) {
      const said = flow.Actions.flatMap(saidBy).filter((text) => !text.startsWith("$."));
      expect(
        said.filter((text) => !texts.includes(text)),
        name,
      ).toEqual([]);
      for (const { tr, en } of Object.values(prompts)) {
        expect(said.filter((text) => text === tr).length, `${name}: ${en}`).toBe(
          said.filter((text) => text === en).length,
        );
      }
    }
  });

  it("leave no prompt unsaid", () => {
    const said = everyAction.flatMap(({ action }) => saidBy(action));
    expect(texts.filter((text) => !said.includes(text))).toEqual([]);
  });

  it.each([
    ["en", "en"],
    ["tr", "tr"],
    ["de", "tr"],
    ["", "tr"],
  ] as const)("speak to a customer of '%s' in %s, and in nothing else", (language, expected) => {
    const other = expected === "tr" ? "en" : "tr";
    const wrong: readonly string[] = Object.values(prompts).map((prompt) => prompt[other]);
    for (const [name, flow] of each) {
      for (const channel of ["VOICE", "CHAT"]) {
        fc.assert(
          fc.property(fc.infiniteStream(fc.nat()), (draws) => {
            const { visits } = walk(flow, {
              outcome: (_action, outcomes) => outcomes[(draws.next().value ?? 0) % outcomes.length] ?? "",
              contact: { "$.Channel": channel, "$.Attributes.language": language },
              answer: { language, offerCallback: "true" },
            });
            const heard = visits.flatMap(({ said }) => said);
            expect(
              heard.filter((text) => wrong.includes(text)),
              name,
            ).toEqual([]);
          }),
          { numRuns: 20 },
        );
      }
    }
  });

  it("speak with the voice of the language", () => {
    const voices = everyAction.flatMap(({ action }) =>
      action.Type === "UpdateContactTextToSpeechVoice"
        ? [`${action.Identifier.slice(-2)} ${action.Parameters.TextToSpeechVoice}`]
        : [],
    );
    expect([...new Set(voices)].sort()).toEqual(["en Joanna", "tr Burcu"]);
  });

  it("have no ARN written into them", () => {
    const folder = join(import.meta.dirname, "../../../../lib/connect/flows");
    const files = readdirSync(folder);
    expect(files.length).toBeGreaterThan(8);
    for (const file of files) expect(readFileSync(join(folder, file), "utf8"), file).not.toContain("arn:");
  });
});

describe("a flow that is put together", () => {
  it("is refused when a step leads nowhere", () => {
    expect(() => flowOf([say("Greet", prompts.welcome, { next: "Sing" }), hangUp("Hang up")])).toThrow(
      '"Greet tr" leads to "Sing", which is no step of the flow',
    );
  });

  it("is refused when it does not end", () => {
    expect(() => flowOf([setHook("Ask afterwards", "CustomerRemaining", csatFlowArn)])).toThrow(
      '"Ask afterwards" leads to "the end"',
    );
  });
});
