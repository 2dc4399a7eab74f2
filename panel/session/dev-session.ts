/** The session on a laptop: no password, any role. */
import { type Role, readDevToken } from "../api/dev-api.ts";
import type { Fetch } from "../api/http.ts";
import type { Session } from "./session.ts";

/** Asks for a token when first needed; calls made at the same time share one request. */
export function createDevSession(fetch: Fetch, role: Role): Session {
  let current: Promise<string> | undefined;

  function ask(): Promise<string> {
    const asked = readDevToken(fetch, role);
    asked.catch(() => {
      if (current === asked) current = undefined;
    });
    current = asked;
    return asked;
  }

  return { token: () => current ?? ask(), renew: ask };
}
