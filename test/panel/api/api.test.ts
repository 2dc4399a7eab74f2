import { describe, expect, it } from "vitest";
import { createApi } from "../../../panel/api/api.ts";
import { ApiError, ApiUnreachableError, ApiUnreadableError } from "../../../panel/api/api-error.ts";
import { readDevEndpoints } from "../../../panel/api/dev-api.ts";
import type { Fetch } from "../../../panel/api/http.ts";
import { SessionEndedError } from "../../../panel/session/session.ts";
import { anEvent } from "../support/contacts.ts";

const problem = (status: number) => ({ type: "about:blank", title: "No", status, detail: "because" });

/** Answers with each of `answers` in turn, the last for ever. */
function fakeFetch(...answers: (() => Response)[]) {
  const asked: { path: string; token: string | null }[] = [];
  const fetch: Fetch = async (path, init) => {
    asked.push({ path, token: new Headers(init?.headers).get("authorization") });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined) throw new TypeError("Failed to fetch");
    return answer();
  };
  return { fetch, asked };
}

const json =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status });
const session = { token: async () => "old", renew: async () => "new" };

describe("the API", () => {
  it("asks as the signed-in person", async () => {
    const { fetch, asked } = fakeFetch(json({ items: [] }));
    await createApi(session, fetch).recentContacts();
    expect(asked).toEqual([{ path: "/v1/contact-events?limit=50", token: "Bearer old" }]);
  });

  it("renews a refused token once and asks again", async () => {
    const { fetch, asked } = fakeFetch(json(problem(401), 401), json({ items: [] }));
    await createApi(session, fetch).recentContacts();
    expect(asked.map(({ token }) => token)).toEqual(["Bearer old", "Bearer new"]);
  });

  it("gives up when the new token is refused too", async () => {
    const { fetch, asked } = fakeFetch(json(problem(401), 401));
    await expect(createApi(session, fetch).recentContacts()).rejects.toThrow(ApiError);
    expect(asked).toHaveLength(2);
  });

  it("says that the session has ended when it cannot be renewed", async () => {
    const ended = { ...session, renew: () => Promise.reject(new SessionEndedError()) };
    const { fetch } = fakeFetch(json(problem(401), 401));
    await expect(createApi(ended, fetch).recentContacts()).rejects.toThrow(SessionEndedError);
  });

  it("tells problems, silence and nonsense apart", async () => {
    const call = (...answers: (() => Response)[]) =>
      createApi(session, fakeFetch(...answers).fetch).customer("c1");
    await expect(call(json(problem(403), 403))).rejects.toMatchObject({ status: 403, problem: problem(403) });
    await expect(call(() => new Response("<html>", { status: 502 }))).rejects.toMatchObject({
      status: 502,
      problem: undefined,
    });
    await expect(call()).rejects.toThrow(ApiUnreachableError);
    await expect(call(json({ customer: "c1" }))).rejects.toThrow(ApiUnreadableError);
    await expect(call(() => new Response("<html>"))).rejects.toThrow(ApiUnreadableError);
  });

  it("reads a timeline page by cursor and channel", async () => {
    const event = anEvent(1);
    const { fetch, asked } = fakeFetch(json({ items: [event], nextCursor: "n" }));
    const page = await createApi(session, fetch).timeline("c/1", { cursor: "a+b", channel: "sms" });
    expect(asked[0]?.path).toBe("/v1/customers/c%2F1/timeline?limit=50&cursor=a%2Bb&channel=sms");
    expect(page).toEqual({ items: [event], nextCursor: "n" });
  });

  it("finds a customer by an identifier, written so that a plus sign arrives", async () => {
    const { fetch, asked } = fakeFetch(json({ customerId: "c1" }));
    expect(await createApi(session, fetch).resolve("phone", "+905551112233")).toBe("c1");
    expect(asked[0]?.path).toBe("/v1/customers/resolve?identifier=phone%3A%2B905551112233");
  });

  it("finds nobody without a fuss", async () => {
    const { fetch } = fakeFetch(json(problem(404), 404));
    expect(await createApi(session, fetch).resolve("phone", "+1")).toBeUndefined();
  });
});

describe("readDevEndpoints", () => {
  it.each([
    ["where there are none", json(problem(404), 404)],
    ["where any address answers with the page", () => new Response("<!doctype html>")],
  ])("finds nothing %s", async (_, answer) => {
    expect(await readDevEndpoints(fakeFetch(answer).fetch)).toBeUndefined();
  });
});
