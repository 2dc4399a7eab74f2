/** The template's APIs with their stages, routes and the functions behind them. */
import * as z from "zod";
import { accountId, urlSuffix } from "./account.ts";
import { type CorsConfiguration, corsConfiguration } from "./http-api/cors.ts";
import type { JwtAuthorizer } from "./http-api/jwt-authorizer.ts";
import type { Grants } from "./iam/grants.ts";
import type { LambdaFunction } from "./lambda/functions.ts";
import type { Resources } from "./template/resources.ts";

export interface Api {
  readonly id: string;
  readonly protocol: "HTTP" | "WEBSOCKET";
  readonly stage: string;
  readonly domainName: string;
  readonly cors?: CorsConfiguration | undefined;
  /** Where a message's route key is, such as `action`; WebSocket only. */
  readonly routeSelector?: string | undefined;
  readonly routes: readonly Route[];
}

export interface Route {
  readonly routeKey: string;
  readonly target: LambdaFunction;
  readonly timeoutMs: number;
  readonly authorizer?: JwtAuthorizer | undefined;
  readonly scopes: readonly string[];
  /** A WebSocket route whose function answers the sender. */
  readonly answers: boolean;
}

const apiProperties = z.object({
  ProtocolType: z.enum(["HTTP", "WEBSOCKET"]),
  CorsConfiguration: corsConfiguration.optional(),
  RouteSelectionExpression: z.string().optional(),
});
const stageProperties = z.object({ ApiId: z.string(), StageName: z.string() });
const routeProperties = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(["NONE", "JWT"]).default("NONE"),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
  RouteResponseSelectionExpression: z.string().optional(),
  OperationName: z.unknown().optional(),
});
const integrationProperties = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal("2.0").optional(),
  TimeoutInMillis: z.coerce.number().optional(),
  IntegrationMethod: z.unknown().optional(),
  Description: z.unknown().optional(),
});
const authorizerProperties = z.strictObject({
  ApiId: z.string(),
  Name: z.string(),
  AuthorizerType: z.literal("JWT"),
  IdentitySource: z.tuple([z.literal("$request.header.Authorization")]),
  JwtConfiguration: z.object({ Audience: z.array(z.string()), Issuer: z.string() }),
});

/** @throws Error listing routes whose function API Gateway may not invoke, and routes that two HTTP APIs claim */
export function readApis(
  resources: Resources,
  functions: ReadonlyMap<string, LambdaFunction>,
  grants: Grants,
): readonly Api[] {
  const stages = resources.ofType("AWS::ApiGatewayV2::Stage", stageProperties);
  const routes = resources.ofType("AWS::ApiGatewayV2::Route", routeProperties);
  const integrations = new Map(
    resources
      .ofType("AWS::ApiGatewayV2::Integration", integrationProperties)
      .map((one) => [one.ref, one.properties]),
  );
  const authorizers = new Map(
    resources
      .ofType("AWS::ApiGatewayV2::Authorizer", authorizerProperties)
      .map((one) => [one.ref, one.properties]),
  );
  const problems: string[] = [];

  const apis = resources
    .ofType("AWS::ApiGatewayV2::Api", apiProperties)
    .map(({ ref: id, logicalId, properties: api }): Api => {
      const stage = stages.find(({ properties }) => properties.ApiId === id)?.properties.StageName;
      if (stage === undefined) throw new Error(`API ${logicalId} has no stage`);
      if (api.ProtocolType === "HTTP" && stage !== "$default") {
        throw new Error(`HTTP API ${logicalId}: only the stage $default is served here, not ${stage}`);
      }
      const own = routes
        .filter(({ properties }) => properties.ApiId === id)
        .map(({ properties: route }): Route => {
          const integration = integrations.get(route.Target.replace(/^integrations\//, ""));
          const target = integration && functions.get(functionArn(integration.IntegrationUri));
          if (!target) throw new Error(`API ${logicalId}, route ${route.RouteKey}: no function behind it`);
          if (api.ProtocolType === "WEBSOCKET" && route.AuthorizationType !== "NONE") {
            throw new Error(
              `API ${logicalId}, route ${route.RouteKey}: authorizers of WebSocket routes are not known here`,
            );
          }
          const sourceArn = invocationSource(resources.region, id, stage, route.RouteKey);
          const access = {
            action: "lambda:InvokeFunction",
            resource: target.arn,
            context: { "aws:sourcearn": [sourceArn] },
          };
          if (!grants.serviceMay("apigateway.amazonaws.com", access)) {
            problems.push(
              `API ${logicalId}, route ${route.RouteKey}: apigateway.amazonaws.com may not lambda:InvokeFunction on ${target.arn}`,
            );
          }
          return {
            routeKey: route.RouteKey,
            target,
            timeoutMs: integration.TimeoutInMillis ?? (api.ProtocolType === "HTTP" ? 30_000 : 29_000),
            authorizer:
              route.AuthorizationType === "JWT"
                ? jwtAuthorizer(authorizers.get(route.AuthorizerId ?? ""))
                : undefined,
            scopes: route.AuthorizationScopes,
            answers: route.RouteResponseSelectionExpression !== undefined,
          };
        });
      return {
        id,
        protocol: api.ProtocolType,
        stage,
        domainName: `${id}.execute-api.${resources.region}.${urlSuffix}`,
        cors: api.CorsConfiguration,
        routeSelector: /^\$request\.body\.([\w.]+)$/.exec(api.RouteSelectionExpression ?? "")?.[1],
        routes: own,
      };
    });
  problems.push(...conflicts(apis));
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return apis;
}

/** Every HTTP API answers on the one public port. */
function conflicts(apis: readonly Api[]): readonly string[] {
  const keys = apis
    .filter(({ protocol }) => protocol === "HTTP")
    .flatMap(({ routes }) => routes.map(({ routeKey }) => routeKey));
  return keys
    .filter((key, index) => keys.indexOf(key) !== index)
    .map((key) => `route ${key} is claimed by two HTTP APIs, which share one port here`);
}

/** What `aws:SourceArn` is when the API calls a function. */
function invocationSource(region: string, apiId: string, stage: string, routeKey: string): string {
  const [method = "", path] = routeKey.split(" ");
  const route = path === undefined ? routeKey : `${method}${path}`;
  return `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/${route}`;
}

/** The plain ARN, or the one inside `arn:...:path/2015-03-31/functions/<ARN>/invocations`. */
function functionArn(uri: string): string {
  return /functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri;
}

function jwtAuthorizer(authorizer: z.infer<typeof authorizerProperties> | undefined): JwtAuthorizer {
  if (!authorizer) throw new Error("a route names an authorizer that is not in the templates");
  return { issuer: authorizer.JwtConfiguration.Issuer, audience: authorizer.JwtConfiguration.Audience };
}
