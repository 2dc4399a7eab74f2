import { randomBytes } from "node:crypto";
import { generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { eventually, type RunningMini, startMini } from "./support/platform.ts";

let mini: RunningMini;
let url: string;

beforeAll(async () => {
  mini = await startMini();
  url = mini.platform.url;
}, 30_000);
afterAll(async () => {
  await mini?.stop();
});

async function echoed(path: string, init?: RequestInit) {
  const response = await fetch(`${url}/v1/echo/${path}`, init);
  return { response, event: JSON.parse(await response.text()) };
}

describe("the HTTP API", () => {
  it("hands a function the payload 2.0 event", async () => {
    const { event } = await echoed("a%20b/c?x=1&x=2&y=%20", {
      headers: { "X-Mixed": "Case", cookie: "a=1; b=2" },
    });
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "ANY /v1/echo/{proxy+}",
      rawPath: "/v1/echo/a%20b/c",
      rawQueryString: "x=1&x=2&y=%20",
      cookies: ["a=1", "b=2"],
      headers: { "x-mixed": "Case", "x-forwarded-proto": "http" },
      queryStringParameters: { x: "1,2", y: " " },
      pathParameters: { proxy: "a b/c" },
      requestContext: { http: { method: "GET", path: "/v1/echo/a%20b/c" }, stage: "$default" },
      isBase64Encoded: false,
    });
    expect(event.headers).not.toHaveProperty("cookie");
    expect(event.requestContext.time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  });

  it("returns status, headers and cookies, and infers what is not said", async () => {
    const { response } = await echoed("x");
    expect(response.headers.get("x-custom")).toBe("yes");
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    const inferred = await fetch(`${url}/v1/echo/addresses`);
    expect(inferred.headers.get("content-type")).toBe("application/json");
  });

  it.each([
    ["valid JSON text", "application/json", Buffer.from('{"ü":"\\u0001 ş"}'), false],
    ["JSON that is not UTF-8", "application/json", Buffer.from([0x7b, 0xff, 0x7d]), true],
    ["text with a byte order mark", "text/plain", Buffer.from("\ufeffhello"), false],
    ["a form", "application/x-www-form-urlencoded", Buffer.from("a=1&b=%20"), true],
    ["bytes", "application/octet-stream", randomBytes(1000), true],
    ["bytes without a type", "", randomBytes(10), true],
  ])("keeps the bytes of %s", async (_, contentType, body, isBase64Encoded) => {
    const { event } = await echoed("body", {
      method: "POST",
      body,
      headers: { "content-type": contentType },
    });
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body, isBase64Encoded ? "base64" : "utf8").equals(body)).toBe(true);
  });

  it.each([
    ["an unknown path", "/v1/nothing", "GET", 404, { message: "Not Found" }],
    ["an unknown method", "/v1/mine", "DELETE", 404, { message: "Not Found" }],
    ["a function that takes too long", "/v1/hasty/never", "GET", 503, { message: "Service Unavailable" }],
    ["a function that throws", "/v1/echo/throw", "GET", 500, { message: "Internal Server Error" }],
  ])("answers %s as API Gateway does", async (_, path, method, status, body) => {
    const response = await fetch(`${url}${path}`, { method });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(body);
  });

  it("refuses a body over 10 MB", async () => {
    const response = await fetch(`${url}/v1/echo/x`, {
      method: "POST",
      body: Buffer.alloc(10 * 1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
  });

  it("answers preflight and permitted origins by the API's CORS configuration", async () => {
    const headers = { origin: "https://panel.example", "access-control-request-method": "GET" };
    const preflight = await fetch(`${url}/v1/mine`, { method: "OPTIONS", headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET");
    const { response } = await echoed("x", { headers: { origin: "https://panel.example" } });
    expect(response.headers.get("access-control-allow-origin")).toBe("https://panel.example");
    const { response: other } = await echoed("x", { headers: { origin: "https://evil.example" } });
    expect(other.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("names the function and the error, and nothing of the event, in the log", async () => {
    await fetch(`${url}/v1/echo/throw`, { method: "POST", body: "very secret" });
    expect(mini.log.lines.join("\n")).toMatch(/function Echo \(request .*\) failed: TypeError: as asked/);
    expect(mini.log.lines.join("\n")).not.toContain("very secret");
  });
});

describe("the JWT authorizer", () => {
  const token = async (body: unknown) => {
    const response = await fetch(`${url}/v1/dev/token`, { method: "POST", body: JSON.stringify(body) });
    return { response, token: JSON.parse(await response.text()).token };
  };
  const mine = (bearer?: string) =>
    fetch(`${url}/v1/mine`, bearer === undefined ? {} : { headers: { authorization: `Bearer ${bearer}` } });

  it("lets a token of the embedded issuer in and passes its claims as text", async () => {
    const response = await mine((await token({ role: "supervisor", agentId: "ada" })).token);
    expect(response.status).toBe(200);
    const { requestContext } = JSON.parse(await response.text());
    expect(requestContext.authorizer.jwt.claims).toMatchObject({
      token_use: "access",
      agentId: "ada",
      sub: "ada",
      "cognito:groups": "[supervisor]",
      exp: expect.stringMatching(/^\d+$/),
    });
  });

  it("refuses a role that does not exist with a problem", async () => {
    const { response } = await token({ role: "king" });
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  it.each([
    ["none", async () => undefined],
    ["one that is not a token", async () => "abc"],
    [
      "one whose signature was changed",
      async () => `${(await token({ role: "agent" })).token.slice(0, -8)}AAAAAAAA`,
    ],
    ["one of another key", async () => foreign({})],
  ])("refuses %s", async (_, make) => {
    const response = await mine(await make());
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ message: "Unauthorized" });
  });

  async function foreign(claims: Record<string, unknown>) {
    const { privateKey } = await generateKeyPair("RS256");
    return new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: "local" })
      .setExpirationTime("1h")
      .sign(privateKey);
  }
});

describe("the WebSocket API", () => {
  const address = () => `${url.replace("http", "ws")}/v1/live`;
  const open = async () => {
    const socket = new WebSocket(`${address()}?word=sesame`);
    const heard: string[] = [];
    socket.on("message", (data) => heard.push(String(data)));
    await new Promise((done) => socket.once("open", done));
    return { socket, heard };
  };

  it("refuses the upgrade with the status that $connect answers", async () => {
    const socket = new WebSocket(`${address()}?word=wrong`);
    const status = await new Promise((done) =>
      socket.once("unexpected-response", (_, { statusCode }) => done(statusCode)),
    );
    expect(status).toBe(403);
  });

  it("routes a message by its action and returns the answer", async () => {
    const { socket, heard } = await open();
    socket.send(JSON.stringify({ action: "shout", text: "hey" }));
    await eventually(() => heard.includes('{"ACTION":"SHOUT","TEXT":"HEY"}') || undefined);
    socket.close();
  });

  it("answers a message that no route takes", async () => {
    const { socket, heard } = await open();
    socket.send("hello");
    const [answer] = await eventually(() => (heard.length > 0 ? heard : undefined));
    expect(JSON.parse(answer ?? "")).toMatchObject({
      message: "Forbidden",
      connectionId: expect.any(String),
    });
    socket.close();
  });

  it("closes a connection whose frame is over 32 KB, as a whole or in parts it is not", async () => {
    const { socket, heard } = await open();
    const text = JSON.stringify({ action: "shout", text: "x".repeat(40_000) });
    socket.send(text.slice(0, 20_000), { fin: false });
    socket.send(text.slice(20_000), { fin: true });
    await eventually(() => (heard.length > 0 ? heard : undefined));
    socket.send("x".repeat(33 * 1024));
    expect(await new Promise((done) => socket.once("close", done))).toBe(1009);
  });
});
