/** Facts of Amazon Connect's part of the template that must never stop being true. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import type { Flow } from "../../../lib/connect/flows/flow-language.ts";
import { connectApp, connectTemplate, existingInstanceArn, ofType, type Template } from "./connect-stack.ts";

const made = connectTemplate();
const existing = connectTemplate({ connect: { instanceArn: existingInstanceArn } });

const one = (template: Template, type: string, matches: object = {}) => {
  const found = ofType(template, type).filter(({ properties }) =>
    Object.entries(matches).every(([key, value]) => properties[key] === value),
  );
  expect(found, `${type} ${JSON.stringify(matches)}`).toHaveLength(1);
  const [resource] = found;
  if (resource === undefined) throw new Error(type);
  return resource;
};
const attribute = (id: string, name: string) => ({ "Fn::GetAtt": [id, name] });
const typesOfConnect = [
  "AWS::Connect::AgentStatus",
  "AWS::Connect::ContactFlow",
  "AWS::Connect::HoursOfOperation",
  "AWS::Connect::InstanceStorageConfig",
  "AWS::Connect::IntegrationAssociation",
  "AWS::Connect::PredefinedAttribute",
  "AWS::Connect::Queue",
  "AWS::Connect::RoutingProfile",
  "AWS::Connect::SecurityProfile",
];

describe("the instance", () => {
  it("is a new one, for calls in both directions, without logs of what is said in flows", () => {
    expect(one(made, "AWS::Connect::Instance").properties).toEqual({
      IdentityManagementType: "CONNECT_MANAGED",
      InstanceAlias: { "Fn::Join": ["", ["omniline-dev-", { Ref: "AWS::AccountId" }]] },
      Attributes: { InboundCalls: true, OutboundCalls: true, ContactflowLogs: false, ContactLens: false },
    });
  });

  it("has the alias and the sign-in that are configured", () => {
    const connect = { instanceAlias: "acme", identityManagement: "SAML" };
    expect(one(connectTemplate({ connect }), "AWS::Connect::Instance").properties).toMatchObject({
      InstanceAlias: "acme",
      IdentityManagementType: "SAML",
    });
  });

  it("is kept when the stage keeps its data", () => {
    expect(one(made, "AWS::Connect::Instance").DeletionPolicy).toBe("Retain");
    const throwAway = connectTemplate({ retainData: false });
    expect(one(throwAway, "AWS::Connect::Instance").DeletionPolicy).toBe("Delete");
  });

  it("can chat: a new one is told where transcripts go, and they do not stay", () => {
    const storage = one(made, "AWS::Connect::InstanceStorageConfig", { ResourceType: "CHAT_TRANSCRIPTS" });
    const bucket = one(made, "AWS::S3::Bucket");
    expect(storage.properties.S3Config.BucketName).toEqual({ Ref: bucket.id });
    expect(bucket.properties.LifecycleConfiguration.Rules).toEqual([
      { ExpirationInDays: 30, NoncurrentVersionExpiration: { NoncurrentDays: 30 }, Status: "Enabled" },
    ]);
  });

  it("is the one that is there already, with the same things in it", () => {
    expect(ofType(existing, "AWS::Connect::Instance")).toEqual([]);
    expect(ofType(existing, "AWS::S3::Bucket")).toEqual([]);
    for (const type of typesOfConnect) {
      const storesChat = ({ properties }: { properties: { ResourceType?: string } }) =>
        properties.ResourceType === "CHAT_TRANSCRIPTS";
      const expected = ofType(made, type).filter((resource) => !storesChat(resource));
      expect(
        ofType(existing, type).map(({ id }) => id),
        type,
      ).toEqual(expected.map(({ id }) => id));
      for (const { properties } of ofType(existing, type)) {
        expect(properties.InstanceArn ?? properties.InstanceId).toBe(existingInstanceArn);
      }
    }
  });

  it("is known by its id to whoever calls its API", () => {
    const { setup, stack } = connectApp({ connect: { instanceArn: existingInstanceArn } });
    expect(stack.resolve(setup.instanceId)).toBe("a1b2c3");
    const fresh = connectApp();
    expect(fresh.stack.resolve(fresh.setup.instanceId)).toEqual({
      "Fn::Select": [1, { "Fn::Split": ["/", attribute(one(made, "AWS::Connect::Instance").id, "Arn")] }],
    });
  });
});

describe("the streams", () => {
  const key = one(made, "AWS::KMS::Key");

  it.each([
    ["AGENT_EVENTS", 24],
    ["CONTACT_TRACE_RECORDS", 168],
  ])("take %s, encrypted, one shard, %d hours", (ResourceType, RetentionPeriodHours) => {
    const storage = one(made, "AWS::Connect::InstanceStorageConfig", { ResourceType });
    expect(storage.properties.StorageType).toBe("KINESIS_STREAM");
    const stream = made.resources[storage.properties.KinesisStreamConfig.StreamArn["Fn::GetAtt"][0]];
    expect(stream?.Properties).toEqual({
      RetentionPeriodHours,
      ShardCount: 1,
      StreamModeDetails: { StreamMode: "PROVISIONED" },
      StreamEncryption: { EncryptionType: "KMS", KeyId: attribute(key.id, "Arn") },
    });
  });

  it("are two, each with one writer", () => {
    expect(ofType(made, "AWS::Kinesis::Stream")).toHaveLength(2);
  });

  it("have a key that Amazon Connect's own role of this account may use, through Kinesis, to write", () => {
    expect(key.properties.EnableKeyRotation).toBe(true);
    const [, writes] = key.properties.KeyPolicy.Statement;
    expect(writes.Action).toBe("kms:GenerateDataKey");
    const conditions = JSON.stringify(writes.Condition);
    expect(conditions).toContain("AWSServiceRoleForAmazonConnect_*");
    expect(conditions).toContain('"kms:CallerAccount":{"Ref":"AWS::AccountId"}');
    expect(conditions).toContain('"kinesis."');
  });
});

describe("queues", () => {
  const voice = one(made, "AWS::Connect::Queue", { Name: "Omniline voice" });
  const assigned = one(made, "AWS::Connect::Queue", { Name: "Omniline assigned" });
  const [profile] = ofType(made, "AWS::Connect::RoutingProfile");

  it("are always open: Omniline's own calendar decides", () => {
    const { id, properties } = one(made, "AWS::Connect::HoursOfOperation");
    expect(properties.Config.map(({ Day }: { Day: string }) => Day)).toHaveLength(7);
    for (const { StartTime, EndTime } of properties.Config) {
      expect([StartTime, EndTime]).toEqual([
        { Hours: 0, Minutes: 0 },
        { Hours: 0, Minutes: 0 },
      ]);
    }
    for (const queue of [voice, assigned]) {
      expect(queue.properties.HoursOfOperationArn).toEqual(attribute(id, "HoursOfOperationArn"));
    }
  });

  it("give out live calls by themselves, and nothing else", () => {
    expect(profile?.properties.QueueConfigs).toEqual([
      {
        Priority: 1,
        Delay: 0,
        QueueReference: { Channel: "VOICE", QueueArn: attribute(voice.id, "QueueArn") },
      },
    ]);
  });

  it("hold everything else for the agent whom Omniline assigns", () => {
    const references = profile?.properties.ManualAssignmentQueueConfigs.map(
      ({ QueueReference }: { QueueReference: object }) => QueueReference,
    );
    expect(references).toEqual(
      ["CHAT", "TASK", "EMAIL", "VOICE"].map((Channel) => ({
        Channel,
        QueueArn: attribute(assigned.id, "QueueArn"),
      })),
    );
  });

  it("let an agent have one call, three chats, tasks and e-mails", () => {
    const { MediaConcurrencies } = profile?.properties ?? {};
    expect(
      MediaConcurrencies.map((one: { Channel: string; Concurrency: number }) => [
        one.Channel,
        one.Concurrency,
      ]),
    ).toEqual([
      ["VOICE", 1],
      ["CHAT", 3],
      ["TASK", 10],
      ["EMAIL", 10],
    ]);
  });

  it("let a call come beside whatever else an agent has: that is for Omniline to decide", () => {
    for (const { CrossChannelBehavior } of profile?.properties.MediaConcurrencies ?? []) {
      expect(CrossChannelBehavior).toEqual({ BehaviorType: "ROUTE_ANY_CHANNEL" });
    }
  });

  it("say why we call only on calls back", () => {
    const { id } = one(made, "AWS::Connect::ContactFlow", { Type: "OUTBOUND_WHISPER" });
    expect(assigned.properties.OutboundCallerConfig).toEqual({
      OutboundFlowArn: attribute(id, "ContactFlowArn"),
    });
    expect(voice.properties.OutboundCallerConfig).toBeUndefined();
    expect(profile?.properties.DefaultOutboundQueueArn).toEqual(attribute(voice.id, "QueueArn"));
  });

  it("call back from the configured number", () => {
    const callerIdNumberArn = "arn:aws:connect:eu-central-1:111122223333:phone-number/d4e5";
    const queue = one(connectTemplate({ connect: { callerIdNumberArn } }), "AWS::Connect::Queue", {
      Name: "Omniline assigned",
    });
    expect(queue.properties.OutboundCallerConfig.OutboundCallerIdNumberArn).toBe(callerIdNumberArn);
  });

  it("know skills, one that no agent is given, and languages", () => {
    const settings = { connect: { skills: ["credit-cards", "loans"], languages: ["tr"] } };
    const values = ofType(connectTemplate(settings), "AWS::Connect::PredefinedAttribute").map(
      ({ properties }) => [properties.Name, properties.Values.StringList],
    );
    expect(Object.fromEntries(values)).toEqual({
      "omniline.skill": ["credit-cards", "loans", "steered-by-omniline"],
      "omniline.language": ["tr"],
    });
  });
});

describe("agents who are away", () => {
  it.each([
    ["a new", made],
    ["the configured", existing],
  ])("have a status of their own in %s instance", (_, template) => {
    const { properties } = one(template, "AWS::Connect::AgentStatus");
    const [instance] = ofType(template, "AWS::Connect::Instance");
    expect(properties).toEqual({
      InstanceArn: instance ? attribute(instance.id, "Arn") : existingInstanceArn,
      Name: "Omniline away",
      Description: expect.any(String),
      State: "ENABLED",
      Type: "CUSTOM",
    });
  });
});

describe("flows", () => {
  const flows = ofType(made, "AWS::Connect::ContactFlow");
  const byType = (type: string) => flows.filter(({ properties }) => properties.Type === type).length;

  it("are eight, active, each with what it is for", () => {
    expect([byType("CONTACT_FLOW"), byType("CUSTOMER_QUEUE"), byType("OUTBOUND_WHISPER")]).toEqual([6, 1, 1]);
    for (const { properties } of flows) {
      expect(properties.State).toBe("ACTIVE");
      expect(properties.Name).toMatch(/^Omniline /);
      expect(properties.Description).toMatch(/\.$/);
    }
  });

  it("are JSON once CloudFormation has put the ARNs in", () => {
    for (const { id, properties } of flows) {
      const flow: Flow = JSON.parse(deployed(properties.Content));
      expect(flow.Version, id).toBe("2019-10-30");
      expect(flow.Actions.map(({ Identifier }) => Identifier)).toContain(flow.StartAction);
    }
  });

  it("invoke the function that Amazon Connect may invoke, and no other", () => {
    const invoked = flows.flatMap(({ properties }) =>
      JSON.parse(deployed(properties.Content)).Actions.flatMap(
        ({ Parameters }: { Parameters: { LambdaFunctionARN?: string } }) =>
          Parameters.LambdaFunctionARN ?? [],
      ),
    );
    const [{ id: instance } = { id: "" }] = ofType(made, "AWS::Connect::Instance");
    const permission = one(made, "AWS::Lambda::Permission", { Principal: "connect.amazonaws.com" });
    const functionArn = permission.properties.FunctionName;
    expect(new Set(invoked)).toEqual(new Set([deployed(functionArn)]));
    expect(permission.properties).toMatchObject({
      Action: "lambda:InvokeFunction",
      SourceArn: attribute(instance, "Arn"),
      SourceAccount: { Ref: "AWS::AccountId" },
    });
    const association = one(made, "AWS::Connect::IntegrationAssociation", {
      IntegrationType: "LAMBDA_FUNCTION",
    });
    expect(association.properties.IntegrationArn).toEqual(functionArn);
    for (const { id, dependsOn, properties } of flows) {
      if (deployed(properties.Content).includes("LambdaFunctionARN")) {
        expect(dependsOn, id).toEqual(expect.arrayContaining([association.id, permission.id]));
      }
    }
  });

  it("put calls into the voice queue and everything else into the assigned one", () => {
    const queues = (name: string) => {
      const { properties } = one(made, "AWS::Connect::ContactFlow", { Name: `Omniline ${name}` });
      const flow: Flow = JSON.parse(deployed(properties.Content));
      return flow.Actions.filter(({ Type }) => Type === "UpdateContactTargetQueue").map(
        ({ Parameters }) => Parameters.QueueId,
      );
    };
    const queue = (name: string) =>
      deployed(attribute(one(made, "AWS::Connect::Queue", { Name: name }).id, "QueueArn"));
    expect(queues("voice")).toEqual([queue("Omniline voice")]);
    for (const name of ["chat", "task", "e-mail"]) expect(queues(name)).toEqual([queue("Omniline assigned")]);
  });

  it("keep calls for a skill that is there by then", () => {
    const voice = one(made, "AWS::Connect::ContactFlow", { Name: "Omniline voice" });
    const { Parameters } = JSON.parse(deployed(voice.properties.Content)).Actions.find(
      ({ Type }: { Type: string }) => Type === "UpdateContactRoutingCriteria",
    );
    const { Name, Value } =
      Parameters.RoutingCriteria.Steps[0].Expression.AndExpression[0].AttributeCondition;
    const skill = one(made, "AWS::Connect::PredefinedAttribute", { Name });
    expect(skill.properties.Values.StringList).toContain(Value);
    expect(voice.dependsOn).toContain(skill.id);
  });

  it("are exposed with the ids that the API wants", () => {
    const { setup, stack } = connectApp();
    expect(Object.keys(setup.flows).sort()).toEqual(
      ["call", "callback", "chat", "csat", "customerQueue", "email", "task", "voice"].sort(),
    );
    for (const { id, arn } of [...Object.values(setup.flows), setup.voiceQueue, setup.assignedQueue]) {
      expect(stack.resolve(id)).toEqual({ "Fn::Select": [3, { "Fn::Split": ["/", stack.resolve(arn)] }] });
    }
  });
});

/** A template's text as it is after the deploy, with a made-up ARN for everything that is only known then. */
function deployed(value: unknown): string {
  if (typeof value === "string") return value;
  const [[intrinsic, argument] = ["", undefined]] = Object.entries(Object(value));
  if (intrinsic === "Fn::GetAtt" && Array.isArray(argument)) return `arn:${argument.join(":")}`;
  if (intrinsic === "Fn::Join" && Array.isArray(argument)) {
    return argument[1].map(deployed).join(argument[0]);
  }
  throw new Error(`cannot deploy ${JSON.stringify(value)}`);
}

