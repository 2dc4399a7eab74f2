/** What Amazon Connect tells by itself: what agents do, and what has become of each contact. */
import { Aws, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { CfnInstanceStorageConfig } from "aws-cdk-lib/aws-connect";
import { AnyPrincipal, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Stream, StreamEncryption, StreamMode } from "aws-cdk-lib/aws-kinesis";
import { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import type { ConnectInstance } from "./connect-instance.ts";

export interface ConnectStreamsProps {
  readonly instance: ConnectInstance;
  readonly config: StageConfig;
}

export class ConnectStreams extends Construct {
  /** Of both streams: who reads them needs `kms:Decrypt` on it. */
  readonly key: Key;
  readonly agentEvents: Stream;
  readonly contactRecords: Stream;

  constructor(scope: Construct, id: string, props: ConnectStreamsProps) {
    super(scope, id);
    const removalPolicy = props.config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.key = new Key(this, "Key", {
      description: "Amazon Connect's agent events and contact records",
      enableKeyRotation: true,
      removalPolicy,
    });
    this.letConnectWrite();
    // What agents did yesterday says nothing about now.
    this.agentEvents = this.stream("AgentEvents", "AGENT_EVENTS", Duration.hours(24), props);
    // Contact records are what repairs the rest: a consumer may be down over a long weekend.
    this.contactRecords = this.stream("ContactRecords", "CONTACT_TRACE_RECORDS", Duration.days(7), props);
  }

  /**
   * Amazon Connect writes as the instance's service-linked role, whose name ends in letters of its own. The
   * key of `aws/kinesis` cannot be shared with it (Administrator Guide, "Enable data streaming").
   */
  private letConnectWrite(): void {
    const role = "role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_*";
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: "AmazonConnectWrites",
        actions: ["kms:GenerateDataKey"],
        principals: [new AnyPrincipal()],
        resources: ["*"],
        conditions: {
          StringEquals: {
            "kms:CallerAccount": Aws.ACCOUNT_ID,
            "kms:ViaService": `kinesis.${Stack.of(this).region}.${Aws.URL_SUFFIX}`,
          },
          ArnLike: { "aws:PrincipalArn": `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:${role}` },
        },
      }),
    );
  }

  private stream(
    id: string,
    resourceType: "AGENT_EVENTS" | "CONTACT_TRACE_RECORDS",
    retentionPeriod: Duration,
    { instance, config }: ConnectStreamsProps,
  ): Stream {
    const stream = new Stream(this, id, {
      // 1,000 records a second: an agent sends one per change, and one every two minutes.
      streamMode: StreamMode.PROVISIONED,
      shardCount: 1,
      retentionPeriod,
      encryption: StreamEncryption.KMS,
      encryptionKey: this.key,
      removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    new CfnInstanceStorageConfig(this, `${id}Storage`, {
      instanceArn: instance.arn,
      resourceType,
      storageType: "KINESIS_STREAM",
      kinesisStreamConfig: { streamArn: stream.streamArn },
    });
    return stream;
  }
}
