/** Puts the built files of a site into its bucket on every deploy. */
import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { ServiceAlarm } from "./alarms.ts";
import type { PrivateBucket } from "./private-bucket.ts";

export interface SiteContentProps {
  readonly bucket: PrivateBucket;
  readonly directory: string;
  readonly config: StageConfig;
}

export class SiteContent extends Construct {
  constructor(scope: Construct, id: string, { bucket, directory, config }: SiteContentProps) {
    super(scope, id);
    new BucketDeployment(this, "Deployment", {
      sources: [Source.asset(directory)],
      destinationBucket: bucket,
      // CloudFront asks again each time, so a deploy needs no invalidation and the copier no right to one.
      cacheControl: [CacheControl.mustRevalidate(), CacheControl.setPublic()],
      logGroup: new LogGroup(this, "Logs", {
        retention: config.logRetentionDays,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });
    const copier = Stack.of(this)
      .node.findAll()
      .find((construct) => construct instanceof LambdaFunction);
    if (copier === undefined) throw new Error("the bucket deployment has no function");
    new ServiceAlarm(this, "Errors", {
      metric: copier.metricErrors({ period: Duration.minutes(1) }),
      threshold: 1,
      errorImpact: "Agents keep the panel of the last deploy.",
      runbook: "a-function-fails",
      config,
    });
  }
}
