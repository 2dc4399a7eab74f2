import type { SQSRecord } from "aws-lambda";
import { expect, it } from "vitest";
import { eachMessage } from "../../../adapters/lambda/partial-batch.ts";
import type { Observe } from "../../../adapters/observability/observe.ts";
import type { LearnedOutcome } from "../../../domain/routing/learning/rows.ts";
import { createHandler } from "../../../functions/follow-cases/handler.ts";
import type { Case } from "../../../schemas/case.ts";
import { aCase } from "../../domain/brief/people.ts";
import { desk, onHand, type Scene } from "../../domain/routing/desk.ts";
import { inert } from "../../support/events.ts";
import { agentOf, at, caseOf, policyWith } from "../../world/routing/scene.ts";

const metadata = { id: "m", occurredAt: at(0), correlationId: "e", causationId: "e", version: 1 };
const message = (name: string, data: object, messageId = name) =>
  ({ messageId, body: JSON.stringify({ "detail-type": name, detail: { metadata, data } }) }) as SQSRecord;

const base = policyWith();
const policy = policyWith({ learning: { ...base.learning, rewards: { sold: 1 } } });
const held = onHand(caseOf("c1", { medium: "chat" }), agentOf("a1"));
const onCase: Scene = { policy, agents: [held.agent], routings: [held.routing] };

async function handled(scene: Scene, cases: readonly Case[], ...Records: SQSRecord[]) {
  const here = desk(scene);
  const learned = new Map<string, LearnedOutcome>();
  const handler = createHandler({
    ...here,
    readCase: async (caseId) => cases.find((found) => found.caseId === caseId),
    learning: { learn: async (id, outcome) => learned.set(id, outcome) },
    readEvent: async () => ({ caseId: "c1", attributes: { score: 5 } }),
    eachMessage: (records, handle) => eachMessage(records, handle, inert<Observe>({ warn: () => {} })),
  });
  return { ...here, learned, answer: await handler({ Records }) };
}

const c1 = aCase({ caseId: "c1", channel: "chat" });
const outcome = {
  customerId: "p1",
  eventId: "e1",
  occurredAt: at(20),
  channel: "note",
  outcome: "sold",
  agentId: "a1",
};

it.each([
  "CaseOpened",
  "CaseReopened",
  "CustomerReplied",
  "HumanRequested",
  "CustomerLeft",
  "CaseOwnerChanged",
])("goes by the case, and not by what was announced: %s of a new one starts its way", async (name) => {
  expect((await handled({}, [c1], message(name, { caseId: "c1" }))).told).toEqual(["start c1 1"]);
});

it("learns an outcome, takes the case off the agent's hands, and looks whether it is asked for again", async () => {
  const again = { ...c1, heardAt: at(30) };
  const here = await handled(onCase, [again], message("OutcomeRecorded", { ...outcome, caseId: "c1" }));
  expect([...here.learned.keys()]).toEqual(["e1"]);
  expect(here.store.routings.get("c1")?.status).toBe("ended");
  expect(here.told).toEqual(["start c1 2"]);
});

it("learns the outcome of a contact that belongs to no case", async () => {
  const here = await handled({ policy }, [], message("OutcomeRecorded", outcome));
  expect([...here.learned.values()]).toMatchObject([{ agentId: "a1", context: "-|-" }]);
  expect(here.told).toEqual([]);
});

it("learns from surveys among what customers send, and follows no case for it", async () => {
  const received = {
    customerId: "p1",
    identifierId: "i1",
    occurredAt: at(50),
    receivedAt: at(50),
    channel: "survey",
    direction: "inbound",
    provider: "standard",
    endpointId: "demo",
  };
  const here = await handled(
    onCase,
    [{ ...c1, status: "resolved" }],
    message("ContactReceived", { ...received, eventId: "e2", kind: "survey.answered" }, "1"),
    message("ContactReceived", { ...received, eventId: "e3", kind: "message.received" }, "2"),
  );
  expect([...here.learned.keys()]).toEqual(["e2"]);
  expect(here.store.routings.get("c1")?.status).toBe("assigned");
});

it("sends back what it cannot read, and does the rest", async () => {
  const broken = { messageId: "broken", body: "{" } as SQSRecord;
  const bare = message("CaseOpened", {}, "bare");
  const here = await handled({}, [c1], broken, bare, message("CaseOpened", { caseId: "c1" }));
  expect(here.answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([
    "broken",
    "bare",
  ]);
  expect(here.told).toEqual(["start c1 1"]);
});
