/** The Amazon Connect instance: the one that is there already, or a new one. */
import { Aws, Duration, Fn, RemovalPolicy } from "aws-cdk-lib";
import { CfnInstance, CfnInstanceStorageConfig } from "aws-cdk-lib/aws-connect";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { PrivateBucket } from "../constructs/private-bucket.ts";

/** Omniline's timeline is where conversations are kept; transcripts are for agents' screens meanwhile. */
const transcriptDays = 30;

export class ConnectInstance extends Construct {
  readonly arn: string;
  readonly id: string;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    this.arn = config.connect.instanceArn ?? this.newInstance(config);
    // arn:…:instance/<id>
    this.id = Fn.select(1, Fn.split("/", this.arn));
  }

  private newInstance(config: StageConfig): string {
    const { instanceAlias, identityManagement } = config.connect;
    const instance = new CfnInstance(this, "Instance", {
      identityManagementType: identityManagement,
      // Aliases are unique in the world.
      instanceAlias: instanceAlias ?? `omniline-${config.stage}-${Aws.ACCOUNT_ID}`,
      // No flow logs: they would hold what customers are told and asked.
      attributes: { inboundCalls: true, outboundCalls: true, contactflowLogs: false, contactLens: false },
    });
    // Amazon Connect makes and deletes few instances a month: a throw-away stage had better use one that is there.
    instance.applyRemovalPolicy(config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    this.enableChat(instance.attrArn, config);
    return instance.attrArn;
  }

  /** An instance has chat once it knows where to put transcripts. */
  private enableChat(instanceArn: string, config: StageConfig): void {
    const transcripts = new PrivateBucket(this, "Transcripts", config);
    const days = Duration.days(transcriptDays);
    transcripts.addLifecycleRule({ expiration: days, noncurrentVersionExpiration: days });
    new CfnInstanceStorageConfig(this, "ChatTranscripts", {
      instanceArn,
      resourceType: "CHAT_TRANSCRIPTS",
      storageType: "S3",
      s3Config: { bucketName: transcripts.bucketName, bucketPrefix: "chat" },
    });
  }
}
