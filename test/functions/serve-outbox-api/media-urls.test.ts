import { expect, it } from "vitest";
import { createHandler, type OutboxApiDeps } from "../../../functions/serve-outbox-api/handler.ts";
import { outboxRoutes } from "../../../schemas/api/outbox-routes.ts";
import { routeKeyOf } from "../../../schemas/api/route.ts";
import { inert } from "../../support/events.ts";

const handle = createHandler(inert<OutboxApiDeps>({ rolesClaim: "roles" }));

async function refused(mediaUrls: unknown) {
  const answer = await handle({
    routeKey: routeKeyOf(outboxRoutes.replyToCase),
    pathParameters: { caseId: "c1-e1" },
    body: JSON.stringify({ text: "Ektedir", mediaUrls }),
    requestContext: { authorizer: { jwt: { claims: { sub: "u", roles: ["agent"] } } } },
  });
  const { errors } = JSON.parse(answer.body ?? "{}");
  return [answer.statusCode, errors];
}

const good = "https://dosya.acme.example/s%C3%B6zle%C5%9Fme.pdf?imza=1";

it.each([
  ["http://acme.example/a.pdf", "an https URL"],
  ["ftp://acme.example/a.pdf", "an https URL"],
  ["a.pdf", "an https URL"],
  ["https://user:password@acme.example/a.pdf", "a public URL: a host by its name, without a user name"],
  ["https://127.0.0.1/a.pdf", "a public URL: a host by its name, without a user name"],
  ["https://[::1]/a.pdf", "a public URL: a host by its name, without a user name"],
  ["https://0x7f000001/a.pdf", "a public URL: a host by its name, without a user name"],
  ["https://localhost/a.pdf", "a public URL: a host by its name, without a user name"],
])("names the file that is at no URL to be fetched from: %s", async (url, detail) => {
  expect(await refused([good, url])).toEqual([400, [{ pointer: "/mediaUrls/1", detail }]]);
});

it("takes ten files at most, each at a URL of a length that providers take", async () => {
  expect(await refused(Array.from({ length: 11 }, () => good))).toEqual([
    400,
    [{ pointer: "/mediaUrls", detail: "at most 10 files" }],
  ]);
  expect(await refused([`${good}${"x".repeat(2048)}`])).toMatchObject([400, [{ pointer: "/mediaUrls/0" }]]);
  expect(await refused(good)).toMatchObject([400, [{ pointer: "/mediaUrls" }]]);
});

it("leaves a good one to what is decided of the reply", async () => {
  await expect(refused([good, "https://xn--dosya-8ya.xn--p1ai/a:b"])).rejects.toThrow();
});
