/** The way back from the identity provider: the same page, opened with `?code=…&state=…`. */
import type { UserManager } from "oidc-client-ts";
import * as z from "zod/mini";
import { SignInFailedError } from "./session.ts";

const stateSchema = z.object({ hash: z.string() });

/** Set while this window is away at the identity provider: other pages may open us, so an opener proves no popup. */
const awayKey = "omniline.away";

/** Leaves for the identity provider in this window, to come back to the same place. */
export async function leaveToSignIn(users: UserManager): Promise<void> {
  sessionStorage.setItem(awayKey, "yes");
  await users.signinRedirect({ state: { hash: location.hash } });
}

/**
 * Finishes the sign-in this page was opened for, if it was.
 *
 * A popup and a silent renewal's frame only hand the answer to the window that asked; the stored
 * request is read there, for a third-party frame has a storage of its own.
 *
 * @returns false when this window has nothing more to do
 */
export async function finishSignIn(users: UserManager): Promise<boolean> {
  const query = new URLSearchParams(location.search);
  if (!query.has("state") || !(query.has("code") || query.has("error"))) return true;
  const wasAway = sessionStorage.getItem(awayKey) !== null;
  sessionStorage.removeItem(awayKey);
  if (window.opener !== null && !wasAway) {
    await users.signinPopupCallback();
    return false;
  }
  if (window.self !== window.top) {
    await users.signinSilentCallback();
    return false;
  }
  try {
    const { state } = await users.signinRedirectCallback();
    const asked = stateSchema.safeParse(state);
    forgetQuery(asked.success ? asked.data.hash : "");
  } catch (cause) {
    forgetQuery("");
    throw new SignInFailedError("the identity provider sent back no sign-in", { cause });
  }
  return true;
}

const forgetQuery = (hash: string) => history.replaceState(null, "", `${location.pathname}${hash}`);
