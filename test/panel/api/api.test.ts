import { describe, expect, it } from "vitest";
import { type Api, createApi } from "../../../panel/api/api.ts";
import { ApiError, ApiUnreachableError, ApiUnreadableError } from "../../../panel/api/api-error.ts";
import { readDevEndpoints } from "../../../panel/api/dev-api.ts";
import type { Fetch } from "../../../panel/api/http.ts";
import { SessionEndedError } from "../../../panel/session/session.ts";
import { aCase } from "../support/cases.ts";
import { anEvent } from "../support/contacts.ts";

const problem = (status: number) => ({ type: "about:blank", title: "No", status, detail: "because" });

/** Answers with each of `answers` in turn, the last for ever. */
function fakeFetch(...answers: (() => Response)[]) {
  const asked: { path: string; token: string | null }[] = [];
  const orders: { method: string | undefined; body: unknown }[] = [];
  const fetch: Fetch = async (path, init) => {
    asked.push({ path, token: new Headers(init?.headers).get("authorization") });
    orders.push({
      method: init?.method,
      body: typeof init?.body === "string" ? JSON.parse(init.body) : undefined,
    });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined) throw new TypeError("Failed to fetch");
    return answer();
  };
  return { fetch, asked, orders };
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

describe("what the API is told to do", () => {
  it("is said again with the new token when the old one is refused", async () => {
    const { fetch, asked, orders } = fakeFetch(json(problem(401), 401), json(aCase(1)));
    await createApi(session, fetch).wrapUpCase("c/1", { outcome: "sold", status: "resolved" });
    const order = { method: "POST", body: { outcome: "sold", status: "resolved" } };
    expect(asked.map(({ path, token }) => [path, token])).toEqual([
      ["/v1/cases/c%2F1/wrap-up", "Bearer old"],
      ["/v1/cases/c%2F1/wrap-up", "Bearer new"],
    ]);
    expect(orders).toEqual([order, order]);
  });

  it.each<[string, (api: Api) => Promise<unknown>, string, unknown]>([
    ["moves a case", (api) => api.setCaseStatus("k", "waiting"), "/v1/cases/k/status", { status: "waiting" }],
    [
      "hands it on",
      (api) => api.transferCase("k", { agentId: "z", token: 3 }),
      "/v1/cases/k/transfers",
      { agentId: "z", token: 3 },
    ],
    ["fills slots", (api) => api.fillSlots("k", { a: "1" }), "/v1/cases/k/slots", { slots: { a: "1" } }],
  ])("%s", async (_, tell, path, body) => {
    const { fetch, asked, orders } = fakeFetch(json(aCase(1)));
    expect(await tell(createApi(session, fetch))).toEqual(aCase(1));
    expect(asked[0]?.path).toBe(path);
    expect(orders).toEqual([{ method: "POST", body }]);
  });

  it("merges, and takes a merge back, which answers nothing", async () => {
    const merging = fakeFetch(json({ mergeId: "m", customerId: "a" }, 201));
    await createApi(session, merging.fetch).merge("a", "b", "same voice");
    expect(merging.asked[0]?.path).toBe("/v1/customers/a/merges");
    expect(merging.orders).toEqual([{ method: "POST", body: { customerId: "b", reason: "same voice" } }]);

    const unmerging = fakeFetch(() => new Response(null, { status: 204 }));
    await createApi(session, unmerging.fetch).unmerge("a", "m/1");
    expect(unmerging.asked[0]?.path).toBe("/v1/customers/a/merges/m%2F1");
    expect(unmerging.orders).toEqual([{ method: "DELETE", body: undefined }]);
  });

  it("accepts and dismisses suggestions", async () => {
    const { fetch, orders } = fakeFetch(json({ suggestionId: "s", decision: "accept", mergeId: "m" }));
    const api = createApi(session, fetch);
    expect(await api.decideSuggestion("s", { decision: "accept", customerId: "a" })).toMatchObject({
      mergeId: "m",
    });
    await api.decideSuggestion("s", { decision: "dismiss" });
    expect(orders.map(({ body }) => body)).toEqual([
      { decision: "accept", customerId: "a" },
      { decision: "dismiss" },
    ]);
  });
});

describe("the brief", () => {
  it.each([
    ["a customer", (api: Api) => api.customerBrief("c1", "tr"), "/v1/customers/c1/brief?language=tr"],
    ["a case", (api: Api) => api.caseBrief("k1", "en"), "/v1/cases/k1/brief?language=en"],
  ])("of %s is asked for in the language of the page", async (_, read, path) => {
    const nextAction = { action: "answer", text: "Go on", reason: "Because", cites: [] };
    const brief = { customerId: "c1", language: "tr", lines: [], nextAction };
    const { fetch, asked } = fakeFetch(json(brief));
    expect(await read(createApi(session, fetch))).toEqual(brief);
    expect(asked[0]?.path).toBe(path);
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
