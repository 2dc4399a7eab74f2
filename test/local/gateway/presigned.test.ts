import { afterAll, beforeAll, expect, it } from "vitest";
import { presignedGets } from "../../../adapters/aws/presigned-url.ts";
import { serveGateway } from "../../../local/gateway/server.ts";
import { type LoopbackServer, listenOnLoopback } from "../../../local/http.ts";

let side: LoopbackServer;

beforeAll(async () => {
  side = await listenOnLoopback(0);
  const refuses = (allowed: string) => ({
    arn: "arn",
    isFunction: true,
    secretAccessKey: "secret",
    refusal: ({ resource }: { resource: string }) => (resource.endsWith(allowed) ? undefined : "by nobody"),
  });
  const options = {
    callers: new Map([
      ["MAY", refuses("")],
      ["MAYNOT", refuses("nothing")],
    ]),
    services: {
      s3: (call: { path: string }, authorise: (accesses: { action: string; resource: string }[]) => void) => {
        authorise([{ action: "s3:GetObject", resource: call.path }]);
        return { status: 200, body: "file" };
      },
    },
    log: { info: () => {}, error: () => {} },
  };
  serveGateway(side.server, Promise.resolve(options));
});
afterAll(() => side.close());

const url = (key: string, secret: string) =>
  presignedGets({
    AWS_ENDPOINT_URL: `http://127.0.0.1:${side.port}`,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: key,
    AWS_SECRET_ACCESS_KEY: secret,
  })({ path: "/bodies/media/i/e/0", query: {}, expiresInSeconds: 300, now: new Date() });

it.each([
  ["who may read it", "MAY", "secret", 200, "file"],
  ["who may not read it", "MAYNOT", "secret", 403, "AccessDenied"],
  ["whose key it is not", "MAY", "another", 403, "SignatureDoesNotMatch"],
  ["nobody knows", "WHO", "secret", 403, "UnrecognizedClient"],
])("a URL signed by somebody %s", async (_, key, secret, status, text) => {
  const answer = await fetch(await url(key, secret));
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(text);
});

it("is refused without its time, or for longer than a week", async () => {
  const signed = await url("MAY", "secret");
  for (const other of [
    signed.replace(/X-Amz-Date=[^&]*/, "X-Amz-Date=now"),
    signed.replace("Expires=300", "Expires=700000"),
  ]) {
    expect(await (await fetch(other)).text()).toContain("AuthorizationQueryParametersError");
  }
});
