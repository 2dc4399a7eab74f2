/** The session everywhere but on a laptop: OIDC authorization code with PKCE. */
import { type User, UserManager } from "oidc-client-ts";
import type { PanelConfig } from "../../schemas/api/shapes.ts";
import { finishSignIn, leaveToSignIn } from "./finish-sign-in.ts";
import { type Session, SessionEndedError, SignInFailedError } from "./session.ts";

export interface OidcSession extends Session {
  /** Finishes a sign-in that brought us here. @returns false in a window that only carries the answer back */
  arrive(): Promise<boolean>;
  signedIn(): Promise<boolean>;
  /**
   * Opens the identity provider: in this window, or in a popup when we are inside a frame.
   *
   * @throws SignInFailedError when the person turned back, or a popup was not allowed
   */
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  personName(): Promise<string | undefined>;
}

export function createOidcSession(config: PanelConfig): OidcSession {
  const here = new URL("./", location.href).href;
  const framed = window.self !== window.top;
  const users = new UserManager({
    authority: config.issuer,
    client_id: config.clientId,
    redirect_uri: here,
    post_logout_redirect_uri: here,
    scope: "openid",
    automaticSilentRenew: false,
  });
  /** Cognito does not know the standard's names for these (Cognito, "Logout endpoint"). */
  const cognitoToo = { extraQueryParams: { client_id: config.clientId, logout_uri: here } };
  let renewing: Promise<string> | undefined;

  async function askAgain(): Promise<string> {
    const user = await users.signinSilent().catch((cause: unknown) => {
      throw new SessionEndedError("the sign-in cannot be renewed", { cause });
    });
    return tokenOf(user);
  }

  function renew(): Promise<string> {
    renewing ??= askAgain().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  return {
    async token() {
      const user = await users.getUser();
      return user?.expired ? renew() : tokenOf(user);
    },
    renew,
    arrive: () => finishSignIn(users),
    signedIn: async () => (await users.getUser()) !== null,
    async signIn() {
      try {
        await (framed ? users.signinPopup() : leaveToSignIn(users));
      } catch (cause) {
        throw new SignInFailedError("the sign-in was not completed", { cause });
      }
    },
    async signOut() {
      if (framed) await users.removeUser();
      else await users.signoutRedirect(cognitoToo).catch(() => users.removeUser());
    },
    async personName() {
      const profile = (await users.getUser())?.profile;
      return profile?.name ?? profile?.email ?? profile?.preferred_username;
    },
  };
}

function tokenOf(user: User | null): string {
  if (user === null) throw new SessionEndedError("nobody is signed in");
  return user.access_token;
}
