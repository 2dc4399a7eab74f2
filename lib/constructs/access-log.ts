/** The access log of an API: no path, query or address, since none of them is free of personal data. */
import { RemovalPolicy } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { type IAccessLogSettings, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { StageConfig } from "../../schemas/config.ts";

const fields = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  route: "$context.routeKey",
  status: "$context.status",
  error: "$context.error.message",
};

/** @param moreFields by their name in the log: API Gateway's variables that only this kind of API has */
export function accessLog(
  scope: Construct,
  config: StageConfig,
  moreFields: Readonly<Record<string, string>> = {},
): IAccessLogSettings {
  const logs = new LogGroup(scope, "AccessLogs", {
    retention: config.logRetentionDays,
    removalPolicy: config.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  return {
    destination: new LogGroupLogDestination(logs),
    format: AccessLogFormat.custom(JSON.stringify({ ...fields, ...moreFields })),
  };
}
