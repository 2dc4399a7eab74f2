import { describe, expect, it } from "vitest";
import { business } from "../../../adapters/channels/listed/business.ts";
import { businessProviders } from "../../../lib/ingest/business-providers.ts";
import { ofType, synthesise } from "../../support/templates.ts";

const stacks = synthesise();

/** Route keys of the API, by the logical id of the function that each calls. */
const routes = Map.groupBy(
  ofType(stacks, "AWS::ApiGatewayV2::Route").flatMap(({ stack, properties }) => {
    const integrationId = JSON.stringify(properties.Target);
    const integration = ofType(stacks, "AWS::ApiGatewayV2::Integration").find(
      (one) => one.stack === stack && integrationId.includes(`"${one.id}"`),
    );
    const entry = ofType(stacks, "AWS::Lambda::Function").find(
      ({ id }) => id === integration?.properties.IntegrationUri?.["Fn::GetAtt"]?.[0],
    )?.metadata?.["omniline:entry"];
    return { entry, routeKey: String(properties.RouteKey) };
  }),
  ({ entry }) => entry,
);
const routesOf = (name: string) =>
  routes
    .get(`functions/${name}/index.ts`)
    ?.map(({ routeKey }) => routeKey)
    .sort();

describe("the routes of webhooks", () => {
  it("give every system's events to a function of their own", () => {
    expect(businessProviders()).toEqual(Object.keys(business));
    expect(routesOf("receive-business-events")).toEqual(
      ["GET", "POST"].flatMap((method) =>
        Object.keys(business).map((provider) => `${method} /v1/ingest/${provider}/{endpointId}`),
      ),
    );
  });

  it("give all others to the function of customers' messages", () => {
    expect(routesOf("receive-webhook")).toEqual([
      "GET /v1/ingest/{provider}/{endpointId}",
      "POST /v1/ingest/{provider}/{endpointId}",
    ]);
  });
});

it("lets both functions do the same", () => {
  const [first, second] = ["ReceiveWebhook", "ReceiveBusinessEvents"].map((id) =>
    ofType(stacks, "AWS::IAM::Policy")
      .filter((policy) => policy.id.startsWith(`${id}Role`))
      .flatMap(({ properties }) =>
        properties.PolicyDocument.Statement.map(
          ({ Action, Resource }: { Action: unknown; Resource: unknown }) =>
            JSON.stringify([Action, Resource]).replaceAll(id, "<function>"),
        ),
      )
      .map((text: string) => text.replace(/Logs[0-9A-F]{8}/g, "Logs")),
  );
  expect(first?.length).toBeGreaterThan(4);
  expect(second).toEqual(first);
});