describe("the panel in the agent workspace", () => {
  const application = one(made, "AWS::AppIntegrations::Application");

  it("opens once for each contact, and asks for no more than it needs", () => {
    expect(application.properties).toMatchObject({
      Namespace: "omniline.dev",
      ApplicationSourceConfig: { ExternalUrlConfig: { AccessUrl: "https://panel.example.com/" } },
      ApplicationConfig: { ContactHandling: { Scope: "PER_CONTACT" } },
      IframeConfig: { Sandbox: ["allow-forms", "allow-popups", "allow-same-origin", "allow-scripts"] },
      Permissions: [
        "User.Details.View",
        "User.Status.View",
        "Contact.Details.View",
        "Contact.Attributes.View",
      ],
    });
  });

  it("has a namespace that AppIntegrations takes, also for the longest stage name", () => {
    const template = connectTemplate({ stage: "a".repeat(20) });
    const { Namespace } = one(template, "AWS::AppIntegrations::Application").properties;
    expect(Namespace).toMatch(/^[a-zA-Z0-9/._-]{1,32}$/);
  });

  it("is associated with the instance before agents are let in", () => {
    const association = one(made, "AWS::Connect::IntegrationAssociation", { IntegrationType: "APPLICATION" });
    expect(association.properties.IntegrationArn).toEqual(attribute(application.id, "ApplicationArn"));
    const profile = one(made, "AWS::Connect::SecurityProfile");
    expect(profile.dependsOn).toContain(association.id);
    expect(profile.properties).toMatchObject({
      Applications: [{ Namespace: application.properties.Namespace, ApplicationPermissions: ["ACCESS"] }],
      Permissions: ["BasicAgentAccess"],
    });
  });
});

