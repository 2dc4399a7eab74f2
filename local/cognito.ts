/** The embedded issuer: stands for the template's user pool, and gives tokens to whoever asks on this machine. */

import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTVerifyGetKey,
  SignJWT,
} from "jose";
import * as z from "zod";
import type { Values } from "./data-dir.ts";
import type { Resources } from "./template/resources.ts";

export interface Issuer {
  /** The public keys that authorizers verify with. */
  readonly keys: JWTVerifyGetKey;
  /** Answers `POST /v1/dev/token`. */
  token(body: Buffer): Promise<{ status: number; contentType: string; body: unknown }>;
}

const request = z.object({
  role: z.enum(["agent", "supervisor", "admin", "analyst"]),
  agentId: z.string().min(1).optional(),
});

/** As long as a working day. */
const tokenLifetime = "12h";
const keyId = "local";

export async function startIssuer(resources: Resources, stored: Values): Promise<Issuer> {
  const pool = resources.ofType("AWS::Cognito::UserPool", z.object({}))[0];
  const client = resources.ofType("AWS::Cognito::UserPoolClient", z.object({}))[0];
  const jwk = await signingKey(stored);
  const publicHalf = publicKey.parse(jwk);
  const privateKey = await importJWK(jwk, "RS256");

  return {
    keys: createLocalJWKSet({
      keys: [{ ...publicHalf, kid: keyId, alg: "RS256", use: "sig" }],
    }),
    async token(body) {
      const asked = request.safeParse(parsed(body));
      if (!asked.success || !pool || !client) {
        const detail = asked.success ? "The app has no user pool." : z.prettifyError(asked.error);
        return {
          status: 400,
          contentType: "application/problem+json",
          body: { type: "about:blank", title: "Bad Request", status: 400, detail },
        };
      }
      const { role, agentId = `${role}-1` } = asked.data;
      const token = await new SignJWT({
        token_use: "access",
        client_id: client.ref,
        username: agentId,
        agentId,
        "cognito:groups": [role],
      })
        .setProtectedHeader({ alg: "RS256", kid: keyId })
        .setIssuer(pool.attributes.ProviderURL ?? "")
        .setSubject(agentId)
        .setIssuedAt()
        .setExpirationTime(tokenLifetime)
        .setJti(crypto.randomUUID())
        .sign(privateKey);
      return { status: 200, contentType: "application/json", body: { token } };
    },
  };
}

const storedKey = z.looseObject({ kty: z.literal("RSA"), n: z.string(), e: z.string() });
const publicKey = z.object(storedKey.shape);

async function signingKey(stored: Values): Promise<JWK> {
  const known = stored.get("signing-key");
  if (known !== undefined) return storedKey.parse(JSON.parse(known));
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = await exportJWK(privateKey);
  stored.set("signing-key", JSON.stringify(jwk));
  return jwk;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
