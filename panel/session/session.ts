/** Who is signed in, whichever way they did. */

export interface Session {
  /** A bearer token for the API; asks for one when there is none yet. */
  token(): Promise<string>;
  /** A new token, after the API refused the last one. @throws SessionEndedError */
  renew(): Promise<string>;
}

/** The person must sign in again; nothing the page can do alone will help. */
export class SessionEndedError extends Error {
  override name = "SessionEndedError";
}

/** The person turned back at the identity provider, or it could not be opened. */
export class SignInFailedError extends Error {
  override name = "SignInFailedError";
}
