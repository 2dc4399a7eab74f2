import {
  DescribeContactCommand,
  ListAgentStatusesCommand,
  UpdateContactRoutingDataCommand,
} from "@aws-sdk/client-connect";
import { beforeEach, describe, expect, it } from "vitest";
import { connectStatuses } from "../../../../adapters/connect/agent-statuses.ts";
import type { ConnectCall } from "../../../../adapters/connect/connect-calls.ts";
import { refuseUnrunnable } from "../../../../local/connect/flows/check.ts";
import { giveInput } from "../../../../local/connect/flows/run.ts";
import type { ConnectInstance } from "../../../../local/connect/instance.ts";
import { readInstance } from "../../../../local/connect/read-instance.ts";
import { resourceTypes } from "../../../../local/template/resource-types.ts";
import { readResources } from "../../../../local/template/resources.ts";
import { templateSchema } from "../../../../local/template/schema.ts";
import { connectApp } from "../../../lib/connect/connect-stack.ts";
import { openApi, plenty } from "../api.ts";
import { openTestCentre, promises } from "../centre.ts";

let instance: ConnectInstance;
beforeEach(() => {
  instance ??= ownInstance();
});

/** The very flows that deploy. */
function ownInstance(): ConnectInstance {
  const { app, stack: made } = connectApp({}, { "aws:cdk:bundling-stacks": [] });
  const template = templateSchema.parse(
    app.synth({ skipValidation: true }).getStackByName(made.stackName).template,
  );
  const known = Object.entries(template.Resources).filter(([, { Type }]) => Type in resourceTypes);
  const Resources = Object.fromEntries(known);
  const stack = { stackName: "Own", region: "eu-central-1", template: { Resources }, assets: new Map() };
  const addresses = { publicUrl: "http://127.0.0.1:1", awsUrl: "http://127.0.0.1:2" };
  const found = readInstance(readResources([stack], addresses, "eu-central-1"));
  if (!found) throw new Error("the app has an instance");
  return found;
}

function open(answer: Record<string, string>) {
  const asked: unknown[] = [];
  const test = openTestCentre({
    instance,
    invoke: async (_, event) => {
      asked.push(event);
      return answer;
    },
  });
  const press = (contactId: string, digits: string) =>
    test.centre.act((floor) => giveInput(floor, test.contact(contactId), digits));
  return { ...test, asked, press };
}

describe("our own flows", () => {
  it("have nothing in them that could not be run", () => {
    refuseUnrunnable(instance, () => true);
    expect(instance.flows.size).toBeGreaterThanOrEqual(7);
  });

  it("bring a known caller to an agent, and ask for a rating in English afterwards", async () => {
    const centre = open({
      language: "en",
      known: "true",
      greeting: "Hello Ayşe",
      waitText: "Two minutes",
      priority: "3",
    });
    centre.available("ayse");
    const contactId = centre.call("Omniline voice");
    await promises();
    centre.clock.advance(10_000);
    expect(centre.contact(contactId)).toMatchObject({
      state: "OFFERED",
      heard: expect.arrayContaining(["Hello Ayşe", "Two minutes"]),
      attributes: { language: "en", known: "true", priority: "3" },
    });
    centre.accept(contactId);
    centre.leave(contactId);
    expect(centre.contact(contactId).heard.at(-1)).toMatch(/from 1 to 5/);
    centre.press(contactId, "4");
    expect(centre.contact(contactId)).toMatchObject({
      state: "DISCONNECTED",
      attributes: { csat: "4", csatScale: "5", survey: "asked" },
    });
  });

  it("call back who asks for it, and tell Omniline", async () => {
    const centre = open({ language: "tr", known: "false", offerCallback: "true" });
    const contactId = centre.call("Omniline voice");
    await promises();
    centre.press(contactId, "1");
    await promises();
    expect(JSON.stringify(centre.asked.at(-1))).toContain("callback-chosen");
    expect(centre.contact(contactId)).toMatchObject({ state: "COMPLETED", attributes: { survey: "none" } });
    const [back] = centre.centre.view.openContacts();
    expect(back).toMatchObject({ initiationMethod: "CALLBACK", previousContactId: contactId });
    centre.clock.advance(60_000);
    expect(centre.contact(back?.contactId ?? "").state).toBe("QUEUED");
  });

  it("put a customer whom an agent calls through to that agent alone, beside whatever else they have", async () => {
    const centre = open({ language: "en", known: "true" });
    centre.available("berk");
    centre.clock.advance(1000);
    centre.available("ayse");
    const userId = centre.agent("ayse").userId;
    const contactId = centre.call("Omniline call", {
      initiationMethod: "API",
      attributes: { omniline_case: "case", omniline_agent: userId },
    });
    await promises();
    expect(centre.contact(contactId)).toMatchObject({ state: "OFFERED", agentId: userId });
    expect(JSON.stringify(centre.asked)).toContain('"omniline_case":"case"');
    const lost = centre.call("Omniline call", {
      initiationMethod: "API",
      attributes: { omniline_agent: "nobody" },
    });
    await promises();
    expect(centre.contact(lost).state).toBe("COMPLETED");
  });

  it("put a task into the queue of manual assignment, also when nobody answers who it is from", async () => {
    const centre = openTestCentre({ instance, invoke: async () => Promise.reject(new Error("down")) });
    const contactId = centre.call("Omniline task", { channel: "TASK", initiationMethod: "API" });
    await promises();
    expect(centre.contact(contactId)).toMatchObject({
      state: "QUEUED",
      queueId: centre.queueId("Omniline assigned"),
    });
  });
});

