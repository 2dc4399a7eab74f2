import { expect, it } from "vitest";
import { chooseRoute } from "../../../local/http-api/route-key.ts";

const routes = [
  "$default",
  "GET /v1/customers/{id}",
  "GET /v1/customers/resolve",
  "ANY /v1/customers/{id}",
  "POST /v1/ingest/{provider}/{endpointId}",
  "POST /v1/ingest/segment/{endpointId}",
  "ANY /v1/{proxy+}",
  "GET /healthz",
].map((routeKey) => ({ routeKey }));

it.each([
  ["GET", "/healthz", "GET /healthz", {}],
  ["POST", "/healthz", "$default", {}],
  ["GET", "/v1/customers/c1", "GET /v1/customers/{id}", { id: "c1" }],
  ["GET", "/v1/customers/resolve", "GET /v1/customers/resolve", {}],
  ["DELETE", "/v1/customers/resolve", "ANY /v1/customers/{id}", { id: "resolve" }],
  [
    "POST",
    "/v1/ingest/twilio/de%20mo",
    "POST /v1/ingest/{provider}/{endpointId}",
    { provider: "twilio", endpointId: "de mo" },
  ],
  ["POST", "/v1/ingest/segment/demo", "POST /v1/ingest/segment/{endpointId}", { endpointId: "demo" }],
  ["GET", "/v1/a/b%2Fc", "ANY /v1/{proxy+}", { proxy: "a/b/c" }],
  ["GET", "/v1/customers/", "ANY /v1/{proxy+}", { proxy: "customers/" }],
  ["GET", "/v1", "$default", {}],
])("%s %s goes to %s", (method, path, routeKey, pathParameters) => {
  expect(chooseRoute(routes, method, path)).toEqual({ route: { routeKey }, pathParameters });
});

it("finds nothing without a default", () => {
  expect(chooseRoute([{ routeKey: "GET /a" }], "GET", "/b")).toBeUndefined();
});
