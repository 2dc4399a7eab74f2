/** The staff API about channels: those made by configuration. */
import { Stack, type StackProps } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { Construct } from "constructs";
import { channelRoutes } from "../../schemas/api/channel-routes.ts";
import type { StageConfig } from "../../schemas/config.ts";
import { connectSecret, connectTable } from "../constructs/access.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import type { Issuer } from "../constructs/sign-in.ts";
import { addStaffRoutes } from "../constructs/staff-routes.ts";
import type { DataStack } from "./data-stack.ts";

export interface ChannelsStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly api: HttpApi;
  readonly issuer: Issuer;
}

export class ChannelsStack extends Stack {
  constructor(scope: Construct, id: string, { config, data, api, issuer, ...props }: ChannelsStackProps) {
    super(scope, id, props);
    const serve = new ServiceFunction(this, "ServeChannelsApi", {
      name: "serve-channels-api",
      errorImpact: "Admins cannot change channels.",
      config,
    });
    connectTable(serve, data.table, ["GetItem", "PutItem", "UpdateItem"]);
    connectSecret(serve, "ENDPOINTS_SECRET_ID", data.endpoints);
    connectSecret(serve, "CHANNELS_SECRET_ID", data.channels, ["GetSecretValue", "PutSecretValue"]);
    serve
      .connect("PUBLIC_BASE_URL", config.publicBaseUrl ?? api.apiEndpoint)
      .connect("ROLES_CLAIM", issuer.rolesClaim);
    addStaffRoutes(this, { api, issuer, serve, routes: channelRoutes });
  }
}
