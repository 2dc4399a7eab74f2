import { describe, expect, it } from "vitest";
import * as z from "zod";
import { resourcesOf } from "../support/resources.ts";
import { connectInstance, streams } from "./template.ts";

const instanceArn = /^arn:aws:connect:us-east-1:000000000000:instance\/[0-9a-f-]{36}$/;
const inInstance = (kind: string) => new RegExp(`${instanceArn.source.slice(0, -1)}/${kind}/[0-9a-f-]{36}$`);
const InstanceArn = { Ref: "Instance" };
const Instance = { Type: "AWS::Connect::Instance" };

describe("Ref and attributes, as CloudFormation documents them", () => {
  it.each([
    [
      "AWS::Connect::Instance",
      {},
      instanceArn,
      ["Arn", "Id", "InstanceStatus", "CreatedTime", "ServiceRole"],
    ],
    ["AWS::Connect::Queue", { InstanceArn }, inInstance("queue"), ["QueueArn"]],
    ["AWS::Connect::RoutingProfile", { InstanceArn }, inInstance("routing-profile"), ["RoutingProfileArn"]],
    ["AWS::Connect::ContactFlow", { InstanceArn }, inInstance("contact-flow"), ["ContactFlowArn"]],
    [
      "AWS::Connect::HoursOfOperation",
      { InstanceArn },
      inInstance("operating-hours"),
      ["HoursOfOperationArn"],
    ],
    [
      "AWS::Connect::SecurityProfile",
      { InstanceArn },
      inInstance("security-profile"),
      ["SecurityProfileArn"],
    ],
    ["AWS::Connect::User", { InstanceArn }, inInstance("agent"), ["UserArn"]],
    ["AWS::Connect::AgentStatus", { InstanceArn }, inInstance("agent-state"), ["AgentStatusArn"]],
    ["AWS::Connect::PredefinedAttribute", { InstanceArn, Name: "skill" }, /\|skill$/, []],
    [
      "AWS::Connect::InstanceStorageConfig",
      { InstanceArn, ResourceType: "AGENT_EVENTS" },
      /\|AGENT_EVENTS$/,
      ["AssociationId"],
    ],
    [
      "AWS::Connect::IntegrationAssociation",
      { InstanceId: InstanceArn, IntegrationType: "APPLICATION", IntegrationArn: "arn" },
      /\|APPLICATION\|arn$/,
      ["IntegrationAssociationId"],
    ],
    ["AWS::Connect::PhoneNumber", {}, /:phone-number\//, ["PhoneNumberArn", "Address"]],
    ["AWS::AppIntegrations::Application", {}, /:application\//, ["ApplicationArn", "Id"]],
  ])("%s", (Type, Properties, ref, attributes) => {
    const own = Type === "AWS::Connect::Instance" ? { Instance } : { Instance, It: { Type, Properties } };
    const [found] = resourcesOf(own).ofType(Type, z.object({}));
    expect(found?.ref).toMatch(ref);
    expect(Object.keys(found?.attributes ?? {})).toEqual(attributes);
  });
});

describe("the instance", () => {
  it("is what the template says", () => {
    const { queues, routingProfiles, agentEventStream, contactRecordStream, statuses } = connectInstance();
    expect([...queues.values()].map(({ name, maxContacts }) => [name, maxContacts])).toEqual([
      ["general", undefined],
      ["assigned", undefined],
      ["small", 1],
    ]);
    const [profile] = routingProfiles.values();
    expect(profile?.manualQueues.map(({ channel }) => channel)).toEqual(["TASK", "VOICE"]);
    expect([agentEventStream, contactRecordStream]).toEqual([streams.agents, streams.records]);
    expect([...statuses.values()].map(({ name, type }) => [name, type])).toEqual([
      ["Available", "ROUTABLE"],
      ["Offline", "OFFLINE"],
      ["Break", "CUSTOM"],
    ]);
  });

  it("has the template's own statuses, which come before the laptop's break, and users", () => {
    const properties = { InstanceArn: { "Fn::GetAtt": ["Instance", "Arn"] } };
    const instance = connectInstance({
      Lunch: {
        Type: "AWS::Connect::AgentStatus",
        Properties: { ...properties, Name: "Lunch", State: "ENABLED" },
      },
      Ayse: {
        Type: "AWS::Connect::User",
        Properties: {
          ...properties,
          Username: "ayse",
          RoutingProfileArn: { Ref: "Profile" },
          SecurityProfileArns: [],
        },
      },
    });
    expect([...instance.statuses.values()].find(({ type }) => type === "CUSTOM")?.name).toBe("Lunch");
    expect(instance.users).toMatchObject([{ username: "ayse", routingProfileId: expect.any(String) }]);
  });
});
