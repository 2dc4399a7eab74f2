/** What of an endpoint nobody else may see. */
import type { Channel } from "./check.ts";

/** Names of an account's values that are secrets, and not addresses or ids. */
export const isSecretName = (name: string) => /token|secret|key|password/i.test(name);

export function secretsOf({ samples: { endpoint } }: Channel): string[] {
  const ofAccount = Object.entries(endpoint.account).flatMap(([name, value]) =>
    isSecretName(name) ? [value] : [],
  );
  return [...endpoint.secrets, ...ofAccount, endpoint.verifyToken ?? ""].filter((secret) => secret !== "");
}
