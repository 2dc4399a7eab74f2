/** Every resource type the laptop knows: what its `Ref` and attributes are. A type not listed is an error. */
import { createHash } from "node:crypto";
import { accountId, arn, urlSuffix } from "../account.ts";

/** What a description may ask about the resource it describes. */
export interface ResourceFacts {
  readonly stackName: string;
  readonly logicalId: string;
  readonly region: string;
  readonly awsUrl: string;
  /** A property as text, resolved; undefined when absent or not text. */
  property(name: string): string | undefined;
}

export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

type Describe = (facts: ResourceFacts) => Identity;

/** The stream label is AWS's creation time; a fixed one keeps ARNs the same from start to start. */
const streamLabel = "2026-01-01T00:00:00.000";

const named =
  (property: string, attributes: (name: string, facts: ResourceFacts) => Record<string, string>): Describe =>
  (facts) => {
    const name = facts.property(property) ?? physicalName(facts);
    return { ref: name, attributes: attributes(name, facts) };
  };

const byId =
  (attributes: (id: string, facts: ResourceFacts) => Record<string, string> = () => ({})): Describe =>
  (facts) => ({ ref: shortId(facts), attributes: attributes(shortId(facts), facts) });

/** A number of Türkiye's range that is given to nobody. */
const localPhoneNumber = "+908500000000";

/** A resource inside an Amazon Connect instance: its `Ref` is its ARN. */
const ofInstance =
  (kind: string, attribute: string): Describe =>
  (facts) => {
    const ref = `${facts.property("InstanceArn") ?? ""}/${kind}/${uuidOf(facts)}`;
    return { ref, attributes: { [attribute]: ref } };
  };

/** Known, and without an effect on a laptop: identity, alarms, dashboards, and what only the deployment uses. */
const inert = byId((id, { region }) => ({ Arn: arn("local", region, id), Id: id }));

