/** What staff use: sign-in, the staff API's routes, and the live WebSocket. */
import { Stack, type StackProps } from "aws-cdk-lib";
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  type IHttpApi,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { IEventBus } from "aws-cdk-lib/aws-events";
import type { Construct } from "constructs";
import type { Route } from "../../schemas/api/route.ts";
import { staffRoutes } from "../../schemas/api/routes.ts";
import type { StageConfig } from "../../schemas/config.ts";
import { connectBodies, connectSecret, connectTable } from "../constructs/access.ts";
import { LiveSocket } from "../constructs/live-socket.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { type Issuer, signIn } from "../constructs/sign-in.ts";
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
    this.addRoutes(HttpApi.fromHttpApiAttributes(this, "FrontDoor", { httpApiId: api.apiId }), serve, issuer);
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
    connectTable(serve, data.table, [
      "GetItem",
      "Query",
      "BatchGetItem",
      "PutItem",
      "UpdateItem",
      "DeleteItem",
      "ConditionCheckItem",
    ]);
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

  private addRoutes(api: IHttpApi, serve: ServiceFunction, issuer: Issuer): void {
    const staff = new HttpJwtAuthorizer("Staff", issuer.issuer, { jwtAudience: [issuer.clientId] });
    const everybody = new HttpNoneAuthorizer();
    for (const [name, { method, path, roles }] of Object.entries<Route>(staffRoutes)) {
      new HttpRoute(this, name, {
        httpApi: api,
        routeKey: HttpRouteKey.with(path, HttpMethod[method]),
        integration: new HttpLambdaIntegration("ServeStaffApi", serve.function),
        authorizer: roles === undefined ? everybody : staff,
      });
    }
  }
}
