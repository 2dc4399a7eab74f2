/** API Gateway's JWT authorizer: signature, issuer, audience, expiry, scopes. */
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";

export interface JwtAuthorizer {
  readonly issuer: string;
  readonly audience: readonly string[];
}

export type Authorization =
  | {
      readonly kind: "allowed";
      readonly claims: Readonly<Record<string, string>>;
      readonly scopes: readonly string[] | null;
    }
  | { readonly kind: "unauthorized"; readonly reason: string }
  | { readonly kind: "forbidden" };

/** @param header the `Authorization` header, with or without `Bearer` */
export async function authorizeJwt(
  authorizer: JwtAuthorizer,
  keys: JWTVerifyGetKey,
  header: string | undefined,
  wantedScopes: readonly string[],
): Promise<Authorization> {
  const token = header?.replace(/^bearer\s+/i, "");
  if (!token) return { kind: "unauthorized", reason: "no token" };
  try {
    const { payload } = await jwtVerify(token, keys, { issuer: authorizer.issuer, requiredClaims: ["exp"] });
    if (!audienceOf(payload).some((one) => authorizer.audience.includes(one))) {
      return { kind: "unauthorized", reason: "the token is for another audience" };
    }
    if (wantedScopes.length > 0 && !wantedScopes.some((scope) => scopesOf(payload).includes(scope))) {
      return { kind: "forbidden" };
    }
    return {
      kind: "allowed",
      claims: textClaims(payload),
      scopes: wantedScopes.length > 0 ? wantedScopes : null,
    };
  } catch (error) {
    if (error instanceof errors.JOSEError) return { kind: "unauthorized", reason: error.message };
    throw error;
  }
}

/** `client_id` counts only where there is no `aud`: Cognito's access tokens have none. */
function audienceOf(payload: JWTPayload): readonly string[] {
  return [payload.aud ?? payload.client_id].flat().filter((one) => typeof one === "string");
}

function scopesOf(payload: JWTPayload): readonly string[] {
  const scopes = payload.scope ?? payload.scp;
  return typeof scopes === "string" ? scopes.split(" ") : [];
}

/** Claims reach the function as text: a list as `[a b]`. */
export function textClaims(payload: JWTPayload): Record<string, string> {
  const text = (value: unknown): string => {
    if (typeof value === "string") return value;
    return Array.isArray(value) ? `[${value.map(text).join(" ")}]` : JSON.stringify(value);
  };
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, text(value)]));
}
