import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PlatformOptions, startPlatform } from "../../local/start.ts";
import type { StackTemplate } from "../../local/template/schema.ts";
import { miniTemplates } from "./support/mini-app.ts";
import { lookInto, memoryLog, startMini, temporaryDirectory } from "./support/platform.ts";

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

const start = (options: Partial<PlatformOptions> = {}) =>
  startPlatform({
    templates: miniTemplates(join(directory.path, "assembly")),
    dataDir: join(directory.path, "data"),
    port: 0,
    log: memoryLog(),
    ...options,
  });

/** The templates with every policy statement for an action, or every resource of a type, taken out. */
function without(what: { action?: string; type?: string }): readonly StackTemplate[] {
  const templates = miniTemplates(join(directory.path, "assembly"));
  const text = JSON.stringify(
    templates.map(({ template }) => template),
    (_, value) => {
      if (typeof value !== "object" || value === null) return value;
      if (Array.isArray(value)) return value.filter((item) => !mentions(item, what.action));
      return Object.fromEntries(Object.entries(value).filter(([, item]) => !isOfType(item, what.type)));
    },
  );
  const changed: unknown[] = JSON.parse(text);
  return templates.map((stack, index) => ({ ...stack, template: changed[index] }));
}

function mentions(statement: unknown, action: string | undefined): boolean {
  return typeof statement === "object" && statement !== null && "Action" in statement
    ? [statement.Action].flat().includes(action)
    : false;
}

function isOfType(resource: unknown, type: string | undefined): boolean {
  return typeof resource === "object" && resource !== null && "Type" in resource && resource.Type === type;
}

describe("starting is refused", () => {
  it.each([
    [
      "a mapping may not read its stream",
      { action: "dynamodb:GetRecords" },
      /role \S+ of function RelayNote may not dynamodb:GetRecords on .*\/stream\//,
    ],
    [
      "a mapping may not receive from its queue",
      { action: "sqs:ReceiveMessage" },
      /function WorkQueue may not sqs:ReceiveMessage/,
    ],
    [
      "a mapping may not write its failure queue",
      { action: "sqs:SendMessage" },
      /may not sqs:SendMessage on .*/,
    ],
    [
      "API Gateway and rules may not invoke",
      { type: "AWS::Lambda::Permission" },
      /apigateway.amazonaws.com may not lambda:InvokeFunction/,
    ],
    [
      "a rule may not send to its queue",
      { type: "AWS::SQS::QueuePolicy" },
      /events.amazonaws.com may not sqs:SendMessage on .*Audit/,
    ],
  ])("when %s", async (_, change, message) => {
    await expect(start({ templates: without(change) })).rejects.toThrow(message);
  });

  it("when a resource type is not known", async () => {
    const [first, ...rest] = miniTemplates(join(directory.path, "assembly"));
    const strange = {
      stackName: "Odd",
      region: "us-east-1",
      template: { Resources: { T: { Type: "AWS::SNS::Topic" } } },
      assets: new Map(),
    };
    await expect(start({ templates: [...(first ? [first] : []), ...rest, strange] })).rejects.toThrow(
      "stack Odd, resource T: the laptop does not know resource type AWS::SNS::Topic",
    );
  });

  it("when the port is busy, and leaves the data directory free", async () => {
    const holder = createServer();
    await new Promise<void>((done) => holder.listen(0, "127.0.0.1", done));
    const address = holder.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await expect(start({ port })).rejects.toThrow(`port ${port} is busy`);
    await new Promise((done) => holder.close(done));
    await (await start()).close();
  });

  it("when another platform runs on the data directory, naming its process", async () => {
    const platform = await start();
    await expect(start()).rejects.toThrow(`in use by process ${process.pid}`);
    await platform.close();
  });
});

describe("the data directory", () => {
  it("keeps everything until a fresh start", async () => {
    const write = async (url: string) =>
      (await fetch(`${url}/v1/notes/n1`, { method: "POST", body: "x" })).status;
    const secret = async (url: string) => (await fetch(`${url}/v1/echo/generated`)).text();
    const first = await start();
    expect(await write(first.url)).toBe(201);
    const generated = await secret(first.url);
    await first.close();

    const second = await start();
    expect(await lookInto(second).keys("N#n1")).toEqual(["@"]);
    expect(await secret(second.url)).toBe(generated);
    await second.close();

    const third = await start({ fresh: true });
    expect(await lookInto(third).keys("N#n1")).toEqual([]);
    expect(await secret(third.url)).not.toBe(generated);
    await third.close();
  });
});

it("listens on loopback alone", async () => {
  const mini = await startMini();
  expect(mini.platform.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(mini.platform.awsUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await mini.stop();
});
