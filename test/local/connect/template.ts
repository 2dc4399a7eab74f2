/** A small call centre as a template: a queue that Connect offers from, one that others assign from, and flows. */
import { readInstance } from "../../../local/connect/read-instance.ts";
import { readResources } from "../../../local/template/resources.ts";
import type { StackTemplate } from "../../../local/template/schema.ts";

export const streams = {
  agents: "arn:aws:kinesis:eu-central-1:000000000000:stream/agents",
  records: "arn:aws:kinesis:eu-central-1:000000000000:stream/records",
};
export const functionArn = "arn:aws:lambda:eu-central-1:000000000000:function:hello";

interface ActionOptions {
  readonly parameters?: object;
  readonly next?: string;
  readonly conditions?: Readonly<Record<string, string>>;
  readonly errors?: Readonly<Record<string, string>>;
}

export function action(Identifier: string, Type: string, options: ActionOptions = {}) {
  const { parameters = {}, next, conditions = {}, errors = {} } = options;
  return {
    Identifier,
    Type,
    Parameters: parameters,
    Transitions: {
      ...(next === undefined ? {} : { NextAction: next }),
      Conditions: Object.entries(conditions).map(([Operand, NextAction]) => ({
        NextAction,
        Condition: { Operator: "Equals", Operands: [Operand] },
      })),
      Errors: Object.entries(errors).map(([ErrorType, NextAction]) => ({ ErrorType, NextAction })),
    },
  };
}

const InstanceArn = { "Fn::GetAtt": ["Instance", "Arn"] };

/** Actions are written as JSON with `@Logical` for the ARN of a resource. */
export function flow(Name: string, Type: string, actions: readonly object[]) {
  const [first] = actions;
  const StartAction = first && "Identifier" in first ? first.Identifier : "";
  const text = JSON.stringify({ Version: "2019-10-30", StartAction, Actions: actions });
  const parts = text.split(/"@(\w+)"/).map((part, index) => (index % 2 === 0 ? part : { Ref: part }));
  const joined = parts.flatMap((part) => (typeof part === "string" ? [part] : ['"', part, '"']));
  return {
    Type: "AWS::Connect::ContactFlow",
    Properties: { InstanceArn, Name, Type, Content: { "Fn::Join": ["", joined] } },
  };
}

const end = action("end", "DisconnectParticipant");

/** To a queue, and what the customer hears there. */
function toQueue(queue: string, hooks: Readonly<Record<string, string>> = {}) {
  const events = Object.entries(hooks).map(([event, target], index) =>
    action(`hook-${event}`, "UpdateContactEventHooks", {
      parameters: { EventHooks: { [event]: target } },
      next: index + 1 < Object.keys(hooks).length ? `hook-${Object.keys(hooks)[index + 1]}` : "queue",
      errors: { NoMatchingError: "end" },
    }),
  );
  return [
    ...events,
    action("queue", "UpdateContactTargetQueue", {
      parameters: { QueueId: queue },
      next: "transfer",
      errors: { NoMatchingError: "end" },
    }),
    action("transfer", "TransferContactToQueue", {
      errors: { QueueAtCapacity: "end", NoMatchingError: "end" },
    }),
    end,
  ];
}

const queue = (Name: string, more: object = {}) => ({
  Type: "AWS::Connect::Queue",
  Properties: { InstanceArn, Name, HoursOfOperationArn: { Ref: "Hours" }, ...more },
});
const storage = (ResourceType: string, StreamArn: string) => ({
  Type: "AWS::Connect::InstanceStorageConfig",
  Properties: {
    InstanceArn,
    ResourceType,
    StorageType: "KINESIS_STREAM",
    KinesisStreamConfig: { StreamArn },
  },
});
const inQueue = (Channel: string, name: string) => ({ Channel, QueueArn: { Ref: name } });

