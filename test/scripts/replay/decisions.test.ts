import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { decisionsFrom, platformAt } from "../../../scripts/replay/decisions.ts";
import { at, decisionRow } from "../../adapters/dynamodb/routing/rows.ts";

type Answer = readonly [status: number, body: object];

async function api(answer: (request: IncomingMessage, url: URL) => Answer): Promise<string> {
  const server = createServer((request, response) => {
    const [status, body] = answer(request, new URL(request.url ?? "", "http://api"));
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const period = { from: at(0), to: at(60) };

it("reads page after page, with the token it is given", async () => {
  const asked: string[] = [];
  const url = await api(({ headers }, { pathname, searchParams }) => {
    const cursor = searchParams.get("cursor");
    asked.push(
      `${pathname} ${searchParams.get("from")} ${searchParams.get("to")} ${cursor} ${headers.authorization}`,
    );
    return [
      200,
      cursor === null ? { items: [decisionRow("d1")], nextCursor: "a~b" } : { items: [decisionRow("d2")] },
    ];
  });
  const read = await decisionsFrom({ api: url, token: "t" }, period);
  expect(read.map(({ decisionId }) => decisionId)).toEqual(["d1", "d2"]);
  const page = (cursor: string) => `/v1/admin/decisions ${at(0)} ${at(60)} ${cursor} Bearer t`;
  expect(asked).toEqual([page("null"), page("a~b")]);
});

it("gets a token by itself where the platform is a laptop, and says so where it is none", async () => {
  const laptop = await api(({ headers, method }, { pathname }) =>
    pathname === "/v1/dev/token" && method === "POST"
      ? [200, { token: "laptop" }]
      : [headers.authorization === "Bearer laptop" ? 200 : 401, { items: [] }],
  );
  expect(await decisionsFrom(await platformAt(laptop, undefined), period)).toEqual([]);
  const cloud = await api(() => [404, {}]);
  await expect(platformAt(cloud, undefined)).rejects.toThrow("say --token");
});

it("fails with the API's own words", async () => {
  const url = await api(() => [403, { detail: "needs one of the roles" }]);
  await expect(decisionsFrom({ api: url, token: "t" }, period)).rejects.toThrow(
    /403 .*needs one of the roles/,
  );
});

it("says where it looked when nothing answers", async () => {
  const nowhere = "http://127.0.0.1:9";
  await expect(platformAt(nowhere, undefined)).rejects.toThrow(`no platform answers at ${nowhere}`);
});
