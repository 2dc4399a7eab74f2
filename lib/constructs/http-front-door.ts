/** The one HTTP API: webhooks and the staff API come in here. */
import { HttpApi, HttpStage } from "aws-cdk-lib/aws-apigatewayv2";
import { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";
import { accessLog } from "./access-log.ts";

/** Requests per second that the API lets through, and its burst: a flood stops here. */
const throttle = { rateLimit: 2_000, burstLimit: 4_000 };

export class HttpFrontDoor extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    this.api = new HttpApi(this, "Api", { createDefaultStage: false });
    new HttpStage(this, "Stage", {
      httpApi: this.api,
      stageName: "$default",
      autoDeploy: true,
      throttle,
      accessLogSettings: accessLog(this, config, { latencyMs: "$context.responseLatency" }),
    });
  }
}