describe("contact events", () => {
  const rule = one(made, "AWS::Events::Rule");

  it("come from the account's own bus, of our instance, whatever their detail-type is called", () => {
    expect(rule.properties.EventBusName).toBeUndefined();
    expect(rule.properties.EventPattern).toEqual({
      source: ["aws.connect"],
      detail: {
        eventType: ["INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED"],
        instanceArn: [attribute(one(made, "AWS::Connect::Instance").id, "Arn")],
      },
    });
    expect(one(existing, "AWS::Events::Rule").properties.EventPattern.detail.instanceArn).toEqual([
      existingInstanceArn,
    ]);
  });

  it("go into the consumer's queue, with retries and dead letters that raise an alarm", () => {
    const [target, ...others] = rule.properties.Targets;
    expect(others).toEqual([]);
    const mapping = one(made, "AWS::Lambda::EventSourceMapping");
    expect(target.Arn).toEqual(mapping.properties.EventSourceArn);
    expect(target.RetryPolicy).toEqual({ MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 });
    const deadLetters = target.DeadLetterConfig.Arn["Fn::GetAtt"][0];
    expect(made.resources[deadLetters]?.Type).toBe("AWS::SQS::Queue");
    const alarms = ofType(made, "AWS::CloudWatch::Alarm").map(({ properties }) => JSON.stringify(properties));
    expect(alarms.filter((alarm) => alarm.includes(deadLetters))).toHaveLength(1);
  });
});

