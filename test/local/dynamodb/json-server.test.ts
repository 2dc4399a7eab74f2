/** The HTTP server in front of the engines. */
import { once } from "node:events";
import { connect } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { serveJson } from "../../../local/dynamodb/json-server.ts";
import { type Answer, Refusal, success } from "../../../local/dynamodb/protocol.ts";

async function serving(answer: Answer) {
  const server = await serveJson(answer);
  onTestFinished(() => server.close());
  const call = (
    body = "{}",
    headers: Record<string, string> = { "x-amz-target": "DynamoDB_20120810.GetItem" },
  ) => fetch(server.url, { method: "POST", headers, body });
  return { server, call };
}

it("hands target and bytes on, and the answer back", async () => {
  const { call } = await serving(async ({ target, body }) =>
    success({ target, body: Buffer.from(body).toString() }),
  );
  const response = await call('{"a":"ş"}');
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/x-amz-json-1.0");
  expect(await response.json()).toEqual({ target: "DynamoDB_20120810.GetItem", body: '{"a":"ş"}' });
});

it("answers what is under way before it closes, and nothing after", async () => {
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const { server, call } = await serving(async () => {
    arrived.resolve();
    await released.promise;
    return success({});
  });
  const underWay = call();
  await arrived.promise;
  let closed = false;
  const closing = server.close().then(() => {
    closed = true;
  });
  await expect(call()).rejects.toThrow();
  expect(closed).toBe(false);
  released.resolve();
  expect((await underWay).status).toBe(200);
  await closing;
});

it("does not wait for a caller who hung up in the middle of a request", async () => {
  const { server } = await serving(async () => success({}));
  const caller = connect(Number(new URL(server.url).port), "127.0.0.1");
  await once(caller, "connect");
  caller.write(
    "POST / HTTP/1.1\r\nhost: x\r\nx-amz-target: DynamoDB_20120810.GetItem\r\ncontent-length: 9\r\n\r\n{",
  );
  caller.destroy();
  await once(caller, "close");
  await server.close();
});

it("answers a refusal with its type, message and details", async () => {
  const { call } = await serving(async () => {
    throw new Refusal("ConditionalCheckFailedException", "no", { Item: { PK: { S: "p" } } });
  });
  const response = await call();
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    __type: "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
    message: "no",
    Item: { PK: { S: "p" } },
  });
});

it("answers trouble with 500 and says so on the console", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => said.mockRestore());
  const { call } = await serving(async () => {
    throw new Error("disk full");
  });
  const response = await call();
  expect(response.status).toBe(500);
  expect(await response.text()).toContain("InternalServerError");
  expect(said).toHaveBeenCalledOnce();
});

it("refuses a call without a target, and one over 16 MB", async () => {
  const { call } = await serving(async () => success({}));
  expect(await (await call("{}", {})).text()).toContain("UnknownOperationException");
  expect(await (await call("x".repeat(16 * 1024 * 1024 + 1))).text()).toContain("ValidationException");
});
