import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { authorizeJwt, textClaims } from "../../../local/http-api/jwt-authorizer.ts";

const authorizer = { issuer: "https://issuer.example/pool", audience: ["panel"] };
const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: "k" }] });
const inAnHour = Math.floor(Date.now() / 1000) + 3600;

const sign = (claims: Record<string, unknown>) =>
  new SignJWT({ iss: authorizer.issuer, client_id: "panel", exp: inAnHour, ...claims })
    .setProtectedHeader({ alg: "RS256", kid: "k" })
    .sign(privateKey);

describe("a JWT authorizer", () => {
  it.each([
    ["a good token by client_id", {}, [], "allowed"],
    ["a good token by aud", { client_id: undefined, aud: ["other", "panel"] }, [], "allowed"],
    ["a wanted scope", { scope: "read write" }, ["write"], "allowed"],
    ["no wanted scope", { scope: "read" }, ["write"], "forbidden"],
    ["another audience, although the client is right", { aud: "other" }, [], "unauthorized"],
    ["another client", { client_id: "other" }, [], "unauthorized"],
    ["another issuer", { iss: "https://evil.example" }, [], "unauthorized"],
    ["an expired token", { exp: inAnHour - 7200 }, [], "unauthorized"],
    ["a token that is not valid yet", { nbf: inAnHour }, [], "unauthorized"],
    ["a token without expiry", { exp: undefined }, [], "unauthorized"],
  ])("answers %s", async (_, claims, scopes, kind) => {
    expect((await authorizeJwt(authorizer, keys, `Bearer ${await sign(claims)}`, scopes)).kind).toBe(kind);
  });

  it("takes a token without the word Bearer", async () => {
    expect((await authorizeJwt(authorizer, keys, await sign({}), [])).kind).toBe("allowed");
  });

  it("writes claims as API Gateway does", () => {
    expect(textClaims({ sub: "a", exp: 1, groups: ["x", "y"], ok: true, deep: { a: 1 } })).toEqual({
      sub: "a",
      exp: "1",
      groups: "[x y]",
      ok: "true",
      deep: '{"a":1}',
    });
  });
});