const resources = {
  Instance: { Type: "AWS::Connect::Instance", Properties: { IdentityManagementType: "CONNECT_MANAGED" } },
  Hours: { Type: "AWS::Connect::HoursOfOperation", Properties: { InstanceArn, Name: "Always" } },
  General: queue("general"),
  Assigned: queue("assigned", { OutboundCallerConfig: { OutboundFlowArn: { Ref: "Whisper" } } }),
  Small: queue("small", { MaxContacts: 1 }),
  Profile: {
    Type: "AWS::Connect::RoutingProfile",
    Properties: {
      InstanceArn,
      Name: "agents",
      DefaultOutboundQueueArn: { Ref: "General" },
      MediaConcurrencies: [
        { Channel: "VOICE", Concurrency: 1 },
        { Channel: "CHAT", Concurrency: 3 },
        { Channel: "TASK", Concurrency: 2, CrossChannelBehavior: { BehaviorType: "ROUTE_ANY_CHANNEL" } },
      ],
      QueueConfigs: [
        { Delay: 0, Priority: 1, QueueReference: inQueue("VOICE", "General") },
        { Delay: 0, Priority: 1, QueueReference: inQueue("CHAT", "General") },
      ],
      ManualAssignmentQueueConfigs: [
        { QueueReference: inQueue("TASK", "Assigned") },
        { QueueReference: inQueue("VOICE", "Assigned") },
      ],
    },
  },
  AgentEvents: storage("AGENT_EVENTS", streams.agents),
  Records: storage("CONTACT_TRACE_RECORDS", streams.records),
  Voice: flow("voice", "CONTACT_FLOW", toQueue("@General")),
  Chat: flow("chat", "CONTACT_FLOW", toQueue("@General")),
  Task: flow("task", "CONTACT_FLOW", toQueue("@Assigned")),
  Whisper: flow("whisper", "OUTBOUND_WHISPER", [
    action("say", "MessageParticipant", {
      parameters: { Text: "callback" },
      next: "done",
      errors: { NoMatchingError: "done" },
    }),
    action("done", "EndFlowExecution"),
  ]),
};

export { toQueue };

/** @param more resources beside, or instead of, the usual ones */
export function connectTemplate(more: Readonly<Record<string, object>> = {}): StackTemplate {
  return {
    stackName: "Centre",
    region: "eu-central-1",
    template: { Resources: { ...resources, ...more } },
    assets: new Map(),
  };
}

export function connectInstance(more: Readonly<Record<string, object>> = {}) {
  const addresses = { publicUrl: "http://127.0.0.1:1", awsUrl: "http://127.0.0.1:2" };
  const instance = readInstance(readResources([connectTemplate(more)], addresses, "eu-central-1"));
  if (!instance) throw new Error("the template has an instance");
  return instance;
}

/** Contact events go to the queue `heard`; both streams are there. */
const around = {
  Heard: { Type: "AWS::SQS::Queue", Properties: { QueueName: "heard" } },
  HeardPolicy: {
    Type: "AWS::SQS::QueuePolicy",
    Properties: {
      Queues: [{ Ref: "Heard" }],
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sqs:SendMessage",
            Resource: { "Fn::GetAtt": ["Heard", "Arn"] },
          },
        ],
      },
    },
  },
  Rule: {
    Type: "AWS::Events::Rule",
    Properties: {
      EventPattern: { source: ["aws.connect"], "detail-type": ["Amazon Connect Contact Event"] },
      State: "ENABLED",
      Targets: [{ Id: "T", Arn: { "Fn::GetAtt": ["Heard", "Arn"] } }],
    },
  },
  Agents: { Type: "AWS::Kinesis::Stream", Properties: { Name: "agents", ShardCount: 1 } },
  Contacts: { Type: "AWS::Kinesis::Stream", Properties: { Name: "records", ShardCount: 1 } },
};

/** For the whole runtime. */
export const platformTemplate = () => connectTemplate(around);
