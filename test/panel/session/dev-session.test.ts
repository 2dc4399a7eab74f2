import { describe, expect, it } from "vitest";
import type { Fetch } from "../../../panel/api/http.ts";
import { createDevSession } from "../../../panel/session/dev-session.ts";

function fakeTokens() {
  const bodies: unknown[] = [];
  const issuer = { fails: false };
  const fetch: Fetch = async (_, init) => {
    bodies.push(JSON.parse(String(init?.body)));
    return issuer.fails ? new Response("", { status: 503 }) : Response.json({ token: `t${bodies.length}` });
  };
  return { fetch, bodies, issuer };
}

describe("createDevSession", () => {
  it("asks for one token, in its role, however many calls need it", async () => {
    const { fetch, bodies } = fakeTokens();
    const session = createDevSession(fetch, "supervisor");
    expect(await Promise.all([session.token(), session.token()])).toEqual(["t1", "t1"]);
    expect(bodies).toEqual([{ role: "supervisor" }]);
  });

  it("keeps the renewed token", async () => {
    const session = createDevSession(fakeTokens().fetch, "agent");
    await session.token();
    expect(await session.renew()).toBe("t2");
    expect(await session.token()).toBe("t2");
  });

  it("asks again after it could not get one", async () => {
    const { fetch, issuer } = fakeTokens();
    const session = createDevSession(fetch, "agent");
    issuer.fails = true;
    await expect(session.token()).rejects.toThrow();
    issuer.fails = false;
    expect(await session.token()).toBe("t2");
  });
});
