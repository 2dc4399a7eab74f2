import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { httpFunction } from "../../../adapters/lambda/http-function.ts";
import { consoleObserve } from "../../../adapters/observability/observe.ts";
import { NotStoredError } from "../../../domain/errors.ts";

const call = { routeKey: "GET /v1/things/{id}" };
let lines: Record<string, unknown>[] = [];
const observe = consoleObserve((line) => lines.push(JSON.parse(line)));
const failing = (error: unknown) => httpFunction(() => Promise.reject(error), observe);

beforeEach(() => {
  lines = [];
});

describe("an HTTP function", () => {
  it("answers what its handler answers, and logs nothing", async () => {
    const serve = httpFunction(async ({ routeKey }) => ({ statusCode: 200, body: routeKey }), observe);
    expect(await serve(call)).toEqual({ statusCode: 200, body: "GET /v1/things/{id}" });
    expect(lines).toEqual([]);
  });

  it("asks the caller to send again what was not stored", async () => {
    const answer = await failing(new NotStoredError("event e1"))(call);
    expect(answer).toMatchObject({ statusCode: 503, headers: { "retry-after": "5" } });
    expect(lines).toEqual([
      {
        level: "warn",
        code: "HTTP_FAILED",
        route: "GET /v1/things/{id}",
        cause: "NotStoredError: event e1",
      },
    ]);
  });

  it("says nothing of what went wrong but that it did", async () => {
    const answer = await failing(new Error("secret"))(call);
    expect(answer).toMatchObject({
      statusCode: 500,
      headers: { "content-type": "application/problem+json" },
    });
    expect(JSON.stringify(answer)).not.toContain("secret");
  });

  it("answers a handler that throws before it promises anything", async () => {
    const serve = httpFunction(() => {
      throw new Error("at once");
    }, observe);
    expect((await serve(call)).statusCode).toBe(500);
  });
});

describe("an HTTP function with a deadline", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const tenSeconds = { getRemainingTimeInMillis: () => 10_000 };

  it("answers for a handler that hangs, just before Lambda ends it", async () => {
    let answered = 0;
    const answer = httpFunction(() => new Promise<never>(() => {}), observe)(call, tenSeconds);
    void answer.then(({ statusCode = 0 }) => {
      answered = statusCode;
    });
    await vi.advanceTimersByTimeAsync(9_990);
    expect(answered).toBe(0);
    await vi.advanceTimersByTimeAsync(9);
    expect(answered).toBe(500);
    expect(lines[0]?.cause).toContain("OutOfTimeError");
  });

  it("leaves no timer behind", async () => {
    const serve = httpFunction(async () => ({ statusCode: 204 }), observe);
    expect(await serve(call, tenSeconds)).toEqual({ statusCode: 204 });
    expect(vi.getTimerCount()).toBe(0);
  });
});