export const resourceTypes: Readonly<Record<string, Describe>> = {
  "AWS::IAM::Role": named("RoleName", (name) => ({ Arn: arn("iam", "", `role/${name}`), RoleId: name })),
  "AWS::IAM::Policy": byId(),
  "AWS::IAM::ManagedPolicy": (facts) => ({
    ref: arn("iam", "", `policy/${physicalName(facts)}`),
    attributes: {},
  }),
  "AWS::Lambda::Function": named("FunctionName", (name, { region }) => ({
    Arn: arn("lambda", region, `function:${name}`),
  })),
  "AWS::Lambda::EventSourceMapping": byId((id) => ({ Id: id })),
  "AWS::Lambda::Permission": byId(),
  "AWS::Lambda::EventInvokeConfig": byId(),
  "AWS::Lambda::LayerVersion": (facts) => ({
    ref: arn("lambda", facts.region, `layer:${facts.logicalId}:1`),
    attributes: {},
  }),
  "AWS::Logs::LogGroup": named("LogGroupName", (name, { region }) => ({
    Arn: arn("logs", region, `log-group:${name}:*`),
  })),
  "AWS::CloudWatch::Alarm": named("AlarmName", (name, { region }) => ({
    Arn: arn("cloudwatch", region, `alarm:${name}`),
  })),
  "AWS::CloudWatch::CompositeAlarm": named("AlarmName", (name, { region }) => ({
    Arn: arn("cloudwatch", region, `alarm:${name}`),
  })),
  "AWS::CloudWatch::Dashboard": inert,
  "AWS::DynamoDB::GlobalTable": named("TableName", (name, { region }) => ({
    Arn: arn("dynamodb", region, `table/${name}`),
    StreamArn: arn("dynamodb", region, `table/${name}/stream/${streamLabel}`),
    TableId: name,
  })),
  "AWS::SQS::Queue": (facts) => {
    const name = facts.property("QueueName") ?? physicalName(facts);
    const url = `${facts.awsUrl}/${accountId}/${name}`;
    return { ref: url, attributes: { Arn: arn("sqs", facts.region, name), QueueName: name, QueueUrl: url } };
  },
  "AWS::SQS::QueuePolicy": byId(),
  "AWS::S3::Bucket": (facts) => {
    const name = facts.property("BucketName") ?? physicalName(facts).toLowerCase();
    const domain = `${name}.s3.${facts.region}.${urlSuffix}`;
    return {
      ref: name,
      attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: domain, RegionalDomainName: domain },
    };
  },
  "AWS::S3::BucketPolicy": byId(),
  "AWS::KMS::Key": byId((id, { region }) => ({ Arn: arn("kms", region, `key/${id}`), KeyId: id })),
  "AWS::SecretsManager::Secret": (facts) => {
    const name = facts.property("Name") ?? physicalName(facts);
    const secretArn = arn("secretsmanager", facts.region, `secret:${name}-local0`);
    return { ref: secretArn, attributes: { Id: secretArn } };
  },
  "AWS::Events::EventBus": named("Name", (name, { region }) => ({
    Arn: arn("events", region, `event-bus/${name}`),
    Name: name,
  })),
  "AWS::Events::Rule": (facts) => {
    const name = facts.property("Name") ?? physicalName(facts);
    const bus = facts.property("EventBusName");
    const path = bus === undefined || bus === "default" ? name : `${bus}/${name}`;
    return { ref: name, attributes: { Arn: arn("events", facts.region, `rule/${path}`) } };
  },
  "AWS::StepFunctions::StateMachine": (facts) => {
    const name = facts.property("StateMachineName") ?? physicalName(facts);
    const machineArn = arn("states", facts.region, `stateMachine:${name}`);
    return { ref: machineArn, attributes: { Arn: machineArn, Name: name } };
  },
  "AWS::Kinesis::Stream": named("Name", (name, { region }) => ({
    Arn: arn("kinesis", region, `stream/${name}`),
  })),
  "AWS::ApiGatewayV2::Api": byId((id, facts) => ({
    ApiId: id,
    ApiEndpoint: `${facts.property("ProtocolType") === "WEBSOCKET" ? "wss" : "https"}://${id}.execute-api.${facts.region}.${urlSuffix}`,
  })),
  "AWS::ApiGatewayV2::Stage": (facts) => ({
    ref: facts.property("StageName") ?? shortId(facts),
    attributes: {},
  }),
  "AWS::ApiGatewayV2::Route": byId((id) => ({ RouteId: id })),
  "AWS::ApiGatewayV2::RouteResponse": byId(),
  "AWS::ApiGatewayV2::Integration": byId(),
  "AWS::ApiGatewayV2::Authorizer": byId((id) => ({ AuthorizerId: id })),
  "AWS::Connect::Instance": (facts) => {
    const id = uuidOf(facts);
    const instanceArn = arn("connect", facts.region, `instance/${id}`);
    return {
      ref: instanceArn,
      attributes: {
        Arn: instanceArn,
        Id: id,
        InstanceStatus: "ACTIVE",
        CreatedTime: streamLabel,
        ServiceRole: arn("iam", "", `role/aws-service-role/connect.${urlSuffix}/local`),
      },
    };
  },
  "AWS::Connect::AgentStatus": ofInstance("agent-state", "AgentStatusArn"),
  "AWS::Connect::ContactFlow": ofInstance("contact-flow", "ContactFlowArn"),
  "AWS::Connect::HoursOfOperation": ofInstance("operating-hours", "HoursOfOperationArn"),
  "AWS::Connect::Queue": ofInstance("queue", "QueueArn"),
  "AWS::Connect::RoutingProfile": ofInstance("routing-profile", "RoutingProfileArn"),
  "AWS::Connect::SecurityProfile": ofInstance("security-profile", "SecurityProfileArn"),
  "AWS::Connect::User": ofInstance("agent", "UserArn"),
  "AWS::Connect::PredefinedAttribute": (facts) => ({
    ref: `${facts.property("InstanceArn") ?? ""}|${facts.property("Name") ?? ""}`,
    attributes: {},
  }),
  "AWS::Connect::InstanceStorageConfig": (facts) => ({
    ref: [facts.property("InstanceArn"), uuidOf(facts), facts.property("ResourceType")].join("|"),
    attributes: { AssociationId: uuidOf(facts) },
  }),
  "AWS::Connect::IntegrationAssociation": (facts) => ({
    ref: ["InstanceId", "IntegrationType", "IntegrationArn"].map((name) => facts.property(name)).join("|"),
    attributes: { IntegrationAssociationId: uuidOf(facts) },
  }),
  "AWS::Connect::PhoneNumber": (facts) => {
    const numberArn = arn("connect", facts.region, `phone-number/${uuidOf(facts)}`);
    return { ref: numberArn, attributes: { PhoneNumberArn: numberArn, Address: localPhoneNumber } };
  },
  "AWS::AppIntegrations::Application": (facts) => {
    const id = uuidOf(facts);
    const applicationArn = arn("app-integrations", facts.region, `application/${id}`);
    return { ref: applicationArn, attributes: { ApplicationArn: applicationArn, Id: id } };
  },
  "AWS::Cognito::UserPool": (facts) => {
    const id = `${facts.region}_${shortId(facts)}`;
    const provider = `cognito-idp.${facts.region}.${urlSuffix}/${id}`;
    return {
      ref: id,
      attributes: {
        Arn: arn("cognito-idp", facts.region, `userpool/${id}`),
        ProviderName: provider,
        ProviderURL: `https://${provider}`,
        UserPoolId: id,
      },
    };
  },
  "AWS::Cognito::UserPoolClient": byId((id) => ({ ClientId: id, Name: id })),
  "AWS::Cognito::UserPoolDomain": (facts) => ({
    ref: facts.property("Domain") ?? shortId(facts),
    attributes: { CloudFrontDistribution: `${shortId(facts)}.cloudfront.net` },
  }),
  "AWS::Cognito::UserPoolGroup": byId(),
  "AWS::CloudFront::Distribution": byId((id) => ({ Id: id, DomainName: `${id}.cloudfront.net` })),
  "AWS::CloudFront::OriginAccessControl": byId((id) => ({ Id: id })),
  "AWS::CloudFront::ResponseHeadersPolicy": byId((id) => ({ Id: id })),
  "AWS::CloudFront::Function": byId((id) => ({ FunctionARN: id, Arn: id })),
  "Custom::CDKBucketDeployment": byId(),
  "AWS::CDK::Metadata": inert,
};

/** CloudFormation's form without its random end: the same name at every start. At most 60 characters. */
export function physicalName({ stackName, logicalId }: { stackName: string; logicalId: string }): string {
  const name = `${stackName}-${logicalId}`;
  return name.length <= 60 ? name : `${name.slice(0, 51)}-${hash(name).slice(0, 8)}`;
}

function shortId({ stackName, logicalId }: { stackName: string; logicalId: string }): string {
  return hash(`${stackName}/${logicalId}`).slice(0, 10);
}

/** Amazon Connect's ids are UUIDs; here the same at every start. */
function uuidOf({ stackName, logicalId }: { stackName: string; logicalId: string }): string {
  return uuidFrom(`${stackName}/${logicalId}`);
}

/** A UUID that is a pure function of a name. */
export function uuidFrom(name: string): string {
  const hex = hash(name);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