describe("a live call of ours", () => {
  const callIn = async () => {
    const api = await openApi({ instance, quotas: plenty, invoke: async () => ({ language: "tr" }) });
    api.available("ayse");
    api.clock.advance(1000);
    api.available("berk");
    const contactId = api.call("Omniline voice");
    await promises();
    return { ...api, contactId };
  };

  it("rings at nobody before it is steered, and then at the agent who is wanted, not the longest idle", async () => {
    const { close, client, clock, contact, contactId, InstanceId } = await callIn();
    expect(contact(contactId).state).toBe("QUEUED");
    clock.advance(9_999);
    expect(contact(contactId).state).toBe("QUEUED");
    const described = await client.send(new DescribeContactCommand({ InstanceId, ContactId: contactId }));
    expect(described.Contact?.RoutingCriteria?.Steps).toMatchObject([
      {
        Status: "ACTIVE",
        Expiry: { DurationInSeconds: 10 },
        Expression: {
          AndExpression: [{ AttributeCondition: { Name: "omniline.skill", ProficiencyLevel: 1 } }],
        },
      },
    ]);
    const Expression = { AttributeCondition: { MatchCriteria: { AgentsCriteria: { AgentIds: ["berk"] } } } };
    const RoutingCriteria = { Steps: [{ Expression, Expiry: { DurationInSeconds: 30 } }] };
    await client.send(
      new UpdateContactRoutingDataCommand({ InstanceId, ContactId: contactId, RoutingCriteria }),
    );
    expect(contact(contactId)).toMatchObject({ state: "OFFERED", agentId: "berk" });
    await close();
  });

  it("rings at whoever is free when Omniline has not steered it for ten seconds", async () => {
    const { close, clock, contact, contactId, events } = await callIn();
    clock.advance(10_000);
    expect(contact(contactId)).toMatchObject({ state: "OFFERED", agentId: "ayse" });
    expect(events.at(-1)?.detail).toMatchObject({
      eventType: "CONTACT_DATA_UPDATED",
      updatedProperties: ["RoutingCriteria.Step.Status"],
    });
    await close();
  });
});

describe("our own instance", () => {
  it("has the status that Omniline sets agents to who are away", async () => {
    const { client, close, InstanceId } = await openApi({ instance, quotas: plenty });
    const call: ConnectCall = async (_operation, _input) =>
      client.send(new ListAgentStatusesCommand({ InstanceId }));
    const away = await connectStatuses(call)("away");
    expect(instance.statuses.get(away ?? "")).toMatchObject({ name: "Omniline away", type: "CUSTOM" });
    await close();
  });
});
