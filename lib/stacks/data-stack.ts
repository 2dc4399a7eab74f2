/** What must outlive every deploy: the table, long bodies, and the secrets. */
import { Duration, RemovalPolicy, SecretValue, Stack, type StackProps } from "aws-cdk-lib";
import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { setLocalMetadata } from "../constructs/local-metadata.ts";
import { PrivateBucket } from "../constructs/private-bucket.ts";

/** Twice as long as a dead letter waits for ops to have it read again. */
const deliveriesAreKept = Duration.days(30);

export interface DataStackProps extends StackProps {
  readonly config: StageConfig;
}

export class DataStack extends Stack {
  readonly table: TableV2;
  readonly bodies: PrivateBucket;
  /** Key of every hash that stands for a person. Changing it makes every identifier unknown. */
  readonly pepper: Secret;
  /** The endpoints and their signing secrets; ops fill it (docs/runbook.md). */
  readonly endpoints: Secret;
  /** The channels made by configuration, and their secrets; the staff API fills it (docs/channels.md). */
  readonly channels: Secret;

  constructor(scope: Construct, id: string, { config, ...props }: DataStackProps) {
    super(scope, id, props);
    const removalPolicy = config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.table = new TableV2(this, "Table", {
      partitionKey: { name: "PK", type: AttributeType.STRING },
      sortKey: { name: "SK", type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: "expiresAt",
      deletionProtection: config.retainData,
      removalPolicy,
    });
    this.bodies = new PrivateBucket(this, "Bodies", config);
    this.bodies.addLifecycleRule({
      prefix: "deliveries/",
      expiration: deliveriesAreKept,
      noncurrentVersionExpiration: Duration.days(1),
    });
    // Read within seconds and deleted: what is left is of a crash.
    this.bodies.addLifecycleRule({
      prefix: "incoming/",
      expiration: Duration.days(1),
      noncurrentVersionExpiration: Duration.days(1),
    });
    this.pepper = new Secret(this, "Pepper", {
      description: "Key of the hashes that stand for identifiers. Never change it.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy,
    });
    this.endpoints = new Secret(this, "Endpoints", {
      description: "Webhook endpoints: a JSON list of { provider, endpointId, secrets, verifyToken? }",
      // No provider yet. CloudFormation sets this once; what ops put here later stays.
      secretStringValue: SecretValue.unsafePlainText("[]"),
      removalPolicy,
    });
    setLocalMetadata(this.endpoints, { "omniline:local": "endpoints" });
    this.channels = new Secret(this, "Channels", {
      description: "Channels made by configuration. The staff API writes it: change nothing here by hand.",
      // CloudFormation sets this once: another text here would take the place of all channels.
      secretStringValue: SecretValue.unsafePlainText('{"version":0,"channels":[]}'),
      removalPolicy,
    });
  }
}
