/** Routes of the staff API at the front door, for whoever is signed in; what has no roles is for everybody. */
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Construct } from "constructs";
import type { Route } from "../../schemas/api/route.ts";
import type { ServiceFunction } from "./service-function.ts";
import type { Issuer } from "./sign-in.ts";

export interface StaffRoutes {
  readonly api: HttpApi;
  readonly issuer: Issuer;
  readonly serve: ServiceFunction;
  /** By the name that each has in its stack. */
  readonly routes: Readonly<Record<string, Route>>;
}

export function addStaffRoutes(stack: Construct, { api, issuer, serve, routes }: StaffRoutes): void {
  const frontDoor = HttpApi.fromHttpApiAttributes(stack, "FrontDoor", { httpApiId: api.apiId });
  const staff = new HttpJwtAuthorizer("Staff", issuer.issuer, { jwtAudience: [issuer.clientId] });
  const everybody = new HttpNoneAuthorizer();
  for (const [name, { method, path, roles }] of Object.entries(routes)) {
    new HttpRoute(stack, name, {
      httpApi: frontDoor,
      routeKey: HttpRouteKey.with(path, HttpMethod[method]),
      integration: new HttpLambdaIntegration(serve.node.id, serve.function),
      authorizer: roles === undefined ? everybody : staff,
    });
  }
}