describe("the checks of a synth", () => {
  const checked = { "@aws-cdk/core:validateAgainstDefaultRules": true };
  /** What the CDK's own CloudFormation validation reports. */
  const reports = ({ app }: ReturnType<typeof connectApp>): unknown => {
    app.synth();
    return JSON.parse(readFileSync(join(app.outdir, "validation-report.json"), "utf8")).pluginReports;
  };

  it.each([
    ["a new instance", {}],
    ["an instance that is there", { instanceArn: existingInstanceArn }],
  ])("pass CloudFormation's own rules: %s", (_, connect) => {
    expect(reports(connectApp({ connect }, checked))).toEqual([]);
  });

  it("would find a value that CloudFormation refuses", () => {
    const made = connectApp({}, checked);
    const flow = made.stack.node.findChild("Connect").node.findChild("Voice").node.findChild("Flow");
    Object.assign(flow, { type: "LULLABY" });
    expect(JSON.stringify(reports(made))).toContain("'LULLABY' is not one of");
  });

  it("find nothing in the rule packs but what has a reason", () => {
    const { app } = connectApp();
    app.synth({ skipValidation: true });
    const found = [new AwsSolutionsChecks(app), new ServerlessChecks(app)].flatMap((pack) =>
      pack
        .validateScope(app)
        .violations.flatMap(({ ruleName, violatingResources }) =>
          violatingResources.map(
            ({ constructPath = "" }) => `${ruleName} ${constructPath.split("/").slice(2).join("/")}`,
          ),
        ),
    );
    const ofConnect = found.filter(
      (finding) => !/ (Role|Function|Mapping|DeadLetters\/Queue)\/Resource$/.test(finding),
    );
    expect(ofConnect.sort()).toEqual([
      // Amazon Connect cannot write with the key that belongs to Kinesis.
      "AwsSolutions-KDS3 Streams/AgentEvents/Resource",
      "AwsSolutions-KDS3 Streams/ContactRecords/Resource",
      // Amazon Connect and agents' screens are the only readers.
      "AwsSolutions-S1 Instance/Transcripts/Resource",
      "AwsSolutions-SQS3 ContactEvents/DeadLetters/Queue/Resource",
      "Serverless-SQSRedrivePolicy ContactEvents/DeadLetters/Queue/Resource",
    ]);
  });
});
