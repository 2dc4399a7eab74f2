/** What staff use: sign-in, the staff API's routes, and the live WebSocket. */
import { Stack, type StackProps } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { IEventBus } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";
import { staffRoutes } from "../../schemas/api/routes.ts";
import type { StageConfig } from "../../schemas/config.ts";
import { connectBodies, connectSecret, connectTable, readAndWrite } from "../constructs/access.ts";
import { LiveSocket } from "../constructs/live-socket.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { type Issuer, signIn } from "../constructs/sign-in.ts";
import { addStaffRoutes } from "../constructs/staff-routes.ts";
import type { DataStack } from "./data-stack.ts";

export interface StaffApiStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly bus: IEventBus;
  /** The front door that the routes are added to. */
  readonly api: HttpApi;
  readonly panelUrl: string;
}

export class StaffApiStack extends Stack {
  readonly issuer: Issuer;

  constructor(scope: Construct, id: string, props: StaffApiStackProps) {
    const { config, data, bus, api, panelUrl, ...stackProps } = props;
    super(scope, id, stackProps);
    const issuer = signIn(this, config, panelUrl);
    this.issuer = issuer;
    const live = new LiveSocket(this, "Live", { config, data, bus });
    const serve = this.serveFunction(config, data, live, issuer);
    addStaffRoutes(this, { api, issuer, serve, routes: staffRoutes });
  }

  private serveFunction(
    config: StageConfig,
    data: DataStack,
    live: LiveSocket,
    issuer: Issuer,
  ): ServiceFunction {
    const serve = new ServiceFunction(this, "ServeStaffApi", {
      name: "serve-staff-api",
      errorImpact: "Staff see errors in the panel.",
      config,
    });
    connectTable(serve, data.table, readAndWrite);
    connectBodies(serve, data.bodies, ["GetObject"]);
    connectSecret(serve, "PEPPER_SECRET_ID", data.pepper);
    return serve
      .connect("LIVE_URL", live.url)
      .connect("ISSUER", issuer.issuer)
      .connect("CLIENT_ID", issuer.clientId)
      .connect("ROLES_CLAIM", issuer.rolesClaim)
      .connect("STAGE", config.stage)
      .connect("DEFAULT_COUNTRY", config.defaultCountry);
  }
}
