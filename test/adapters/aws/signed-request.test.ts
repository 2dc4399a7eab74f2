/** Signed requests against a server that checks what it gets with Amazon's own recipe, written out here. */
import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signedRequests } from "../../../adapters/aws/signed-request.ts";

let server: Server;
let env: NodeJS.ProcessEnv;
let answer = { status: 200, body: "ok" };
let genuine: boolean | undefined;
let connectionsToDrop = 0;
const secret = "test-secret-key";

/** Signature Version 4 as its documentation describes it, independently of the SDK. */
function isGenuine(request: IncomingMessage, body: Buffer): boolean {
  const form =
    /Credential=([^/]+)\/(\d+)\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/;
  const [, , day = "", region = "", service = "", signedHeaders = "", signature = ""] =
    form.exec(request.headers.authorization ?? "") ?? [];
  const headers = signedHeaders.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest("hex");
  const canonical = [request.method, request.url, "", headers.join(""), signedHeaders, sha256(body)].join(
    "\n",
  );
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, sha256(canonical)].join("\n");
  const hmac = (key: Buffer | string, data: string) => createHmac("sha256", key).update(data).digest();
  const key = [day, region, service, "aws4_request"].reduce<Buffer | string>(hmac, `AWS4${secret}`);
  return hmac(key, toSign).toString("hex") === signature;
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (connectionsToDrop > 0) {
      connectionsToDrop -= 1;
      request.socket.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    genuine = isGenuine(request, Buffer.concat(chunks));
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  env = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "AKTEST",
    AWS_SECRET_ACCESS_KEY: secret,
  };
});
afterAll(() => server.close());

describe("a signed request", () => {
  it.each(["sqs", "secretsmanager", "s3"])("to %s is signed as Signature Version 4 asks", async (service) => {
    const send = signedRequests(service, env);
    const path = service === "s3" ? "/bucket/events/abc-_/e.json" : "/";
    expect(
      await send({ method: "POST", path, headers: { "content-type": "application/json" }, body: '{"ş":1}' }),
    ).toBe("ok");
    expect(genuine).toBe(true);
  });

  it("is signed and sent again when the connection dies under the first try", async () => {
    connectionsToDrop = 2;
    expect(await signedRequests("sqs", env)({ method: "POST", path: "/", body: "{}" })).toBe("ok");
    expect([connectionsToDrop, genuine]).toEqual([0, true]);
    connectionsToDrop = 3;
    await expect(signedRequests("sqs", env)({ method: "POST", path: "/", body: "{}" })).rejects.toThrow();
  });

  it("is trouble on any answer but 2xx, and says which", async () => {
    const send = signedRequests("sqs", env);
    const call = () =>
      send({ method: "POST", path: "/", headers: { "x-amz-target": "AmazonSQS.SendMessage" } });
    answer = { status: 400, body: '{"__type":"com.amazon#AccessDeniedException","Item":"+90555"}' };
    await expect(call()).rejects.toThrow(
      /^sqs answered 400 AccessDeniedException to AmazonSQS\.SendMessage$/,
    );
    answer = { status: 403, body: "<Error><Code>AccessDenied</Code></Error>" };
    await expect(call()).rejects.toThrow("sqs answered 403 AccessDenied to AmazonSQS.SendMessage");
    answer = { status: 200, body: "ok" };
  });
});
