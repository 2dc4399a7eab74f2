import { afterEach, expect, it } from "vitest";
import { type GatewayOptions, serveGateway } from "../../../local/gateway/server.ts";
import { type LoopbackServer, listenOnLoopback } from "../../../local/http.ts";

let side: LoopbackServer | undefined;
afterEach(() => side?.close());

it("answers a call that came before the services were ready", async () => {
  side = await listenOnLoopback(0);
  const ready = Promise.withResolvers<GatewayOptions>();
  serveGateway(side.server, ready.promise);
  const arrived = new Promise((resolve) => side?.server.once("request", resolve));
  const early = fetch(`http://127.0.0.1:${side.port}/`, {
    headers: { authorization: "AWS4-HMAC-SHA256 Credential=KEY/20260101/r/sqs/aws4_request, Signature=x" },
  });
  await arrived;
  ready.resolve({
    callers: new Map([["KEY", { arn: "arn", isFunction: true, refusal: () => undefined }]]),
    services: { sqs: async () => ({ status: 200, headers: {}, body: "served" }) },
    log: { info: () => {}, error: () => {} },
  });
  expect(await (await early).text()).toBe("served");
});
