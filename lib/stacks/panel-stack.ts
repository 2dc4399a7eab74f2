/** The panel: static files behind CloudFront, with the API under the same host. */
import { existsSync } from "node:fs";
import { Fn, Stack, type StackProps } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import type { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { PrivateBucket } from "../constructs/private-bucket.ts";
import { SiteContent } from "../constructs/site-content.ts";

export interface PanelStackProps extends StackProps {
  readonly config: StageConfig;
  readonly api: HttpApi;
  /** The built panel. */
  readonly directory: string;
}

/** Who may show the panel in a frame: Amazon Connect's agent workspace. */
const frameAncestors = "'self' https://*.my.connect.aws https://*.awsapps.com";
const contentSecurityPolicy = [
  "default-src 'self'",
  "connect-src 'self' https: wss:",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  `frame-ancestors ${frameAncestors}`,
].join("; ");

export class PanelStack extends Stack {
  readonly url: string;

  constructor(scope: Construct, id: string, { config, api, directory, ...props }: PanelStackProps) {
    super(scope, id, props);
    if (!existsSync(`${directory}/index.html`)) {
      throw new Error(`${directory} holds no built panel: run "npm run build" first`);
    }
    const bucket = new PrivateBucket(this, "Site", { retainData: false });
    const distribution = this.distribution(bucket, api);
    this.url = `https://${distribution.distributionDomainName}`;
    new SiteContent(this, "Content", { bucket, directory, config });
  }

  private distribution(bucket: PrivateBucket, api: HttpApi): Distribution {
    const toApi: BehaviorOptions = {
      origin: new HttpOrigin(Fn.select(2, Fn.split("/", api.apiEndpoint))),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    };
    const distribution = new Distribution(this, "Distribution", {
      defaultRootObject: "index.html",
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        responseHeadersPolicy: this.responseHeaders(),
      },
      additionalBehaviors: { "/v1/*": toApi, "/healthz": toApi, "/status": toApi },
    });
    return distribution;
  }

  private responseHeaders(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, "Headers", {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy, override: true },
        contentTypeOptions: { override: true },
      },
    });
  }
}
